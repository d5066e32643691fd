import { EMPTY, isEmpty, possible, type Range } from "../../analyze/ranges/range.ts";
import { refined } from "../../analyze/ranges/refine.ts";
import type { StepRanges } from "../../analyze/reward-ranges.ts";
import { hazardOf, mayBeHazard, type Hazard } from "./hazards.ts";
import { below, isOfStop, spanOf, textAt, type Subject } from "./subject.ts";

/** So many nodes are visited, and so many looked at under what conditions around them say; what is not reached then counts as guarded. */
const MOST_VISITS = 20_000;
const MOST_LOOKS = 1_500;

interface Found extends Hazard {
  readonly node: number;
  readonly of: Range;
}

/**
 * Divisions and functions whose operand may leave their domain, where that leaves a step without a reward. Guarded is what stands in a term with an
 * `else`, behind an `if` that asks first, or in a condition of a stop or stage, which is then not taken. That a list may be empty is nobody's mistake.
 */
export function unguarded(subject: Subject): void {
  const { reward, source, cx } = subject;
  for (const item of reward.items) {
    if (item.counted === null) continue;
    const all = subject.steps.flatMap((step) => hazardsIn(subject, step, item.counted!));
    const at = new Set(all.map(({ node }) => node));
    for (const { node, operand, what, kept, of } of new Map(all.map((one) => [one.node, one])).values()) {
      // Of what stands in another one, the inner is the cause.
      if ([...below(reward, [operand])].some((id) => at.has(id))) continue;
      const whole = source.places.get(node), part = source.places.get(operand), named = part ?? whole;
      // What the compiler makes, as between the points of a table, is its own affair.
      if (named === undefined) continue;
      const text = textAt(subject, named);
      // An operand may first have been made elsewhere.
      const place = part !== undefined && (whole === undefined || (part[0] >= whole[0] && part[1] <= whole[1])) ? part : whole!;
      // What a function of a module does has its call's place in all its parts.
      const isInside = part === undefined || (whole !== undefined && part[0] === whole[0] && part[1] === whole[1]);
      const isInput = ["obs", "act"].includes(reward.nodes[operand]!.op), better = isInside ? null : kept(text, of);
      cx.bag.add("unguarded", spanOf(place), {
        what: `${isInside ? "something in " : ""}\`${text}\`, ${what}`, then: isOfStop(item, reward) ? `what \`${item.name}\` gives` : `\`${item.name}\``,
      }, { help: [...(better === null ? [] : [`write ${better}`]), ...(isInput ? ["declare a range that leaves it out"] : []), "give the term an `else`"].join(", or ") });
    }
  }
}

type Facts = ReadonlyMap<number, Range>;
const NONE: Facts = new Map();

function hazardsIn({ env, reward }: Subject, { where }: StepRanges, root: number): readonly Found[] {
  const { nodes, cells, loops } = reward, found = new Map<number, Found>();
  const isAbove = above();
  const seen = new Set<string>(), names = new Map<Facts, number>([[NONE, 0]]);
  let visits = MOST_VISITS, looks = MOST_LOOKS;
  visit(root, NONE);
  return [...found.values()];

  function visit(id: number, facts: Facts): void {
    const key = `${id} ${names.get(facts)}`;
    if (!isAbove[id] || seen.has(key) || visits-- <= 0 || looks <= 0) return;
    seen.add(key);
    const node = nodes[id]!, { op, args } = node;
    if (facts !== NONE && mayBeHazard(op)) looks -= 1;
    const hazard = mayBeHazard(op) ? hazardOf(node, (arg) => where(arg, facts), nodes) : undefined;
    if (hazard !== undefined && !isLength(hazard.operand)) found.set(id, { ...hazard, node: id, of: where(hazard.operand, facts) });
    if (op === "state" || op === "history") visit(cells[node.cell!]!.next, NONE);
    if (op === "if") return branches(args, facts);
    if (op === "orElse") return visit(args[1]!, facts);
    for (const arg of args) if (op !== "present" && !isAsked(op, arg, args)) visit(arg, facts);
  }

  function branches([condition, yes, no]: readonly number[], facts: Facts): void {
    visit(condition!, facts);
    for (const [truth, branch] of [[2, yes!], [0, no!]] as const) {
      if (!isAbove[branch] || !possible(where(condition!, facts)).includes(truth)) continue;
      looks -= 1;
      const more = refined(nodes, condition!, truth, (id) => where(id, facts));
      if ([...more.values()].some((fact) => isEmpty(fact) && fact !== EMPTY)) continue;
      const both: Facts = new Map([...facts, ...more]);
      names.set(both, names.size);
      visit(branch, both);
    }
  }

  /** Beside `present(x)`, an unknown x is as good as a false one. */
  function isAsked(op: string, arg: number, args: readonly number[]): boolean {
    return op === "and" && args.some((other) => nodes[other]!.op === "present" && nodes[other]!.args[0] === arg);
  }

  function isLength(id: number): boolean {
    const { op, slot } = nodes[id]!;
    return loops.some(({ length }) => length === id) || (op === "obs" && env.obs[slot!]!.name.endsWith(".length"));
  }

  /** What has something that may be out of its domain in it. */
  function above(): readonly boolean[] {
    const is = nodes.map(() => false);
    for (let changed = true; changed; ) {
      changed = false;
      for (const [id, { op, args, cell }] of nodes.entries()) {
        if (is[id] || !(mayBeHazard(op) || args.some((arg) => is[arg]) || (cell !== undefined && is[cells[cell]!.next]))) continue;
        is[id] = changed = true;
      }
    }
    return is;
  }
}
