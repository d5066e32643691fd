import { isSameAsDouble } from "../../stdlib/text/decimal.ts";

/** The most that is read: bytes of JSON, levels of nesting, elements of one list. */
export interface Limits {
  readonly bytes: number;
  readonly depth: number;
  readonly elements: number;
  /** Whether a number must be the same as a double and by its digits. */
  readonly isExact: boolean;
}

/** Of a call. */
export const LIMITS: Limits = { bytes: 1 << 20, depth: 64, elements: 1000, isExact: true };
/** Of what a tool answers: nothing of it is executed, so a digit too many does not matter. */
export const RESULT_LIMITS: Limits = { bytes: 4 << 20, depth: 64, elements: 100_000, isExact: false };

/** A value nobody else holds, and its canonical text; or one phrase of what is wrong with it. */
export type StrictJson = { readonly value: unknown; readonly text: string } | { readonly problem: string };

const tooLong = ({ bytes }: Limits): string => `is longer than ${bytes} bytes`;

/**
 * Reads JSON text that every reader would read alike: RFC 8259 with no byte order mark, no duplicate keys, no lone surrogates, no number
 * that is another as a double than as its digits, within limits.
 */
export function readStrictJson(text: string, limits = LIMITS): StrictJson {
  if (text.length > limits.bytes || Buffer.byteLength(text) > limits.bytes) return { problem: tooLong(limits) };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "is not JSON" };
  }
  const problem = unfit(value, limits) ?? ambiguous(text, limits);
  return problem === null ? { value, text: JSON.stringify(value) } : { problem };
}

/** Takes a value that was parsed elsewhere: what is judged, recorded and executed is one copy of it. */
export function copyStrictJson(given: unknown, limits = LIMITS): StrictJson {
  const problem = unfit(given, limits);
  if (problem !== null) return { problem };
  const text: string | undefined = JSON.stringify(given);
  if (text === undefined) return { problem: "is not JSON" };
  return Buffer.byteLength(text) > limits.bytes ? { problem: tooLong(limits) } : { value: JSON.parse(text), text };
}

/** Looks through a value for what no two readers agree on, and for what is too much. It may be no tree: shared parts count each time. */
function unfit(root: unknown, limits: Limits): string | null {
  const stack: { readonly v: unknown; readonly depth: number }[] = [{ v: root, depth: 1 }];
  let budget = limits.bytes;
  while (stack.length > 0) {
    const { v, depth } = stack.pop()!;
    budget -= typeof v === "string" ? v.length + 1 : 1;
    if (budget < 0) return tooLong(limits);
    if (typeof v === "string" && !v.isWellFormed()) return "holds half of a surrogate pair";
    if (typeof v === "number" && !Number.isFinite(v)) return "holds a number that is not finite";
    if (typeof v !== "object" || v === null) continue;
    if (depth > limits.depth) return `is nested more than ${limits.depth} levels deep`;
    if (Array.isArray(v)) {
      if (v.length > limits.elements) return `has a list of more than ${limits.elements}`;
      for (const x of v) stack.push({ v: x, depth: depth + 1 });
    } else {
      for (const [key, x] of Object.entries(v)) stack.push({ v: key, depth }, { v: x, depth: depth + 1 });
    }
  }
  return null;
}

/** What is lost in parsing. The text is JSON already. */
function ambiguous(text: string, { isExact }: Limits): string | null {
  const keys: Set<string>[] = [];
  for (let i = 0; i < text.length; i++) {
    const start = i;
    const c = text[i]!;
    if (c === "{") keys.push(new Set());
    else if (c === "}") keys.pop();
    else if (c === "\"") {
      while (text[++i] !== "\"") if (text[i] === "\\") i++;
      if (!isBeforeColon(text, i + 1)) continue;
      const key = JSON.parse(text.slice(start, i + 1)) as string;
      const seen = keys.at(-1)!;
      if (seen.has(key)) return `has the key \`${key}\` twice`;
      seen.add(key);
    } else if (isIn("-0123456789", c)) {
      while (isIn("0123456789+-.eE", text[i + 1])) i++;
      const number = text.slice(start, i + 1);
      if (!isExact) continue;
      if (/^-0*(\.0+)?([eE].*)?$/.test(number)) return "holds a zero with a sign";
      if (!isSameAsDouble(number)) return /^-?\d+$/.test(number) ? "holds a whole number that not every reader can hold" : "holds a number that not every reader reads alike";
    }
  }
  return null;
}

function isBeforeColon(text: string, from: number): boolean {
  let i = from;
  while (isIn(" \t\n\r", text[i])) i++;
  return text[i] === ":";
}

function isIn(chars: string, c: string | undefined): boolean {
  return c !== undefined && chars.includes(c);
}
