import { resolve } from "node:path";
import { createColors } from "picocolors";
import { junitXml } from "../../compiler/diagnostics/render/junit.ts";
import { bundleOf } from "../../runtime/files/load.ts";
import { runTests, type TestResult } from "../../runtime/testing/tests.ts";
import { Refusal } from "../../runtime/refusal.ts";
import type { Io } from "../io.ts";
import { policyFiles } from "../policy-files.ts";
import { exit, type Options } from "../verb.ts";

interface FileResult {
  readonly path: string;
  readonly results: readonly TestResult[];
  /** Why nothing of this file ran. */
  readonly refused: string | null;
}

/** Runs the tests of every file; a file that does not load fails, and the others run all the same. */
export async function run(args: readonly string[], options: Options, io: Io): Promise<number> {
  const files: FileResult[] = [];
  for (const path of policyFiles(args, io.cwd)) {
    const file = await testFile(path, resolve(io.cwd, path), typeof options["filter"] === "string" ? options["filter"] : "");
    files.push(file);
    if (!options["json"] && options["format"] !== "junit") io.stdout.write(shown(file, io.color));
  }
  const all = files.flatMap((f) => f.results);
  const failed = all.filter((r) => !r.passed).length + files.filter((f) => f.refused !== null).length;
  const passed = all.filter((r) => r.passed).length;
  if (options["json"]) io.stdout.write(`${JSON.stringify({ passed, failed, files }, null, 2)}\n`);
  else if (options["format"] === "junit") io.stdout.write(junitXml(files.map(suite)));
  else io.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? exit.clean : exit.findings;
}

async function testFile(path: string, file: string, filter: string): Promise<FileResult> {
  try {
    return { path, results: await runTests(await bundleOf(file, { models: "present" }), filter), refused: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { path, results: [], refused: error.message };
  }
}

function shown({ path, results, refused }: FileResult, color: boolean): string {
  const { bold, dim, red, green } = createColors(color);
  const lines = [bold(path)];
  if (refused !== null) lines.push(`  ${red("✗")} ${refused}`);
  else if (results.length === 0) lines.push(dim("  no tests"));
  for (const r of results) {
    lines.push(`  ${r.passed ? green("✓") : red("✗")} ${r.title} ${dim(`(on ${r.on}, line ${r.line})`)}`);
    for (const f of r.failures) lines.push(`      line ${f.line}: ${f.message}`);
    for (const n of r.notes) lines.push(dim(`      note, line ${n.line}: ${n.message}`));
  }
  return `${lines.join("\n")}\n`;
}

function suite({ path, results, refused }: FileResult): Parameters<typeof junitXml>[0][number] {
  const text = (f: { line: number; message: string }): string => `line ${f.line}: ${f.message}`;
  if (refused !== null) return { name: path, cases: [{ name: "loads", failure: { message: refused, text: refused } }] };
  return {
    name: path,
    cases: results.map((r) => (r.passed ? { name: r.title, ...(r.notes.length > 0 && { output: r.notes.map(text).join("\n") }) }
      : { name: r.title, failure: { message: r.failures[0]!.message, text: r.failures.map(text).join("\n") } })),
  };
}
