import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, expect, test } from "vitest";
import oniguruma from "vscode-oniguruma";
import textmate, { type IGrammar } from "vscode-textmate";
import { TEXTMATE_FILE, textmateGrammar } from "../../scripts/textmate.ts";
import { contract } from "./golden.ts";

let grammar: IGrammar;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
  await oniguruma.loadWASM(readFileSync(wasm));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(textmateGrammar(), "pol.tmLanguage.json"),
  });
  grammar = (await registry.loadGrammar("source.pol"))!;
});

/** What is coloured, as `text scope`, with the scope's common ends left out. */
function coloured(line: string): string[] {
  return grammar.tokenizeLine(line, textmate.INITIAL).tokens.flatMap(({ startIndex, endIndex, scopes }) => {
    const scope = scopes.at(-1)!.replace(/\.pol$/, "");
    return scope === "source" || scope.startsWith("punctuation.") ? [] : [`${line.slice(startIndex, endIndex)} ${scope}`];
  });
}

function lineWith(text: string): string {
  return contract("cruise").split("\n").find((line) => line.includes(text))!;
}

test("the file is fresh; `node scripts/textmate.ts` writes it", () => {
  expect(readFileSync(TEXTMATE_FILE, "utf8")).toBe(textmateGrammar());
});

test.each([
  ["/// Adaptive", ["/// Adaptive cruise control: a learned network drives, this file keeps it safe. comment.line.documentation"]],
  ["env highway", ["env storage.type", "highway entity.name.type", "at keyword.other", "20 constant.numeric", "Hz keyword.other.unit"]],
  ["observe gap", [
    "observe keyword.other", "in keyword.operator.word", "0 constant.numeric", ".. keyword.operator.range", "300 constant.numeric",
    "/// distance to the car ahead comment.line.documentation",
  ]],
  ["gap'   =", ["gap' variable.other.state", "= keyword.operator.assignment", "- keyword.operator.arithmetic"]],
  ["const headway", ["const storage.type", "headway entity.name.type", "= keyword.operator.assignment", "1.5 constant.numeric", "s keyword.other.unit"]],
  ["fn safe_gap", [
    "fn storage.type", "safe_gap entity.name.function", "/ keyword.operator.arithmetic", "-> keyword.operator.arrow",
    "= keyword.operator.assignment", "+ keyword.operator.arithmetic", "* keyword.operator.arithmetic",
  ]],
  ["spec never_touches", [
    "spec storage.type", "never_touches entity.name.type", "over keyword.other", "= keyword.operator.assignment",
    "always keyword.operator.temporal", "> keyword.operator.comparison", "2 constant.numeric", "m keyword.other.unit",
  ]],
  ["policy net", [
    "policy storage.type", "net entity.name.type", "over keyword.other", "= keyword.operator.assignment", "onnx entity.name.function",
    '" string.quoted.double', "cruise.onnx string.quoted.double", '" string.quoted.double',
  ]],
  ["foresee brake", [
    "foresee keyword.other", "until keyword.operator.temporal", "<= keyword.operator.comparison", "0.1 constant.numeric", "[m/s] keyword.other.unit",
    "within keyword.other", "10 constant.numeric", "s keyword.other.unit", "keeps keyword.other",
    "// to a standstill, not for a fixed time comment.line.double-slash",
  ]],
])("colours %s", (text, expected) => {
  expect(coloured(lineWith(text))).toEqual(expected);
});

test("a hole in a text, a word as a name", () => {
  expect(coloured('ask send saying "Send {amount.x} {{" ')).toContain("{amount.x} variable.parameter.hole");
  expect(coloured("f(from: x.limit, state = 3)")).toEqual(["f entity.name.function", "= keyword.operator.assignment", "3 constant.numeric"]);
});
