/** A condition that is being built. Simplified as far as is also right where some of it is unknown. */
export type Condition =
  | { readonly kind: "constant"; readonly value: boolean }
  /** A comparison, and how the opposite is written where that is no `not`. */
  | { readonly kind: "atom"; readonly text: string; readonly opposite?: string }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "and" | "or"; readonly all: readonly Condition[] }
  | { readonly kind: "each"; readonly variable: string; readonly list: string; readonly body: Condition };

export const ALWAYS: Condition = { kind: "constant", value: true };
export const NEVER: Condition = { kind: "constant", value: false };

export const atom = (text: string, opposite?: string): Condition => ({ kind: "atom", text, ...(opposite !== undefined && { opposite }) });
export const and = (...all: readonly Condition[]): Condition => joined("and", all);
export const or = (...all: readonly Condition[]): Condition => joined("or", all);

export function not(of: Condition): Condition {
  if (of.kind === "constant") return of.value ? NEVER : ALWAYS;
  if (of.kind === "not") return of.of;
  if (of.kind === "atom" && of.opposite !== undefined) return atom(of.opposite, of.text);
  return { kind: "not", of };
}

export function each(variable: string, list: string, body: Condition): Condition {
  return body === ALWAYS ? ALWAYS : { kind: "each", variable, list, body };
}

function joined(kind: "and" | "or", all: readonly Condition[]): Condition {
  const neutral = kind === "and";
  const flat = all.flatMap((c) => (c.kind === kind ? c.all : [c])).filter((c) => c.kind !== "constant" || c.value !== neutral);
  if (flat.some((c) => c.kind === "constant")) return neutral ? NEVER : ALWAYS;
  const once = [...new Map(flat.map((c) => [conditionText(c), c])).values()];
  if (once.length === 0) return neutral ? ALWAYS : NEVER;
  return once.length === 1 ? once[0]! : { kind, all: once };
}

const LEVEL = { each: 0, or: 1, and: 2, not: 3, atom: 4, constant: 4 } as const;

/** Chains are read by recursion: in parts, they may be long and are never deep. */
const MOST_IN_A_ROW = 50;

/** As it is written, on one line. */
export function conditionText(c: Condition): string {
  switch (c.kind) {
    case "constant": return String(c.value);
    case "atom": return c.text;
    case "not": return `not ${within(c.of, LEVEL.not)}`;
    case "each": return `all ${c.variable} in ${c.list}: ${conditionText(c.body)}`;
    default: return operands(c).join(` ${c.kind} `);
  }
}

/** What `and` or `or` stands between, each with the parentheses that it needs. */
export function operands(c: Extract<Condition, { kind: "and" | "or" }>): readonly string[] {
  if (c.all.length <= MOST_IN_A_ROW) return c.all.map((one) => within(one, LEVEL[c.kind]));
  const size = Math.max(MOST_IN_A_ROW, Math.ceil(c.all.length / MOST_IN_A_ROW));
  return Array.from({ length: Math.ceil(c.all.length / size) }, (_, i) => `(${conditionText({ ...c, all: c.all.slice(i * size, (i + 1) * size) })})`);
}

function within(c: Condition, level: number): string {
  return LEVEL[c.kind] < level ? `(${conditionText(c)})` : conditionText(c);
}
