/** A place that control goes to: behind a block, or to the next round of a loop. */
export class Label {
  readonly wanted: string;

  constructor(wanted: string) {
    this.wanted = wanted;
  }
}

export type Code = readonly Statement[];

/** The code of a tick before it is text: its jumps can still be seen through, and its parts put into functions. */
export type Statement =
  | { readonly kind: "line"; readonly text: string; readonly weight: number }
  | { readonly kind: "note"; readonly text: string }
  | If
  | Switch
  | Block
  | { readonly kind: "loop"; readonly label: Label; readonly body: Code }
  | Jump
  | { readonly kind: "call"; readonly part: Part };

/** `ends`: what stands behind it may be put where its only jump is. */
export interface Block {
  readonly kind: "block";
  readonly label: Label;
  readonly body: Code;
  readonly ends?: true;
}

export interface If {
  readonly kind: "if";
  readonly when: string;
  readonly weight: number;
  readonly then: Code;
  readonly otherwise: Code;
}

/** What is not among the cases stands in `otherwise`. */
export interface Switch {
  readonly kind: "switch";
  readonly on: string;
  readonly weight: number;
  readonly cases: readonly { readonly value: number; readonly body: Code }[];
  readonly otherwise: Code;
}

/** Leaves a block, or begins a loop again. */
export interface Jump {
  readonly kind: "leave" | "again";
  readonly label: Label;
}

/** Code that has become a function of its own. */
export interface Part {
  readonly name: string;
  readonly body: Code;
}

/** `weight`: nodes of emitted code, about. */
export const line = (text: string, weight = 3): Statement => ({ kind: "line", text, weight });
export const note = (text: string): Statement => ({ kind: "note", text });
export const leave = (label: Label): Jump => ({ kind: "leave", label });
export const again = (label: Label): Jump => ({ kind: "again", label });
export const block = (label: Label, ...body: Code): Statement => ({ kind: "block", label, body });
export const ending = (label: Label, ...body: Code): Statement => ({ kind: "block", label, body, ends: true });
export const loop = (label: Label, ...body: Code): Statement => ({ kind: "loop", label, body });

export function when(condition: string, then: Code, otherwise: Code = [], weight = 3): Code {
  if (condition === "true") return then;
  if (condition === "false") return otherwise;
  return then.length + otherwise.length === 0 ? [] : [{ kind: "if", when: condition, weight, then, otherwise }];
}

export const bodiesOf = (one: Statement): readonly Code[] => {
  switch (one.kind) {
    case "if": return [one.then, one.otherwise];
    case "switch": return [...one.cases.map(({ body }) => body), one.otherwise];
    case "block": case "loop": return [one.body];
    default: return [];
  }
};

/** The statement with other bodies, in the order of `bodiesOf`. */
export function withBodies(one: Statement, bodies: readonly Code[]): Statement {
  switch (one.kind) {
    case "if": return { ...one, then: bodies[0]!, otherwise: bodies[1]! };
    case "switch": return { ...one, cases: one.cases.map(({ value }, i) => ({ value, body: bodies[i]! })), otherwise: bodies.at(-1)! };
    case "block": case "loop": return { ...one, body: bodies[0]! };
    default: return one;
  }
}

const weights = new WeakMap<Code, number>();

/** What has become a function of its own counts as its call. */
export function weigh(code: Code): number {
  const weight = weights.get(code) ?? code.reduce((sum, one) => sum + own(one) + bodiesOf(one).reduce((inner, body) => inner + weigh(body), 0), 0);
  weights.set(code, weight);
  return weight;
}

function own(one: Statement): number {
  switch (one.kind) {
    case "line": case "if": return one.weight;
    case "switch": return one.weight + 2 * one.cases.length;
    case "call": return 6;
    case "leave": case "again": return 1;
    default: return 0;
  }
}

/** The jumps that lead out of it, each once. */
export function exitsOf(code: Code): readonly Jump[] {
  const found: Jump[] = [];
  const visit = (some: Code, inside: ReadonlySet<Label>): void => {
    for (const one of some) {
      if ((one.kind === "leave" || one.kind === "again") && !inside.has(one.label) && !found.some((known) => isSame(known, one))) found.push(one);
      const within = one.kind === "block" || one.kind === "loop" ? new Set(inside).add(one.label) : inside;
      for (const body of bodiesOf(one)) visit(body, within);
    }
  };
  visit(code, new Set());
  return found;
}

export const isSame = (a: Jump, b: Jump): boolean => a.kind === b.kind && a.label === b.label;
