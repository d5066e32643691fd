import { holds, isEmpty, type Range } from "../../analyze/ranges/range.ts";
import type { NodeIr, NodeOp } from "../../ir/reward.ts";

/** An operand outside of what an operation is defined for. */
export interface Hazard {
  readonly operand: number;
  /** What stands behind the operand in a sentence. */
  readonly what: string;
  /** What keeps it in the domain; null where that depends. */
  readonly kept: (text: string, of: Range) => string | null;
}

const atLeast = (text: string): string => `\`max(${text}, 0)\``;
const within = (text: string): string => `\`clamp(${text}, -1, 1)\``;
/** At most one side of 0 is left out by it. */
const offZero = (text: string, { low }: Range): string | null => (low >= 0 ? `\`max(${text}, 1e-6)\` (in its unit)` : null);

type Check = (args: readonly number[], of: (id: number) => Range, nodes: readonly NodeIr[]) => Hazard | undefined;

const arc: Check = ([x], of) => (of(x!).low < -1 || of(x!).high > 1 ? { operand: x!, what: "whose angle is asked for, may be outside of -1..1", kept: within } : undefined);
const negative = (operand: number): Hazard => ({ operand, what: "whose root is asked for, may be below 0", kept: atLeast });
const zero = (operand: number, what: string): Hazard => ({ operand, what, kept: offZero });

const CHECKS: Partial<Record<NodeOp, Check>> = {
  div: ([, by], of) => (holds(of(by!), 0) ? zero(by!, "which is divided by, may be 0") : undefined),
  sqrt: ([x], of) => (of(x!).low < 0 ? negative(x!) : undefined),
  log: ([x], of) => (of(x!).low < 0 || holds(of(x!), 0) ? zero(x!, "whose logarithm is asked for, may be 0 or less") : undefined),
  asin: arc, acos: arc,
  pow: ([x, y], of, nodes) => {
    const n = nodes[y!]!.value;
    if (typeof n !== "number") return undefined;
    if (!Number.isInteger(n) && of(x!).low < 0) return negative(x!);
    return n < 0 && holds(of(x!), 0) ? zero(x!, `which is raised to ${n}, may be 0`) : undefined;
  },
};

export const mayBeHazard = (op: NodeOp): boolean => CHECKS[op] !== undefined;

/** What is wrong with a node where its operands may be so. */
export function hazardOf({ op, args }: NodeIr, of: (id: number) => Range, nodes: readonly NodeIr[]): Hazard | undefined {
  return args.some((arg) => isEmpty(of(arg))) ? undefined : CHECKS[op]?.(args, of, nodes);
}
