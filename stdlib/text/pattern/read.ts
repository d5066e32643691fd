import { RegExpParser, type AST } from "@eslint-community/regexpp";
import { Unfit } from "./positions.ts";

const LONGEST = 10_000;
/** How deep the stack reaches is different everywhere: this deep it reaches. */
const DEEPEST = 500;
const parser = new RegExpParser();

/** The tree of a pattern in the syntax of ECMAScript's `u` flag; throws `Unfit` where it is none. */
export function readPattern(source: string): AST.Pattern {
  if (source.length > LONGEST) throw new Unfit(`it is longer than ${LONGEST} characters`);
  if (!source.isWellFormed()) throw new Unfit("it holds half of a surrogate pair");
  if (depthOf(source) > DEEPEST) throw new Unfit("it is nested too deeply");
  try {
    return parser.parsePattern(source, 0, source.length, { unicode: true });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const reason = error.message.replace(/^Invalid regular expression: \/.*\/\w*: /s, "");
    throw new Unfit(`it is no pattern: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`);
  }
}

/** How many groups stand in one another, at most. */
function depthOf(source: string): number {
  let depth = 0, deepest = 0, inClass = false;
  for (let i = 0; i < source.length; i++) {
    const char = source[i];
    if (char === "\\") i++;
    else if (inClass) inClass = char !== "]";
    else if (char === "[") inClass = true;
    else if (char === "(") deepest = Math.max(deepest, ++depth);
    else if (char === ")") depth--;
  }
  return deepest;
}

/** Why a pattern is not for us, in a phrase; null where nothing is thrown. */
export function whyUnfit(attempt: () => void): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    return error instanceof Unfit ? error.message : "it cannot be read";
  }
}
