import { atom, type Condition } from "./condition.ts";
import { literal } from "./text.ts";

/** A fixed text within a pattern. */
export const fixed = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");

/** A fixed text of ASCII letters in either case. */
export const inEitherCase = (text: string): string => [...text].map((c) => (/[A-Za-z]/.test(c) ? `[${c.toLowerCase()}${c.toUpperCase()}]` : fixed(c))).join("");

/** `x matches "…"`. What comes here has been seen to be writable. */
export const matching = (subject: string, pattern: string): Condition => atom(`${subject} matches ${literal(pattern)!}`);
