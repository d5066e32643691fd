import { MAX_DEPTH } from "../../../grammar/errors.ts";
import { type Expr, operands, type Place, type Specification } from "./ast.ts";
import { meansNothing } from "./messages.ts";
import { placeOf, RtamtParser, TooDeep } from "./parser.ts";
import { lex } from "./tokens.ts";

export interface Mistake extends Place {
  readonly message: string;
}

export type Read = { readonly specification: Specification } | { readonly errors: readonly Mistake[] };

/** So many strange signs are shown: a file that is no text at all has one on every line. */
const MOST = 20;

let shared: RtamtParser | undefined;

/** Reads a specification. Any text at all gives one or a list of mistakes; it never throws. */
export function read(text: string): Read {
  const { tokens, unknown } = lex(text);
  if (unknown.length > 0) return { errors: unknown.slice(0, MOST).map((token) => ({ ...placeOf(token), message: meansNothing(token) })) };
  const parser = (shared ??= new RtamtParser());
  parser.begin(tokens);
  try {
    const specification = parser.file();
    const [first] = parser.errors;
    if (first !== undefined) {
      const { token, message } = first;
      return { errors: [{ ...(token.startOffset >= 0 ? placeOf(token) : endOf(text)), message }] };
    }
    const deep = specification.assertions.find(({ formula }) => deeperThan(MAX_DEPTH, formula));
    return deep === undefined ? { specification } : { errors: [{ ...deep.place, message: TOO_DEEP }] };
  } catch (thrown) {
    // The parser recurses on brackets and prefixes, so the stack may end before the count does.
    if (thrown instanceof TooDeep) return { errors: [{ ...placeOf(thrown.token), message: TOO_DEEP }] };
    if (thrown instanceof RangeError) return { errors: [{ line: 1, column: 1, message: TOO_DEEP }] };
    throw thrown;
  }
}

const TOO_DEEP = `nested more than ${MAX_DEPTH} levels deep: give inner parts a name, as in \`part = x > 0;\``;

function endOf(text: string): Place {
  const lines = text.trimEnd().split("\n");
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

function deeperThan(limit: number, e: Expr): boolean {
  return limit < 0 || operands(e).some((operand) => deeperThan(limit - 1, operand));
}
