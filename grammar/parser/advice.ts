import { type IToken, type TokenType, tokenMatcher } from "chevrotain";
import { nearest } from "../nearest.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import { clauseCalled, nodeCalled, NODES } from "./node-words.ts";

export interface Problem {
  readonly expected: TokenType | null;
  readonly found: IToken;
  readonly previous: IToken | undefined;
  readonly rule: string;
}

const COMPARISONS = new Set([t.Less, t.LessEq, t.Greater, t.GreaterEq, t.EqEq, t.NotEq]);

const ENV = ["observe", "act", "tools", "tool", "principal", "untrusted", "trusted", "secret", "dynamics"];
const TEST = ["given", "with", "at", "simulate", "prompt", "call", "expect", "mock"];
const CLAUSES = ["when", "weight", "within", "until", "saying", "giving", "gives", "then", "default", "with", "returns", "over", "compatible"];

/** The words that begin an item, by the rules that read the block. */
const ITEM_WORDS: Readonly<Record<string, readonly string[]>> = {
  env: ENV, envItem: ENV,
  privilege: ["allow", "ask", "forbid"],
  guard: ["propose", "else", "require", "limit", "barrier", "foresee", "keep", "obey", "follow"],
  rewardItems: ["term", "log", "stage", "shape", "stop"],
  tree: ["blackboard", ...NODES], treeNode: NODES, treeChildren: NODES,
  treeWrapper: ["success", "failure", "skip"], treeSwitch: ["case", "else"], treeTry: ["catch"],
  treeClauses: ["fail", "succeed", "skip", "while", "on", "finally"], treeClause: ["success", "failure", "halt"],
  machine: ["blackboard", "start", "state"],
  state: ["may", "go", "ensure", "on"], stateItem: ["entry", "exit", "sample"],
  test: TEST, step: TEST,
};

/** Rules that read things with commas between them. */
const LISTS = new Set(["enum", "args", "params", "recordFields", "assigns"]);

const UNIT = /^(?:[numkM]?(?:m|s|g|Hz|N|J|W|V|A|K|Pa|rad)|cm|min|h|d|deg)$/;

/** What someone who made this mistake most likely meant; null where there is nothing to say. */
export function advise(problem: Problem): string | null {
  return forTree(problem) ?? forSign(problem) ?? forWord(problem);
}

/** Rules that read one node between braces. */
const ONE_NODE: Readonly<Record<string, string>> = { tree: "a tree has one node at its root", treeChild: "there is one node between these braces" };

function forTree({ expected, found, rule }: Problem): string | null {
  if (rule === "entry" && expected === t.Colon && found.tokenType === t.Eq) return "an entry has a type: `tries: number = 0`";
  if (rule === "ports" && found.tokenType === W.in) return "a port without a word before its name is an input";
  if (!tokenMatcher(found, t.AnyWord)) return null;
  const called = rule === "treeClauses" ? clauseCalled(found.image) : rule === "treeNode" || rule === "treeChildren" ? nodeCalled(found.image) : null;
  if (called !== null) return `\`${found.image}\` is called \`${called}\` here`;
  const one = expected === t.RBrace ? ONE_NODE[rule] : undefined;
  return one === undefined ? null : `${one}: put several into a \`sequence\` or a \`fallback\``;
}

function forSign({ expected, found, previous, rule }: Problem): string | null {
  const before = previous?.tokenType;
  if (found.tokenType === t.Eq && expected !== t.Eq) {
    if (rule === "args") return "an argument is named with `:`, as in `send(amount: 5)`";
    if (before === t.EqEq) return "two values are compared with `==`";
    return before === t.Eq ? null : "`=` gives a value; two values are compared with `==`";
  }
  if (found.tokenType === t.EqEq && expected === t.Eq) return "`==` compares; a value is given with `=`";
  if (found.tokenType === t.Colon && expected === t.Eq) return "inside braces a value is given with `=`, as in `{ speed = 30 }`";
  if (found.tokenType === t.Dot && before !== t.Dot) return "a number begins with a digit: `0.5`";
  if (COMPARISONS.has(found.tokenType)) return "comparisons do not chain: write `x in 0..5`, or two comparisons joined with `and`";
  if (found.tokenType === t.Star && before === t.Slash) return "a comment begins with `//` and ends with the line";
  if (found.tokenType === t.Slash && rule === "unit") return "a unit has one slash: `[m/s^2]`, `[N/(m*s)]`";
  if (found.tokenType === t.Num && expected === t.Quantity) return "it needs a unit, right behind the number: `20Hz`, `1.5s`";
  return null;
}

function forWord({ expected, found, previous, rule }: Problem): string | null {
  if (expected === W.else) return "`if` gives a value here, so it needs both `then` and `else`";
  if (!tokenMatcher(found, t.AnyWord)) return null;
  if (previous?.tokenType === t.Num && UNIT.test(found.image)) return `a unit stands right behind its number: \`${previous.image}${found.image}\``;
  if (!tokenMatcher(found, t.Name)) {
    return expected === t.Name ? `\`${found.image}\` is a word of the language; inside backticks it may be a name` : null;
  }
  if (LISTS.has(rule)) return `is a comma missing before \`${found.image}\`?`;
  const words = ITEM_WORDS[rule] ?? [];
  if (found.tokenType.name.startsWith("W_")) return null;
  const meant = nearest(found.image, words) ?? nearest(found.image, CLAUSES);
  return meant === undefined ? null : `did you mean \`${meant}\`?`;
}
