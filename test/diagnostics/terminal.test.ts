import { expect, test } from "vitest";
import { Bag } from "../../compiler/diagnostics/bag.ts";
import { renderTerminal, summary } from "../../compiler/diagnostics/render/terminal.ts";

const texts = new Map<string, string>();

/** A finding at the first place where `needle` stands after `from`. */
function place(path: string, needle: string, from = 0): { start: number; end: number } {
  const start = texts.get(path)!.indexOf(needle, from);
  return { start, end: start + needle.length };
}

function rendered(bag: Bag, color = false): string {
  return renderTerminal(bag.diagnostics, (path) => texts.get(path), color);
}

test("every place involved is shown, the finding's own file first", () => {
  texts.set("a.pol", "const standstill = 4m\n\nfn twice() -> [m] = 2 * standstil\n");
  texts.set("std/b.pol", "use a");
  const bag = new Bag("a.pol");
  bag.add("unknownName", place("a.pol", "standstil", 22), { kind: "constant", name: "standstil" }, {
    labels: [
      { path: "std/b.pol", span: place("std/b.pol", "use a"), text: "used from here" },
      { span: place("a.pol", "standstill"), text: "this one is near" },
    ],
    help: "write `standstill`",
  });
  expect(`\n${rendered(bag)}`).toBe(`
error[POL0101]: there is no constant \`standstil\`
  ┌─ a.pol:3:25
  │
1 │ const standstill = 4m
  │       ---------- this one is near
  ·
3 │ fn twice() -> [m] = 2 * standstil
  │                         ^^^^^^^^^
  │
  ├─ std/b.pol:1:1
  │
1 │ use a
  │ ----- used from here
  │
  = help: write \`standstill\`
`);
});

test("tabs and wide characters keep the underline in place", () => {
  texts.set("a.pol", 'const\tx = "漢字👩‍👩‍👧é" + y\n');
  const bag = new Bag("a.pol");
  bag.add("unknownName", place("a.pol", "y"), { kind: "name", name: "y" });
  expect(`\n${rendered(bag)}`).toBe(`
error[POL0101]: there is no name \`y\`
  ┌─ a.pol:1:27
  │
1 │ const   x = "漢字👩‍👩‍👧é" + y
  │                         ^
`);
});

test("a place of several lines shows its first and its last", () => {
  texts.set("a.pol", `guard g over e {\n${"  x\n".repeat(8)}  }\n`);
  const bag = new Bag("a.pol");
  bag.add("unterminatedString", place("a.pol", texts.get("a.pol")!.trim()), {});
  expect(`\n${rendered(bag)}`).toBe(`
error[POL0002]: this text has no closing quote
   ┌─ a.pol:1:1
   │
 1 │ guard g over e {
   │ ^^^^^^^^^^^^^^^^
   ·
10 │   }
   │   ^
`);
});

test("what would change the reader's terminal is spelt out", () => {
  texts.set("a.pol", "const x = \u001b[31m\u202e1 // \r\n");
  const bag = new Bag("a.pol");
  bag.add("unexpectedCharacter", { start: 10, end: 11 }, { characters: "\u001b" });
  const text = rendered(bag);
  expect(text).not.toMatch(/[\u001b\u202e\r]/);
  expect(text).toContain("`\\u{1b}` is not part of the language");
  expect(text).toContain("1 │ const x = \\u{1b}[31m\\u{202e}1 //\n  │           ^^^^^^\n");
});

test("the end of a file and a file nobody knows have a place too", () => {
  texts.set("a.pol", "const x =\n");
  const bag = new Bag("a.pol");
  bag.add("unexpectedToken", { start: 10, end: 10 }, { problem: "expected a value but found the end" });
  bag.addAll([{ code: "POL0001", severity: "error", message: "m", path: "gone.pol", span: { start: 7, end: 9 } }]);
  expect(`\n${rendered(bag)}`).toBe(`
error[POL0001]: expected a value but found the end
  ┌─ a.pol:2:1
  │
2 │
  │ ^

error[POL0001]: m
  ┌─ gone.pol:1:1
  │
1 │
  │ ^
`);
});

test("colours only where they are wanted", () => {
  texts.set("a.pol", "x");
  const bag = new Bag("a.pol");
  bag.add("unterminatedString", { start: 0, end: 1 }, {});
  expect(rendered(bag)).not.toContain("\u001b");
  expect(rendered(bag, true)).toContain("\u001b[31m");
});

test("the summary counts by severity", () => {
  const at = { path: "a.pol", span: { start: 0, end: 0 }, message: "m", code: "POL0001" };
  expect(summary([])).toBe("");
  expect(summary([{ ...at, severity: "error" }, { ...at, severity: "warning" }, { ...at, severity: "error" }])).toBe(
    "2 errors, 1 warning",
  );
});
