import { nodeRanges } from "../../analyze/ranges/nodes.ts";
import { possible, type Range } from "../../analyze/ranges/range.ts";
import { refined } from "../../analyze/ranges/refine.ts";
import { LISTS, type RewardIr, type StopIr } from "../../ir/reward.ts";
import { inputsOfPrograms, pinning, type Input } from "./inputs.ts";
import { searched, type Look } from "./search.ts";
import { steadiness, stepsOf } from "./steady.ts";
import { isOfStop, nameSpan, shown, terms, type Subject } from "./subject.ts";

/** A later step counts for less: together about as much as so many do. A `shape` says how many. */
const HORIZON = 100;
/** So many steps a state is held before what it pays is looked at: memories and stages have settled by then. Without any, one is like another. */
const HELD = 3;
/** Nodes that may be looked at in all. */
const MOST_NODES = 100_000;
const MOST_LOOKS = 400;
const LEAST_RATE = 1e-6;

/**
 * Staying short of a stop that pays more than reaching it. A stop is a goal that gives something, or gives nothing and ends where a term pays its most.
 * A state is searched for that can be held (under the env's dynamics, or, without any, with nothing moving) and is no stop, in which the terms together pay
 * so much a step that within the horizon it is more than what the stop gives. What the step of the stop itself pays counts for the stop.
 */
export function hoveringPays(subject: Subject): void {
  const { reward, cx } = subject;
  const goals = reward.stops.flatMap((stop) => {
    const gives = giving(subject, stop);
    return gives !== undefined && (gives > 0 || isWherePaidMost(subject, stop)) ? [{ stop, gives }] : [];
  });
  if (goals.length === 0 || terms(subject).some(({ node }) => LISTS.has(reward.nodes[node]!.op))) return;
  const found = bestHeld(subject);
  if (found === undefined || !(found.rate > LEAST_RATE)) return;
  for (const { stop, gives } of goals) {
    const steps = Math.floor(gives / found.rate) + 2;
    if (steps > horizonOf(reward)) continue;
    cx.bag.add("hoveringPays", nameSpan(subject, stop), { stop: stop.name, rate: shown(found.rate), steps, gives: shown(gives) }, {
      help: `${found.where === "" ? "" : `for example at ${found.where}; `}give more, or pay for coming nearer (\`shape γ by …\`) and not for being near`,
    });
  }
}

/** The most that a stop gives; undefined where it may take something away, or nobody knows. */
function giving({ reward, ranges }: Subject, { name, kind }: StopIr): number | undefined {
  if (kind !== "terminate") return undefined;
  const item = reward.items.find((one) => one.name === name && isOfStop(one, reward));
  if (item === undefined) return 0;
  const { low, high } = ranges[item.counted!]!;
  return low >= 0 && Number.isFinite(high) ? high : undefined;
}

/** Whether a term pays at least as much wherever a stop is taken as anywhere else. */
function isWherePaidMost(subject: Subject, { when }: StopIr): boolean {
  const { all, where } = subject.steps[1];
  if (possible(all[when]!).length < 2) return false;
  const given = (truth: 0 | 2): ReadonlyMap<number, Range> => refined(subject.reward.nodes, when, truth, (id) => all[id]!);
  const [inside, outside] = [given(2), given(0)];
  return terms(subject).some(({ node }) => {
    const here = where(node, inside), there = where(node, outside);
    return here.low >= there.high - 1e-9 && there.low < here.low;
  });
}

/** The steps that count, by the discount of a shape where there is one. */
function horizonOf({ items, nodes }: RewardIr): number {
  const shape = items.find(({ kind }) => kind === "shape");
  const difference = shape === undefined ? undefined : nodes[shape.counted!]!.args[2];
  const product = difference === undefined ? undefined : nodes[difference]!.args[0];
  const discount = product === undefined || nodes[product]!.op !== "mul" ? undefined : nodes[nodes[product]!.args[0]!]!.value;
  return typeof discount === "number" && discount > 0 && discount < 1 ? Math.round(1 / (1 - discount)) : HORIZON;
}

function bestHeld(subject: Subject): { readonly rate: number; readonly where: string } | undefined {
  const { env, reward, program } = subject;
  const steps = stepsOf(env, program.fns);
  const inputs = inputsOfPrograms(env, [reward.nodes, steps?.program.nodes ?? []]);
  const paid = terms(subject).map(({ node }) => node), hold = holding(subject, inputs);
  const isSteady = steps === null ? () => true : steadiness(env, steps, inputs);
  const look = (values: readonly number[]): Look => {
    if (!isSteady(values)) return { score: -Infinity, isAllowed: false };
    const held = hold(values), last = held.at(-1)!;
    const score = paid.reduce((sum, node) => sum + (last[node]!.known ? last[node]!.low : -Infinity), 0);
    return { score: Number.isNaN(score) ? -Infinity : score, isAllowed: held.every((all) => reward.stops.every(({ when }) => !possible(all[when]!).includes(2))) };
  };
  const found = searched(inputs, look, Math.min(MOST_LOOKS, Math.ceil(MOST_NODES / (HELD * reward.nodes.length))));
  return found === undefined ? undefined : { rate: found.score, where: told(inputs, found.values) };
}

/** What nodes are at each of the steps for which a state is held, from an episode's first on. */
function holding({ env, reward }: Subject, inputs: readonly Input[]): (values: readonly number[]) => readonly (readonly Range[])[] {
  const pin = pinning(reward.nodes, inputs);
  return (values) => {
    const at = nodeRanges(env, { ...reward, nodes: pin(values) });
    const held: (readonly Range[])[] = [];
    for (let k = reward.cells.length === 0 ? HELD - 1 : 0; k < HELD; k += 1) {
      const before = held.at(-1);
      held.push(at({ first: k === 0, cells: reward.cells.map(({ next }) => before?.[next] ?? null), other: null }));
    }
    return held;
  };
}

const MOST_TOLD = 6;

function told(inputs: readonly Input[], values: readonly number[]): string {
  const free = inputs.flatMap((input, i) => (input.fixed === undefined ? [`\`${input.name}\` ${input.kind === "bool" ? values[i] === 2 : shown(values[i]!)}`] : []));
  return free.length > MOST_TOLD ? "" : free.join(", ");
}
