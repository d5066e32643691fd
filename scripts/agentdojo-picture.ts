// Draws what `npm run conformance -- agentdojo --data DIR --json` printed: node scripts/agentdojo-picture.ts < figures.json > examples/agentdojo/replay.svg
import { readFileSync } from "node:fs";

interface File {
  readonly file: string;
  readonly figures: Readonly<Record<string, string>>;
}

const { files } = JSON.parse(readFileSync(0, "utf8")) as { readonly files: readonly File[] };
const BARS = [
  ["attacks succeed, values from anywhere", "attack success under the control policy", "#c0392b"],
  ["attacks succeed, with the policy", "attack success, asks answered", "#c0392b"],
  ["tasks done under attack, a person answers", "utility under attack, asks answered", "#2e7d4f"],
  ["tasks done under attack, nobody answers", "utility under attack, asks refused", "#8fbf9f"],
] as const;
const [left, width, step] = [340, 340, 26];

const parts: string[] = [];
let y = 34;
for (const { file, figures } of files) {
  parts.push(`<text x="20" y="${y}" font-weight="bold">${file.replace(".json", "")}</text>`);
  for (const [label, figure, colour] of BARS) {
    y += step;
    const [share, count] = [Number.parseFloat(figures[figure]!), /\((.*)\)/.exec(figures[figure]!)![1]!];
    parts.push(`<text x="${left - 10}" y="${y}" text-anchor="end">${label}</text>`);
    parts.push(`<rect x="${left}" y="${y - 13}" width="${width}" height="16" fill="#f0efec"/><rect x="${left}" y="${y - 13}" width="${width * share}" height="16" fill="${colour}"/>`);
    parts.push(`<text x="${left + width + 10}" y="${y}">${count}</text>`);
  }
  y += 2 * step;
}
process.stdout.write(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 ${y - step}" font-family="sans-serif" font-size="14" fill="#222"><rect width="100%" height="100%" fill="#fff"/>${parts.join("")}</svg>\n`);
