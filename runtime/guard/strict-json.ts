import { isSameAsDouble } from "../../stdlib/text/decimal.ts";

/** The most a call may carry: bytes of JSON, levels of nesting, elements of one list. */
export const LIMITS = { bytes: 1 << 20, depth: 64, elements: 1000 } as const;

/** A value nobody else holds, and its canonical text; or one phrase of what is wrong with it. */
export type StrictJson = { readonly value: unknown; readonly text: string } | { readonly problem: string };

const TOO_LONG = { problem: `is longer than ${LIMITS.bytes} bytes` };

/**
 * Reads JSON text that every reader would read alike: RFC 8259 with no byte order mark, no duplicate keys, no lone surrogates, no number
 * that is another as a double than as its digits, within `LIMITS`.
 */
export function readStrictJson(text: string): StrictJson {
  if (text.length > LIMITS.bytes || Buffer.byteLength(text) > LIMITS.bytes) return TOO_LONG;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: "is not JSON" };
  }
  const problem = unfit(value) ?? ambiguous(text);
  return problem === null ? { value, text: JSON.stringify(value) } : { problem };
}

/** Takes a value that was parsed elsewhere: what is judged, recorded and executed is one copy of it. */
export function copyStrictJson(given: unknown): StrictJson {
  const problem = unfit(given);
  if (problem !== null) return { problem };
  const text: string | undefined = JSON.stringify(given);
  if (text === undefined) return { problem: "is not JSON" };
  return Buffer.byteLength(text) > LIMITS.bytes ? TOO_LONG : { value: JSON.parse(text), text };
}

/** Looks through a value for what no two readers agree on, and for what is too much. It may be no tree: shared parts count each time. */
function unfit(root: unknown): string | null {
  const stack: { readonly v: unknown; readonly depth: number }[] = [{ v: root, depth: 1 }];
  let budget: number = LIMITS.bytes;
  while (stack.length > 0) {
    const { v, depth } = stack.pop()!;
    budget -= typeof v === "string" ? v.length + 1 : 1;
    if (budget < 0) return TOO_LONG.problem;
    if (typeof v === "string" && !v.isWellFormed()) return "holds half of a surrogate pair";
    if (typeof v === "number" && !Number.isFinite(v)) return "holds a number that is not finite";
    if (Object.is(v, -0)) return "holds a zero with a sign";
    if (typeof v !== "object" || v === null) continue;
    if (depth > LIMITS.depth) return `is nested more than ${LIMITS.depth} levels deep`;
    if (Array.isArray(v)) {
      if (v.length > LIMITS.elements) return `has a list of more than ${LIMITS.elements}`;
      for (const x of v) stack.push({ v: x, depth: depth + 1 });
    } else {
      for (const [key, x] of Object.entries(v)) stack.push({ v: key, depth }, { v: x, depth: depth + 1 });
    }
  }
  return null;
}

/** What is lost in parsing. The text is JSON already. */
function ambiguous(text: string): string | null {
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
