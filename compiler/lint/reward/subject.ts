import type * as ast from "../../../grammar/ast.ts";
import { oneLine, type Span } from "../../../grammar/spans.ts";
import { stepRanges, type NodeRange, type StepRanges } from "../../analyze/reward-ranges.ts";
import type { Context } from "../../check/context.ts";
import type { At, EnvIr, ProgramIr } from "../../ir/ir.ts";
import type { RewardIr, RewardItemIr } from "../../ir/reward.ts";
import type { RewardSource } from "../../reward/source.ts";

/** A reward that is looked at, and what is known of it. */
export interface Subject {
  readonly cx: Context;
  readonly program: ProgramIr;
  readonly env: EnvIr;
  readonly reward: RewardIr;
  readonly source: RewardSource;
  readonly decl: ast.Reward;
  /** What each node may be in any step; and at an episode's first step, and at a later one. */
  readonly ranges: readonly NodeRange[];
  readonly steps: readonly [first: StepRanges, later: StepRanges];
}

/** Something that is paid, step by step. */
export interface Term {
  readonly item: RewardItemIr;
  readonly name: string;
  /** What it adds to the reward. */
  readonly node: number;
  readonly range: NodeRange;
  readonly span: Span;
}

export function subjectOf(reward: RewardIr, file: ast.File, program: ProgramIr, cx: Context): Subject | undefined {
  const env = program.envs.find(({ name }) => name === reward.env), source = cx.rewards.get(reward);
  const decl = file.decls.find((one) => one.kind === "Reward" && one.name.text === reward.name);
  if (env === undefined || source === undefined || decl?.kind !== "Reward") return undefined;
  return { cx, program, env, reward, source, decl, ...stepRanges(env, reward) };
}

/** What is paid at each step: all that counts but what an end gives, and potentials. */
export function terms(subject: Subject): readonly Term[] {
  const { reward, ranges } = subject;
  return reward.items.flatMap((item) => {
    if (item.kind !== "term" || item.counted === null || isOfStop(item, reward)) return [];
    return [{ item, name: item.name, node: item.counted, range: ranges[item.counted]!, span: nameSpan(subject, item) }];
  });
}

export const isOfStop = ({ name, kind }: RewardItemIr, { stops }: RewardIr): boolean => kind === "term" && stops.some((stop) => stop.name === name);

/** Where an item's name stands. */
export function nameSpan({ decl }: Subject, { name, at }: Pick<RewardItemIr, "name" | "at">): Span {
  if (decl.formula !== null) return decl.name.span;
  const items = decl.items.flatMap((item) => (item.kind === "Stage" ? item.items : [item]));
  const found = items.find((item) => item.kind !== "Shape" && item.name.text === name);
  return found !== undefined && found.kind !== "Shape" ? found.name.span : spanOf(at);
}

export const spanOf = (at: At): Span => ({ start: at[0], end: at[1] });

const LONGEST = 60;

/** What stands at a place, on one line and not too long. */
export function textAt({ cx }: Subject, [start, end]: At): string {
  const line = oneLine(cx.text.slice(start, end));
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 2).trimEnd()} …` : line;
}

/** A number as people read it. */
export const shown = (x: number): string => (x === Infinity ? "∞" : x === -Infinity ? "−∞" : String(Number(x.toPrecision(3))));

/** A node and all that it is made of; with what it remembers, over all steps. */
export function below({ nodes, loops, cells }: RewardIr, roots: Iterable<number>, { remembered = true } = {}): ReadonlySet<number> {
  const found = new Set<number>(), open = [...roots];
  while (open.length > 0) {
    const id = open.pop()!;
    if (found.has(id)) continue;
    found.add(id);
    const { args, loop, cell } = nodes[id]!;
    open.push(...args);
    if (loop !== undefined) open.push(loops[loop]!.length);
    if (cell !== undefined && remembered) open.push(cells[cell]!.next);
  }
  return found;
}
