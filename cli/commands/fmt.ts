import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { toJson } from "../../compiler/diagnostics/render/jsonl.ts";
import { Places } from "../../compiler/diagnostics/render/places.ts";
import { renderTerminal, summary } from "../../compiler/diagnostics/render/terminal.ts";
import { syntaxDiagnostics } from "../../compiler/diagnostics/syntax.ts";
import { format } from "../../grammar/print.ts";
import type { Io } from "../io.ts";
import { replaceFile } from "../replace-file.ts";
import { policySources, STDIN } from "../sources.ts";
import { exit, type Options } from "../verb.ts";

export async function run(args: readonly string[], options: Options, io: Io): Promise<number> {
  const sources = await policySources(args, io.cwd);
  const changed: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const source of sources) {
    const formatted = format(source.text);
    if ("errors" in formatted) {
      diagnostics.push(...syntaxDiagnostics(source, formatted.errors));
      continue;
    }
    if (formatted.text !== source.text) changed.push(source.path);
    if (options["check"]) continue;
    if (source.path === STDIN) io.stdout.write(formatted.text);
    else if (formatted.text !== source.text) replaceFile(source.file, source.path, formatted.text);
  }
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const piped = texts.has(STDIN) && !options["check"];
  const failed = diagnostics.length > 0 || (options["check"] === true && changed.length > 0);
  if (options["json"]) {
    const places = new Places((path) => texts.get(path));
    if (!piped) io.stdout.write(`${JSON.stringify({ checked: [...texts.keys()], changed, diagnostics: diagnostics.map((d) => toJson(d, places)) }, null, 2)}\n`);
  } else {
    for (const path of changed) if (!piped) io.stdout.write(`${path}\n`);
    if (diagnostics.length > 0) io.stderr.write(`${renderTerminal(diagnostics, (path) => texts.get(path), io.color)}\n${summary(diagnostics)}; what cannot be read is left as it is.\n`);
  }
  return failed ? exit.findings : exit.clean;
}
