import { placeholder } from "../cli/program.ts";
import type { Option, Verb } from "../cli/verb.ts";
import { verbs } from "../cli/verbs.ts";

/** docs/cli.md. */
export function cliPage(): string {
  return `# The command line

Every verb has \`--help\` and \`--json\`. With \`--json\`, what went wrong is one JSON object on standard error.

| exit code | meaning |
|---|---|
| 0 | clean |
| 1 | findings, or something given cannot be used: one sentence says what |
| 2 | wrong usage |
| 3 | a bug of ours; \`POL_DEBUG=1\` adds the stack |
| 69 | Node is too old |

${verbs.map(section).join("\n")}`;
}

function section(verb: Verb): string {
  const parts = ["pol", verb.name, ...(verb.options.length > 0 ? ["[options]"] : []), ...verb.arguments.map(placeholder)];
  const rows = [
    ...verb.arguments.map(({ name, summary }) => [name, summary]),
    ...verb.options.map((option) => [flags(option), described(option)]),
  ].map(([left, right]) => `| \`${left}\` | ${right} |\n`);
  const table = rows.length > 0 ? `\n| | |\n|---|---|\n${rows.join("")}` : "";
  return `## pol ${verb.name}

${verb.summary}.

\`\`\`
${parts.join(" ")}
\`\`\`
${table}
Example:

\`\`\`
${verb.example}
\`\`\`
`;
}

function flags({ name, value }: Option): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function described({ summary, choices, default: preset }: Option): string {
  const kinds = choices ? `: ${choices.join(", ")}` : "";
  return `${summary}${kinds}${preset === undefined ? "" : ` (default ${preset})`}`;
}
