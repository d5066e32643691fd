import { EOF, type IParserErrorMessageProvider, type IToken, type TokenType, tokenMatcher } from "chevrotain";
import { advise } from "./advice.ts";
import { Eq, LBrace, Name, RBrace } from "../tokens.ts";

export const shown = (token: IToken | undefined): string =>
  token === undefined || token.tokenType === EOF || token.image === "" ? "the end" : `\`${token.image}\``;
const wanted = (type: TokenType): string => type.LABEL ?? type.name;

/** Rules in which anything that begins a value may stand. */
const VALUES = new Set(["expr", "implication", "prefix", "comparison", "additive", "product", "unary", "literal", "postfix", "primary", "arg", "window"]);
const TYPES = new Set(["type", "typeArg"]);
const NODES = new Set(["treeNode", "treeCore", "treeChildren", "treeBranch"]);

/** The advice travels behind the message, a line below it: chevrotain's exceptions have room for one string. */
function said(message: string, advice: string | null): string {
  return advice === null ? message : `${message}\n${advice}`;
}

/** Takes an exception's message apart again. */
export function takeApart(message: string): { message: string; help: string | null } {
  const [first = "", help] = message.split("\n");
  return { message: first, help: help ?? null };
}

/** Thrown out of the parser when a text has more mistakes than anybody reads; working out each message takes a millisecond. */
export class TooManyMistakes extends Error {}

/** Messages in the words of someone who writes `.pol` files, not of someone who wrote the parser. */
export class Messages implements IParserErrorMessageProvider {
  /** How many mistakes may still be described. */
  left = Infinity;

  buildMismatchTokenMessage({ expected, actual, previous, ruleName }: Asked<"buildMismatchTokenMessage">): string {
    this.#count();
    const advice = advise({ expected, found: actual, previous, rule: ruleName });
    // A block could go on in many ways; that it could also end here helps nobody.
    if (expected === RBrace && actual.tokenType !== EOF) return said(unexpected(actual), advice);
    return said(`expected ${wanted(expected)} but found ${shown(actual)}`, advice);
  }

  buildNotAllInputParsedMessage({ firstRedundant }: Asked<"buildNotAllInputParsedMessage">): string {
    this.#count();
    return unexpected(firstRedundant);
  }

  buildNoViableAltMessage({ expectedPathsPerAlt, actual, previous, ruleName }: Asked<"buildNoViableAltMessage">): string {
    this.#count();
    const firsts = new Set<TokenType>();
    for (const alternative of expectedPathsPerAlt) for (const path of alternative) if (path[0]) firsts.add(path[0]);
    return notOneOf([...firsts], actual[0], previous, ruleName);
  }

  buildEarlyExitMessage({ expectedIterationPaths, actual, previous, ruleName }: Asked<"buildEarlyExitMessage">): string {
    this.#count();
    return notOneOf(expectedIterationPaths.flatMap((path) => (path[0] ? [path[0]] : [])), actual[0], previous, ruleName);
  }

  /** A message of a mistake that the parser knows by name. */
  known(message: string, advice: string | null): string {
    this.#count();
    return said(message, advice);
  }

  #count(): void {
    if (--this.left < 0) throw new TooManyMistakes();
  }
}

type Asked<M extends keyof IParserErrorMessageProvider> = Parameters<IParserErrorMessageProvider[M]>[0];

export function unexpected(found: IToken): string {
  return found.tokenType === RBrace ? "this `}` closes nothing" : `did not expect ${shown(found)} here`;
}

function notOneOf(types: TokenType[], found: IToken | undefined, previous: IToken, rule: string): string {
  const expected = !VALUES.has(rule) && !TYPES.has(rule) && types.includes(Name) ? Name : null;
  const advice = found === undefined ? null : advise({ expected, found, previous, rule });
  return said(`expected ${describe(types, rule)} but found ${shown(found)}`, advice);
}

function describe(types: TokenType[], rule: string): string {
  if (VALUES.has(rule)) return "a value";
  if (TYPES.has(rule)) return "a type";
  if (NODES.has(rule)) return "a node";
  if (rule === "treeTimes") return "a number or `forever`";
  if (types.includes(Eq) && types.includes(LBrace)) return "`=` or `{`";
  const names = [...new Set(types.map(wanted))];
  if (names.length > 9) return "something else";
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

export function isName(token: IToken | undefined): boolean {
  return token !== undefined && tokenMatcher(token, Name);
}
