import { resolve } from "node:path";
import { createColors } from "picocolors";
import { bundleOf } from "../../runtime/files/load.ts";
import { counted, LIMITS, prove, type ProofResult } from "../../runtime/proving/prove.ts";
import type { ToldStep } from "../../runtime/proving/teller.ts";
import { Refusal } from "../../runtime/refusal.ts";
import type { Io } from "../io.ts";
import { policyFiles } from "../policy-files.ts";
import { exit, type Options } from "../verb.ts";

interface FileResult {
  readonly path: string;
  readonly results: readonly ProofResult[];
  /** Why nothing of this file was looked at. */
  readonly refused: string | null;
}

/** Goes through the claims of every file; what is not proved is a finding, refuted or not. */
export async function run(args: readonly string[], options: Options, io: Io): Promise<number> {
  const files: FileResult[] = [];
  for (const path of policyFiles(args, io.cwd)) {
    const file = await proveFile(path, resolve(io.cwd, path), options);
    files.push(file);
    if (!options["json"]) io.stdout.write(shown(file, io.color));
  }
  const count = (wanted: ProofResult["result"]): number => files.flatMap(({ results }) => results).filter(({ result }) => result === wanted).length;
  const refused = files.filter((file) => file.refused !== null).length;
  const counts = { proved: count("proved"), refuted: count("refuted"), unknown: count("unknown") };
  if (options["json"]) io.stdout.write(`${JSON.stringify({ ...counts, files }, null, 2)}\n`);
  else io.stdout.write(`${counts.proved} proved, ${counts.refuted} refuted, ${counts.unknown} unknown\n`);
  return counts.refuted + counts.unknown + refused === 0 ? exit.clean : exit.findings;
}

async function proveFile(path: string, file: string, options: Options): Promise<FileResult> {
  const most = (name: string, otherwise: number): number => (typeof options[name] === "number" ? options[name] : otherwise);
  try {
    const bundle = await bundleOf(file, { models: "none" });
    return { path, results: prove(bundle, typeof options["filter"] === "string" ? options["filter"] : "", { states: most("states", LIMITS.states), transitions: most("ticks", LIMITS.transitions) }), refused: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { path, results: [], refused: error.message };
  }
}

const MARKS = { proved: "✓", refuted: "✗", unknown: "?" } as const;

function shown({ path, results, refused }: FileResult, color: boolean): string {
  const { bold, dim, red, green, yellow } = createColors(color), paint = { proved: green, refuted: red, unknown: yellow };
  const lines = [bold(path)];
  if (refused !== null) lines.push(`  ${red("✗")} ${refused}`);
  else if (results.length === 0) lines.push(dim("  no claims"));
  for (const { title, on, line, result, reason, states, transitions, trace } of results) {
    lines.push(`  ${paint[result](MARKS[result])} ${title} ${dim(`(on ${on}, line ${line})`)}`);
    if (result === "proved" && states > 0) lines.push(dim(`      ${counted(states, "state")}, ${counted(transitions, "tick")}: all there are`));
    if (reason !== null) lines.push(`      ${result === "unknown" ? "not proved: " : ""}${reason}`);
    for (const step of trace) lines.push(...told(step).map((text, i) => `        ${i === 0 ? text : dim(text)}`));
  }
  return `${lines.join("\n")}\n`;
}

/** A step in a line, and below it what was asked and what changed. */
function told({ tick, asked, timeOver, visits, entries, proposes }: ToldStep): string[] {
  const head = tick === null ? "another proposer acts, and what runs is halted" : `tick ${tick}`;
  const all = (values: ToldStep["asked"], sign: string): string => Object.entries(values).map(([name, value]) => `${name}${sign}${value ?? "unknown"}`).join(", ");
  const row = (word: string, text: string): string[] => (text === "" ? [] : [`  ${word} ${text}`]);
  return [
    `${head}${visits.length === 0 ? "" : `: ${visits.map(({ node, status }) => `${node} ${status}`).join(", ")}`}`,
    ...row("where", all(asked, ": ")), ...row("time over of", timeOver.join(", ")), ...row("blackboard", all(entries, " = ")), ...row("proposes", all(proposes, " = ")),
  ];
}
