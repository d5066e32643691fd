import { type ActSlot, type ConditionIr, type ControllerIr, type EnvIr, type FnIr, type Ir, type IrType, type MemoryIr, type Op, OPS, type PrivilegeIr, type ProgramIr, type ProposerIr, type RuleIr, type SampledGuardIr, type Slot, type SpecIr } from "../../compiler/ir/ir.ts";
import { layoutOf } from "../../compiler/ir/layout.ts";
import { compile } from "../../runtime/interpreter/expressions.ts";
import { frame, type Frame, scopeOf } from "../../runtime/interpreter/scope.ts";

/** Programs by hand, as short as they can be said. */
const AT = [0, 0] as const;

export const num = (value: number | null): Ir => ({ op: "num", t: "num", value });
export const bool = (value: boolean | null): Ir => ({ op: "bool", t: "bool", value });
export const text = (value: string): Ir => ({ op: "text", t: "text", value });
export const obs = (name: string, t: IrType = "num"): Ir => ({ op: "obs", t, name });
export const act = (name: string, t: IrType = "num"): Ir => ({ op: "act", t, name });
export const last = (name: string): Ir => ({ op: "last", t: "num", name });
export const mem = (name: string): Ir => ({ op: "mem", t: "num", name });
export const dist = (name: string): Ir => ({ op: "dist", t: "num", name });
export const local = (name: string, t: IrType = "num"): Ir => ({ op: "local", t, name });
export const arg = (path: string, t: IrType): Ir => ({ op: "arg", t, path: path.split(".") });

/** An operator over operands; its type is what the table says. */
export function e(op: Op, ...operands: (Ir | number)[]): Ir {
  const args = operands.map((o) => (typeof o === "number" ? num(o) : o));
  const out = OPS[op].out;
  return { op, t: out === "same" ? args.at(-1)!.t : out === "own" ? "num" : out, args };
}
export const within = (window: Ir["window"], ir: Ir): Ir => (window === undefined ? ir : { ...ir, window });
export const weak = (ir: Ir): Ir => ({ ...ir, weak: true });
export const over = (op: Op, list: Ir, name: string, body: Ir): Ir => ({ ...e(op, list, body), name });
export const call = (name: string, t: IrType, ...args: Ir[]): Ir => ({ op: "call", t, name, args });

export function slot(name: string, more: Partial<Slot> = {}): Slot {
  return { name, kind: "num", low: null, high: null, integer: false, unit: "", ...more };
}
export const actSlot = (name: string, more: Partial<ActSlot> = {}): ActSlot => ({ ...slot(name), default: 0, ...more });
export const memory = (name: string, start: Ir, next: Ir): MemoryIr => ({ ...slot(name), start, next });

export function env(more: Partial<EnvIr> = {}): EnvIr {
  const nothing = { kind: "record", fields: [] } as const;
  return { name: "e", at: AT, rate: 10, obs: [], obsShape: nothing, acts: [], actShape: nothing, memories: [], dynamics: null, tools: [], principal: null, ...more };
}

export function program(more: Partial<ProgramIr> = {}): ProgramIr {
  return { format: 1, path: "t.pol", envs: [], fns: [], specs: [], controllers: [], policies: [], privileges: [], guards: [], tests: [], ...more };
}

export function fn(name: string, params: Record<string, IrType>, body: Ir): FnIr {
  return { name, params: Object.entries(params).map(([of, t]) => ({ name: of, t })), t: body.t, body, at: AT };
}
export const spec = (name: string, formula: Ir): SpecIr => ({ name, env: "e", formula, at: AT });
export function controller(name: string, sets: Record<string, Ir>): ControllerIr {
  return { name, env: "e", sets: Object.entries(sets).map(([of, value]) => ({ name: of, value })), at: AT };
}
export function policy(gives: string[], more: Partial<ProposerIr> = {}): ProposerIr {
  return { name: "net", source: { kind: "policy", gives }, when: null, within: null, hold: null, at: AT, ...more };
}
export function by(name: string, more: Partial<ProposerIr> = {}): ProposerIr {
  return { name, source: { kind: "controller" }, when: null, within: null, hold: null, at: AT, ...more };
}

type Condition = ConditionIr extends infer C ? (C extends ConditionIr ? Omit<C, "at" | "text"> : never) : never;
export function guard(proposers: ProposerIr[], conditions: Condition[] = []): SampledGuardIr {
  return { kind: "sampled", name: "g", env: "e", at: AT, proposers, conditions: conditions.map((c) => ({ ...c, at: AT, text: c.kind }) as ConditionIr), later: [] };
}

type Case = RuleIr["cases"][number];
export function rule(effect: RuleIr["effect"], tool: string | null, when: Ir | null = null, more: Partial<RuleIr> & { elseAsk?: Ir | null } = {}): RuleIr {
  const { elseAsk = null, ...rest } = more;
  const only: Case = { tool, when, elseAsk };
  return { effect, cases: [only], hasElseAsk: "elseAsk" in more, saying: null, thenStop: false, at: AT, text: effect, ...rest };
}
export const privilege = (name: string, ...rules: RuleIr[]): PrivilegeIr => ({ name, env: "e", rules, at: AT });

/** A tool guard over tools `pay` and `read`, obeying every privilege given. */
export function teller(...privileges: PrivilegeIr[]): ProgramIr {
  const tool = (name: string) => ({ name, schema: {}, result: null, readOnly: false });
  return program({
    envs: [env({ rate: null, tools: [tool("pay"), tool("read")] })],
    privileges,
    guards: [{ kind: "tools", name: "g", env: "e", at: AT, proposers: [], obeys: privileges.map((p) => p.name), later: [] }],
  });
}

/** An expression's value in a frame. */
export function value(ir: Ir, given: Partial<Frame> = {}, more: { env?: EnvIr; fns?: FnIr[] } = {}): unknown {
  return compile(ir, scopeOf(program({ fns: more.fns ?? [] }), more.env ?? env()))(frame(given));
}

export const layout = (p: ProgramIr) => layoutOf(p, p.guards[0] as SampledGuardIr);
