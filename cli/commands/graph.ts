import { readFileSync, writeFileSync } from "node:fs";
import { basename, extname, relative, resolve } from "node:path";
import type { Graph } from "../../compiler/graph/graph.ts";
import { mermaid } from "../../compiler/graph/mermaid.ts";
import { picture } from "../../compiler/graph/svg/picture.ts";
import type { Direction } from "../../compiler/graph/svg/tree.ts";
import { syntaxDiagnostics } from "../../compiler/diagnostics/syntax.ts";
import { analyze } from "../../compiler/program.ts";
import { parse } from "../../grammar/parse.ts";
import { hostBeside } from "../../runtime/files/host.ts";
import { messageOf } from "../../runtime/guard/sampled.ts";
import { Refusal } from "../../runtime/refusal.ts";
import { printFindings } from "../findings.ts";
import { graphsOf, type Policy } from "../graph/choice.ts";
import { recordedTick, type Recorded } from "../graph/recorded.ts";
import type { Io } from "../io.ts";
import { reached } from "../policy-files.ts";
import { exit, UsageError, type Options } from "../verb.ts";

type Format = "svg" | "mermaid" | "json";

const ENDINGS: Readonly<Record<string, Format>> = { ".svg": "svg", ".mmd": "mermaid", ".mermaid": "mermaid", ".json": "json" };

export async function run([path = "", name]: readonly string[], options: Options, io: Io): Promise<number> {
  const policy = read(path, options, io);
  if (policy === null) return exit.findings;
  const status = options["status"] as string | undefined;
  if (status === undefined && options["tick"] !== undefined) throw new UsageError("`--tick` is for the ticks of `--status`");
  const recorded = status === undefined ? null : recordedTick(status, io.cwd, name, options["tick"] as number | undefined);
  const graphs = graphsOf(policy, name ?? recorded?.tree);
  if (recorded !== null && policy.trees.length === 0) throw new Refusal(`${path} has errors, so that its nodes are not known: see \`pol check\``);
  const out = options["out"] as string | undefined;
  const format = formatOf(options, out);
  const text = drawn(graphs, format, policy, recorded, options);
  // A person gets a file for a picture, a pipe the picture.
  const file = out ?? (io.tty && format === "svg" ? `${basename(path, ".pol")}.svg` : undefined);
  if (file === undefined) io.stdout.write(text);
  else save(resolve(io.cwd, file), text, io);
  return exit.clean;
}

/** The file, or null after its errors of syntax have been printed; other errors are `pol check`'s. */
function read(path: string, options: Options, io: Io): Policy | null {
  const file = resolve(io.cwd, path);
  const text = reached(path, () => readFileSync(file, "utf8"));
  const parsed = parse(text);
  if (parsed.errors.length > 0) {
    printFindings({ diagnostics: syntaxDiagnostics({ path, text }, parsed.errors), checked: [path], texts: () => text }, options, io);
    return null;
  }
  const { program, diagnostics } = analyze({ path, text }, hostBeside(file));
  return { path, text, file: parsed.file, trees: diagnostics.some(({ severity }) => severity === "error") ? [] : (program.trees ?? []) };
}

function formatOf({ format, json }: Options, out: string | undefined): Format {
  if (json) return "json";
  if (format !== undefined) return format as Format;
  if (out === undefined) return "svg";
  const known = ENDINGS[extname(out).toLowerCase()];
  if (known === undefined) throw new UsageError(`\`${out}\` does not say what is drawn: its name ends in ${Object.keys(ENDINGS).join(", ")}, or give \`--format\``);
  return known;
}

function drawn(graphs: readonly Graph[], format: Format, { path }: Policy, recorded: Recorded | null, options: Options): string {
  const { expand, direction } = options as { readonly expand?: boolean; readonly direction?: Direction };
  const status = recorded?.status ?? null;
  if (format === "json") return `${JSON.stringify({ file: path, graphs, ...(recorded !== null && { status: Object.fromEntries(recorded.status) }) }, null, 2)}\n`;
  if (format === "svg") return picture(graphs, { expand: expand === true, status, caption: recorded?.caption ?? null, ...(direction !== undefined && { direction }) });
  if (graphs.length > 1) throw new UsageError(`a Mermaid diagram holds one tree or machine; say which of ${graphs.map(({ name }) => `\`${name}\``).join(", ")}`);
  return mermaid(graphs[0]!, { expand: expand === true, status });
}

function save(file: string, text: string, io: Io): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new Refusal(`the picture cannot be written (${messageOf(cause)})`, { cause });
  }
  io.stdout.write(`Wrote ${relative(io.cwd, file)}\n`);
}
