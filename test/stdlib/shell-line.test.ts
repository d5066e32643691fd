import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { load, readAsBash } from "../../stdlib/shell/bash.ts";
import { pipelines } from "../../stdlib/shell/commands.ts";
import { readLine } from "../../stdlib/shell/lexer.ts";
import { quote } from "../../stdlib/shell/quote.ts";
import { world } from "./world.ts";

await load();

const words = (text: string): unknown => {
  const line = readLine(text);
  return typeof line === "string" ? line : line.map((stage) => stage.map((word) => word.text));
};

describe("a line that is read", () => {
  test.each(([
    ["ls", [["ls"]]],
    [" \tls  -la\t", [["ls", "-la"]]],
    ["a|b | c", [["a"], ["b"], ["c"]]],
    ["a 'b c' \"d e\"", [["a", "b c", "d e"]]],
    ["a b'c'\"d\"e", [["a", "bcde"]]],
    ["a '' \"\"", [["a", "", ""]]],
    ["a '|' \"&& ; > <\"", [["a", "|", "&& ; > <"]]],
    ["a '$x `y` \\ ! *'", [["a", "$x `y` \\ ! *"]]],
    ["a \"\\\"q\\\" \\\\\"", [["a", "\"q\" \\"]]],
    ["a \"it's\" '\"'", [["a", "it's", "\""]]],
    ["a 'line\nline' 'ü😀'", [["a", "line\nline", "ü😀"]]],
    ["a HEAD~1 b~ x^ @ 1%", [["a", "HEAD~1", "b~", "x^", "@", "1%"]]],
    ["a ''~ '~'", [["a", "~", "~"]]],
    ["a k=v --o=v", [["a", "k=v", "--o=v"]]],
    [Array(50).fill("a").join("|"), Array(50).fill(["a"])],
  ] as [string, string[][]][]).map(([text, stages]) => [text.slice(0, 60), text, stages] as const))("%j", (_, text, stages) => {
    expect(words(text)).toEqual(stages);
    expect(readAsBash(text)).toEqual(stages);
  });
});

describe("a line that is refused", () => {
  test.each([
    ["", "is empty"],
    ["  \t", "is empty"],
    ["|", "has an empty stage beside a `|`"],
    ["a |", "has an empty stage beside a `|`"],
    ["a || b", "has an empty stage beside a `|`"],
    ["| a", "has an empty stage beside a `|`"],
    [Array(51).fill("a").join("|"), "has more than 50 stages"],
    ...[..."&;<>()$`\\{}*?[]!#"].map((c) => [`a b${c}c`, `holds \`${c}\` outside quotes`] as const),
    ["a |& b", "holds `&` outside quotes"],
    ["a ~", "begins a part with `~` outside quotes"],
    ["a ~/x", "begins a part with `~` outside quotes"],
    ["a b=~/x", "begins a part with `~` outside quotes"],
    ["a b=/x:~", "begins a part with `~` outside quotes"],
    ["a\nb", "holds a line end outside quotes"],
    ["a\rb", "holds a line end outside quotes"],
    ["a \u000bb", "holds a control character outside quotes"],
    ["a \u007f", "holds a control character outside quotes"],
    ["a\u00a0b", "holds a character beyond ASCII outside quotes"],
    ["lѕ", "holds a character beyond ASCII outside quotes"],
    ["a 'b", "has a quote without an end"],
    ["a \"b", "has a quote without an end"],
    ["a \"b\\", "holds a backslash in double quotes before something else than a quote or a backslash"],
    ["a \"\\n\"", "holds a backslash in double quotes before something else than a quote or a backslash"],
    ["a \"$b\"", "holds `$` in double quotes"],
    ["a \"`b`\"", "holds ``` in double quotes"],
    ["a \"b!\"", "holds `!` in double quotes"],
    ["a 'b\0'", "holds a zero byte"],
    ["a '\ud800'", "holds half of a surrogate pair"],
    [`a ${"b".repeat(131_072)}`, "is longer than 131071 bytes"],
    [`a '${"ü".repeat(70_000)}'`, "is longer than 131071 bytes"],
  ].map(([text, why]) => [text!.slice(0, 60), text!, why!]))("%j", (_, text, why) => expect(words(text!)).toBe(why));
});

