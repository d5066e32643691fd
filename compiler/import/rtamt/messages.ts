import { EOF, type IParserErrorMessageProvider, type IToken } from "chevrotain";
import { isReserved, isUnit, isWord } from "./tokens.ts";

type Asked<M extends keyof IParserErrorMessageProvider> = Parameters<IParserErrorMessageProvider[M]>[0];

/** Where anything that begins a value may stand. */
const VALUES: ReadonlySet<string> = new Set(["expression", "operand", "parenthesised", "prefixed", "file"]);

/** Says what is wrong in the words of someone who writes specifications, and what to write instead where that is known. */
export class Messages implements IParserErrorMessageProvider {
  buildMismatchTokenMessage({ expected, actual, ruleName }: Asked<"buildMismatchTokenMessage">): string {
    const wanted = ruleName === "parenthesised" && expected.name === ")" ? "an operator or `)`" : (expected.LABEL ?? expected.name);
    return said(wanted, actual);
  }

  buildNotAllInputParsedMessage({ firstRedundant }: Asked<"buildNotAllInputParsedMessage">): string {
    return said("the end", firstRedundant);
  }

  buildNoViableAltMessage({ actual, ruleName }: Asked<"buildNoViableAltMessage">): string {
    return said(wantedIn(ruleName), actual[0]);
  }

  buildEarlyExitMessage({ actual, ruleName }: Asked<"buildEarlyExitMessage">): string {
    return said(wantedIn(ruleName), actual[0]);
  }
}

function wantedIn(rule: string): string {
  if (VALUES.has(rule)) return "a formula";
  if (rule === "statement") return "an operator or `;`";
  if (rule === "bound") return "a number or a constant";
  return rule === "window" ? "`,` or `:`" : `a ${rule}`;
}

function said(wanted: string, found: IToken | undefined): string {
  const advice = found === undefined ? null : adviceOn(found, wanted);
  return `expected ${wanted} but found ${shown(found)}${advice === null ? "" : `: ${advice}`}`;
}

function shown(token: IToken | undefined): string {
  return token === undefined || token.tokenType === EOF ? "the end" : `\`${token.image.slice(0, 40)}\``;
}

function adviceOn(found: IToken, wanted: string): string | null {
  if (["true", "TRUE", "false", "FALSE"].includes(found.image)) return "RTAMT has no truth values; write `1 > 0` or `0 > 1`";
  if (wanted === "a type" && isReserved(found)) return "write `float`";
  if (found.image === ";" && wanted === "a formula") return "`;` ends a formula, and no declaration";
  if (found.image === "-" && wanted === "a number or a constant") return "a window does not reach to the other side of now";
  if (found.image === "weak") return "write `unless`";
  if (isReserved(found) || isUnit(found) || (wanted === "a name" && isWord(found))) return "RTAMT keeps this word to itself, so use another name";
  return null;
}

/** What is no sign of RTAMT's. */
export function meansNothing(token: IToken): string {
  if (token.image.startsWith("/*")) return "this comment has no closing `*/`";
  const advice = token.image.startsWith("#") ? ": a comment begins with `//`" : token.image.startsWith("^") ? ": write `pow(x, 2)`" : "";
  return `\`${token.image.slice(0, 20)}\` means nothing here${advice}`;
}

