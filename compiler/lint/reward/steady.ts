import { nodeRanges } from "../../analyze/ranges/nodes.ts";
import type { EnvIr, FnIr, Ir } from "../../ir/ir.ts";
import type { RewardIr } from "../../ir/reward.ts";
import { Builder } from "../../reward/builder.ts";
import { Lowering } from "../../reward/lower.ts";
import { Unfit } from "../../reward/unfit.ts";
import { pinning, type Input } from "./inputs.ts";

const HAIR = 1e-9;

/** An env's dynamics as a program: the node of each state's next value. */
export interface Steps {
  readonly program: RewardIr;
  readonly next: readonly { readonly name: string; readonly node: number }[];
}

/** Null where they need more than what is now. Disturbances are 0, or else in the middle of their range. */
export function stepsOf(env: EnvIr, fns: readonly FnIr[]): Steps | null {
  if (env.dynamics === null) return null;
  const disturbed = new Map(env.dynamics.disturbances.map(({ name, low, high }) => [name, low <= 0 && high >= 0 ? 0 : (low + high) / 2]));
  const calm = (ir: Ir): Ir => (ir.op === "dist" ? { op: "num", t: "num", value: disturbed.get(ir.name!)! } : ir.args === undefined ? ir : { ...ir, args: ir.args.map(calm) });
  const builder = new Builder();
  const absent = (): never => { throw new Unfit({ op: "mem", t: "num" }, "a memory", "its value is not known here"); };
  const lowering = new Lowering(builder, { env, fns: new Map(fns.map((fn) => [fn.name, fn])), memory: absent, spec: absent, own: new Map(), features: [], sound: () => true });
  try {
    const next = env.dynamics.next.map(({ name, value }) => ({ name, node: lowering.lower(calm(value)) }));
    if (builder.cells.length > 0) return null;
    const { nodes, loops, cells } = builder;
    return { program: { name: "", env: env.name, at: [0, 0], nodes, loops, cells, features: [], total: 0, items: [], stops: [] }, next };
  } catch (problem) {
    if (problem instanceof Unfit) return null;
    throw problem;
  }
}

/** Whether every state stays as it is. What only the end of its range stops is driven against a wall that may not be there. */
export function steadiness(env: EnvIr, { program, next }: Steps, inputs: readonly Input[]): (values: readonly number[]) => boolean {
  const pin = pinning(program.nodes, inputs);
  const states = next.map(({ name, node }) => ({ node, input: inputs.findIndex((input) => input.of === "obs" && input.name === name) }));
  return (values) => {
    const all = nodeRanges(env, { ...program, nodes: pin(values) })({ first: false, cells: [], other: null });
    return states.every(({ node, input }) => {
      if (input < 0) return true;
      const { low, high, known } = all[node]!, now = values[input]!, far = HAIR * (1 + Math.abs(now));
      return known && low >= now - far && high <= now + far;
    });
  };
}
