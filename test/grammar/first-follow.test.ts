import { Lexer, Rule } from "chevrotain";
import { expect, test } from "vitest";
import { PolParser } from "../../grammar/parser/file.ts";
import { ALL_TOKENS } from "../../grammar/tokens.ts";
import { Lookahead } from "./lookahead.ts";

/** Where the parser takes the first way although another could be meant, and why that is right. */
const GREEDY: Readonly<Record<string, string>> = {
  "temporalBinary: option": "An infix `until` without a window after a proposal's `when` or `by` is the clause: a gate decides, and elsewhere the two never meet.",
  "step: alternatives 7 and 9": "`expect gives` begins an expectation: a proposer may not be named `expect`.",
  "step: alternatives 8 and 9": "`mock gives` begins a mock: a proposer may not be named `mock` without backticks.",
  "prove: alternatives 1 and 2": "`never allows extern` is about a tool of that name: declarations are read one by one, so that none follows.",
  "expect: alternatives 4 and 5": "`expect x increases` is a trend: a proposer may not be named `increases` or `decreases`.",
  "treeNode: option": "In `if a then b with { … }` the clauses are of `b`, the nearest node; braces around the branch give them to the `if`.",
  "treeIf: option": "An `else` belongs to the nearest `if`, `while` or `switch`; braces around the branch give it to the outer one.",
  "treeUpdated: option": "`updated x else skip {`: a gate asks for the brace behind the outcome, since `else skip: …` is the other branch of an `if`.",
  "treeTimes: alternatives 1 and 2": "`retry forever {` has no end: an entry may not be named `forever` without backticks.",
};

const parser = new PolParser(false);

test("two tokens decide everywhere, but for the ways that are greedy on purpose", () => {
  const { conflicts } = new Lookahead(Object.values(parser.getGAstProductions()), "item");
  const found = new Map(conflicts.map(({ rule, what, tokens }) => [`${rule}: ${what}`, tokens.slice(0, 5)]));
  const unknown = [...found].filter(([place]) => !(place in GREEDY));
  const stale = Object.keys(GREEDY).filter((place) => !found.has(place));
  expect({ unknown, stale }).toEqual({ unknown: [], stale: [] });
}, 30_000);

test("no expression but those read for it meets a clause `until`", () => {
  const rules = Object.values(parser.getGAstProductions()).map((rule) => (rule.name === "exprBeforeUntil" ? new Rule({ name: rule.name, definition: [] }) : rule));
  const { conflicts } = new Lookahead(rules, "item");
  expect(conflicts.filter(({ rule }) => rule === "temporalBinary")).toEqual([]);
}, 30_000);

test("the lexer's tokens are valid", () => {
  expect(new Lexer(ALL_TOKENS, { ensureOptimizations: true, deferDefinitionErrorsHandling: true }).lexerDefinitionErrors).toEqual([]);
});

test("every rule can be reached from a declaration", () => {
  const used = new Set<string>(["item"]);
  const walk = (node: { nonTerminalName?: string; definition?: unknown[] }): void => {
    if (node.nonTerminalName !== undefined) used.add(node.nonTerminalName);
    else for (const inner of node.definition ?? []) walk(inner as typeof node);
  };
  const rules = parser.getGAstProductions();
  for (const rule of Object.values(rules)) walk(rule as unknown as { definition: unknown[] });
  expect(Object.keys(rules).filter((rule) => !used.has(rule))).toEqual([]);
});
