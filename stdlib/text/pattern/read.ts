import { RegExpParser, type AST } from "@eslint-community/regexpp";
import { Unfit } from "./positions.ts";

const LONGEST = 10_000;
const parser = new RegExpParser();

/** The tree of a pattern in the syntax of ECMAScript's `u` flag; throws `Unfit` where it is none. */
export function readPattern(source: string): AST.Pattern {
  if (source.length > LONGEST) throw new Unfit(`it is longer than ${LONGEST} characters`);
  if (!source.isWellFormed()) throw new Unfit("it holds half of a surrogate pair");
  try {
    return parser.parsePattern(source, 0, source.length, { unicode: true });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = error.message.replace(/^Invalid regular expression: \/.*\/\w*: /s, "");
    throw new Unfit(`it is no pattern: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`);
  }
}

/** Why a pattern is not for us, in a phrase; null where nothing is thrown. */
export function whyUnfit(attempt: () => void): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof Unfit) return error.message;
    // The stack ends in a pattern of thousands of groups in one another.
    return error instanceof RangeError ? "it is nested too deeply" : "it cannot be read";
  }
}
