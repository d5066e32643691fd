import type { Diagnostic } from "../diagnostic.ts";
import { Places, type Texts } from "./places.ts";
import { renderTerminal } from "./terminal.ts";

export interface JunitCase {
  readonly name: string;
  /** Why it failed: one line, and the whole story. */
  readonly failure?: { readonly message: string; readonly text: string };
  /** What a case that passed has to say. */
  readonly output?: string;
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/** JUnit XML, as continuous integration servers read it. */
export function junitXml(suites: readonly JunitSuite[]): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="pol"${tally(suites.flatMap((s) => s.cases))}>`];
  for (const { name, cases } of suites) {
    lines.push(`  <testsuite name="${xml(name)}"${tally(cases)}>`);
    for (const one of cases) lines.push(...testcase(name, one));
    lines.push("  </testsuite>");
  }
  return `${[...lines, "</testsuites>"].join("\n")}\n`;
}

/** Findings as JUnit: a suite a file, an error fails its case, a file without findings is one passed case. */
export function renderJunit(diagnostics: readonly Diagnostic[], texts: Texts, checked: readonly string[]): string {
  const places = new Places(texts);
  const paths = [...new Set([...checked, ...diagnostics.map((d) => d.path)])];
  return junitXml(
    paths.map((path) => {
      const own = diagnostics.filter((d) => d.path === path);
      const cases = own.map((found) => caseOf(found, texts, places));
      return { name: path, cases: cases.length > 0 ? cases : [{ name: "check" }] };
    }),
  );
}

function caseOf(found: Diagnostic, texts: Texts, places: Places): JunitCase {
  const { line, column } = places.position(found.path, found.span.start);
  const name = `${found.code} at ${line}:${column}`;
  const text = renderTerminal([found], texts);
  return found.severity === "error" ? { name, failure: { message: found.message, text } } : { name, output: text };
}

function testcase(suite: string, { name, failure, output }: JunitCase): string[] {
  const open = `    <testcase classname="${xml(suite)}" name="${xml(name)}"`;
  if (failure)
    return [`${open}>`, `      <failure message="${xml(failure.message)}">${xml(failure.text)}</failure>`, "    </testcase>"];
  if (output !== undefined) return [`${open}>`, `      <system-out>${xml(output)}</system-out>`, "    </testcase>"];
  return [`${open}/>`];
}

function tally(cases: readonly JunitCase[]): string {
  return ` tests="${cases.length}" failures="${cases.filter((one) => one.failure).length}"`;
}

const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function xml(text: string): string {
  return text
    .toWellFormed()
    // XML 1.0 has no way to write these at all.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"]/g, (char) => named[char]!);
}