describe("what another grammar sees", () => {
  test.each(["a; b", "a & b", "a && b", "! a", "time a", "x=1 a", "a > b", "a 2>&1", "a <<< b", "(a)", "{ a; }", "if a; then b; fi", "coproc a", "a | while b; do c; done", "a 'b", "", "a |& b"])("%j", (text) =>
    expect(readAsBash(text)).toBeNull());
});

/** What bash itself hands to `echo` in each stage; a stage is told by its first argument. */
function bash(lines: readonly string[]): string[][][] {
  const folder = mkdtempSync(join(tmpdir(), "pol-bash-"));
  const script = [
    `echo() { builtin printf '%s\\0' "$@" > "${folder}/$ID-$1"; }`,
    ...lines.map((line, i) => `ID=${i}\n${line}`),
  ].join("\n");
  execFileSync("bash", ["--norc"], { input: script, cwd: folder });
  const read = lines.map((_, i) => {
    const stages: string[][] = [];
    for (let s = 0; existsSync(join(folder, `${i}-s${s}`)); s++) stages.push(readFileSync(join(folder, `${i}-s${s}`), "utf8").split("\0").slice(0, -1));
    return stages;
  });
  rmSync(folder, { recursive: true });
  return read;
}

const bit = fc.constantFrom("a", "b", "c d", " ", " ", "'", "'", "\"", "\"", "'", "\"", "''", "\\", "\\\\", "\\\"", " ", "\t", "~", "=", ":", "-", "--", "^", "@", "%", "+", ",", ".", "/", "|", "!", "$", "#", "*", "\n", "\u0001", "\u007f", "ü", "'x y'", "\"p q\"", "'$(id)'");
const stage = fc.array(bit, { maxLength: 8 }).map((bits) => bits.join(""));
const line = fc.array(stage, { minLength: 1, maxLength: 3 }).map((stages) => stages.map((s, i) => `echo s${i} ${s}`).join(" | "));

test("bash splits every line that is read into the same words, and its canonical form too", () => {
  const accepted = fc.sample(line, { numRuns: 4000, seed: 7 }).flatMap((text) => {
    const read = readLine(text);
    const match = pipelines.match(text, ["echo"], world);
    return typeof read === "string" || !match.holds ? [] : [{ text, stages: read.map((stage) => stage.slice(1).map((w) => w.text)), canonical: match.canonical }];
  });
  expect(accepted.length).toBeGreaterThan(500);
  // Only the words after a stage's mark may hold another `|`: those lines have more stages than marks.
  const marked = accepted.filter(({ stages }) => stages.every((words, i) => words[0] === `s${i}`));
  expect(bash(marked.map((one) => one.text))).toEqual(marked.map((one) => one.stages));
  expect(bash(marked.map((one) => one.canonical))).toEqual(marked.map((one) => one.stages));
});

test("the canonical form is its own", () => {
  fc.assert(fc.property(line, (text) => {
    const match = pipelines.match(text, ["echo"], world);
    if (match.holds) expect(pipelines.match(match.canonical, ["echo"], world)).toEqual(match);
  }));
});

test("every word has one way to be written, and is read back", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }).filter((s) => !s.includes("\0") && s.isWellFormed()), (word) => {
    expect(words(`a ${quote(word)}`)).toEqual([["a", word]]);
  }));
  expect(["ls", "a b", "it's", "'", "", "=x", "a=b", "HEAD~1", "-n"].map(quote)).toEqual(["ls", "'a b'", "'it'\"'\"'s'", "\"'\"", "''", "'=x'", "a=b", "'HEAD~1'", "-n"]);
});

test("no text is too odd", () => {
  for (const text of ["\ud800", "'".repeat(100_001), "a ".repeat(60_000), "a|".repeat(60_000), `a ${"\"x\"".repeat(40_000)}`, "x".repeat(1 << 20), "\0".repeat(1 << 20)]) {
    expect(typeof pipelines.match(text, ["echo"], world).holds).toBe("boolean");
  }
});
