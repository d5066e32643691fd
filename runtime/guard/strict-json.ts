import { visit } from "jsonc-parser";

/** The most a call may carry: bytes of JSON, levels of nesting, elements of one list. */
export const LIMITS = { bytes: 1 << 20, depth: 64, elements: 1000 } as const;

/**
 * Reads JSON text that every reader would read alike: RFC 8259 with no duplicate keys, no lone surrogates, within `LIMITS`.
 * A problem is one phrase.
 */
export function readStrictJson(text: string): { value: unknown } | { problem: string } {
  if (Buffer.byteLength(text) > LIMITS.bytes) return { problem: `is longer than ${LIMITS.bytes} bytes` };
  const shape = scan(text);
  if (shape !== null) return { problem: shape };
  try {
    const value: unknown = JSON.parse(text);
    return text.isWellFormed() && !hasLoneSurrogate(value) ? { value } : { problem: "holds half of a surrogate pair" };
  } catch {
    return { problem: "is not JSON" };
  }
}

/** Nesting is looked at before anything that recurses. */
function tooDeep(text: string): boolean {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inText) {
      if (c === "\\") i++;
      else if (c === '"') inText = false;
    } else if (c === '"') inText = true;
    else if (c === "{" || c === "[") {
      if (++depth > LIMITS.depth) return true;
    } else if (c === "}" || c === "]") depth--;
  }
  return false;
}

function scan(text: string): string | null {
  if (tooDeep(text)) return `is nested more than ${LIMITS.depth} levels deep`;
  const keys: Set<string>[] = [];
  let problem: string | null = null;
  visit(text, {
    onObjectBegin: () => { keys.push(new Set()); },
    onObjectEnd: () => { keys.pop(); },
    onObjectProperty: (name) => {
      const seen = keys.at(-1);
      if (seen?.has(name)) problem ??= `has the key \`${name}\` twice`;
      seen?.add(name);
    },
  });
  return problem;
}

/** Looks through a parsed value for what no two readers agree on, or what is too much. */
export function oversized(value: unknown): string | null {
  const stack: { v: unknown; depth: number }[] = [{ v: value, depth: 1 }];
  while (stack.length > 0) {
    const { v, depth } = stack.pop()!;
    if (typeof v === "string" && !v.isWellFormed()) return "holds half of a surrogate pair";
    if (typeof v === "number" && !Number.isFinite(v)) return "holds a number that is not finite";
    if (typeof v !== "object" || v === null) continue;
    if (depth > LIMITS.depth) return `is nested more than ${LIMITS.depth} levels deep`;
    const inner = Array.isArray(v) ? v : Object.values(v);
    if (Array.isArray(v) && v.length > LIMITS.elements) return `has a list of more than ${LIMITS.elements}`;
    for (const x of inner) stack.push({ v: x, depth: depth + 1 });
  }
  return null;
}

function hasLoneSurrogate(value: unknown): boolean {
  return oversized(value) === "holds half of a surrogate pair";
}
