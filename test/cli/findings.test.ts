import { expect, test } from "vitest";
import { printFindings } from "../../cli/findings.ts";
import type { Io } from "../../cli/io.ts";
import type { Options } from "../../cli/verb.ts";
import { Bag } from "../../compiler/diagnostics/bag.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";

const text = 'const a = "x\n';

function errors(): readonly Diagnostic[] {
  const bag = new Bag("a.pol");
  bag.add("unterminatedString", { start: 10, end: 12 }, {});
  return bag.diagnostics;
}

function print(diagnostics: readonly Diagnostic[], options: Options): { code: number; out: string } {
  let out = "";
  const stdout = { write: (written: string) => (out += written) };
  const io: Io = { stdout, stderr: stdout, cwd: ".", color: false, tty: false };
  const code = printFindings({ diagnostics, checked: ["a.pol"], texts: () => text }, options, io);
  return { code, out };
}

test("as text, with a summary", () => {
  expect(print(errors(), {})).toEqual({
    code: 1,
    out: `error[POL0002]: this text has no closing quote
  ┌─ a.pol:1:11
  │
1 │ const a = "x
  │           ^^

1 error in 1 file.
`,
  });
  expect(print([], { format: "text" })).toEqual({ code: 0, out: "No findings in 1 file.\n" });
});

test("a warning is no reason to fail", () => {
  expect(print([{ ...errors()[0]!, severity: "warning" }], {})).toMatchObject({
    code: 0,
    out: expect.stringMatching(/\n1 warning in 1 file\.\n$/),
  });
});

test("as one JSON object, whatever the format", () => {
  const { code, out } = print(errors(), { format: "text", json: true });
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    checked: ["a.pol"],
    errors: 1,
    warnings: 0,
    diagnostics: [{ code: "POL0002", start: { line: 1, column: 11 } }],
  });
});

test.each([
  ["jsonl", /^\{"code":"POL0002".*\}\n$/],
  ["sarif", /"version": "2\.1\.0"[^]*"semanticVersion": "\d+\.\d+\.\d+"/],
  ["junit", /^<\?xml [^]*<testsuite name="a\.pol" tests="1" failures="1">/],
])("as %s", (format, pattern) => {
  expect(print(errors(), { format })).toEqual({ code: 1, out: expect.stringMatching(pattern) });
});
