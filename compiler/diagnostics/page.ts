import type { Entry } from "./entry.ts";

/** The page of an entry in docs/diagnostics/. */
export function markdownPage(entry: Entry): string {
  return `# ${entry.code}: ${entry.title}

\`${entry.name}\` · ${entry.severity}

> ${entry.message}

## Avoid

\`\`\`pol
${clipped(entry.wrong)}\`\`\`

## Prefer

\`\`\`pol
${clipped(entry.right)}\`\`\`

## Why

${entry.why}
`;
}

/** Example source with the middle of overlong lines left out. */
export function clipped(source: string): string {
  return source.replace(/^.{121,}$/gm, (line) => `${line.slice(0, 80)} … ${line.slice(-20)}`);
}
