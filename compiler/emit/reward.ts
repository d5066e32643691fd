import type { NodeRange } from "../analyze/reward-ranges.ts";
import type { EnvIr } from "../ir/ir.ts";
import type { RewardIr } from "../ir/reward.ts";
import { rewardLayout, type RewardLayout } from "../ir/reward-layout.ts";
import { show } from "./literals.ts";
import { Columns } from "./reward/columns.ts";
import { ELEMENT, inputs, type Input } from "./reward/inputs.ts";
import { NodeWriter } from "./reward/nodes.ts";
import { planReward } from "./reward/plan.ts";
import { indented, print } from "./reward/print.ts";
import { innerNames, Scope } from "./reward/scope.ts";
import { split } from "./reward/split.ts";
import { StepWriter } from "./reward/step.ts";
import { wantedNames } from "./reward/wanted.ts";
import type { Unit } from "./unit.ts";

/** Where a reward is written, and how large its functions may become. */
export interface RewardUnit extends Pick<Unit, "names" | "lines" | "add"> {
  readonly ranges: readonly NodeRange[];
  readonly most: number;
}

/**
 * A reward as one function that takes the buffer of `n` environments, and gives what makes their state new and what steps them all: both
 * are closures, so that V8 sees constants where the buffer and its columns are. The function's name.
 */
export function emitReward(env: EnvIr, reward: RewardIr, unit: RewardUnit): string {
  const fn = unit.names.take(`reward_${reward.name}`);
  const names = innerNames(unit.names), layout = rewardLayout(reward);
  const lists: string[] = [];
  const scratch = (wanted: string, length: number): string => {
    const name = names.take(wanted);
    lists.push(`const ${name} = new Float64Array(${length});`);
    return name;
  };
  const wanted = wantedNames(env, reward), columns = new Columns(env, { layout, names, wanted });
  const writer = new NodeWriter({ reward, layout, columns, plan: planReward(reward), ranges: unit.ranges, wanted, scratch });
  const root = new Scope(names);
  const step = new StepWriter(writer, root, (at) => unit.lines.cite(at));
  const seen = step.write(inputs(env, reward, columns));
  const { declarations, body } = print(split(root.statements, (wanted) => names.take(wanted), unit.most));
  const fills = step.filled.map(({ column, name, value }) => columns.fill(column, name, value));
  const clear = step.remembers ? [] : [columns.fill(layout.resets, "resets", "0")];
  const resets = resetting(layout, columns);
  unit.add({
    name: fn, docs: unit.lines.cite(reward.at), params: [{ id: "io", type: "Vec" }, { id: "n", type: "number" }, { id: "w", type: "number" }], returns: "RewardRun",
    statements: [[
      `const columns: Unknowns = ${show(unknowns(reward, layout))};`,
      ...columns.declarations, ...lists, ...soundness(seen), ...declarations, ...stepping(body, [`if (${columns.filled} !== 1) {`, ...indented([...fills, `${columns.filled} = 1;`]), "}", ...clear]), ...resets, "return { reset, step };",
    ].join("\n")],
  });
  return fn;
}

function unknowns({ nodes }: RewardIr, layout: RewardLayout): Record<string, number | readonly number[]> {
  const { refused, filled, terminated, truncated } = layout;
  const outputs = [...layout.outputs];
  const columnsOf = (t: "num" | "bool"): readonly number[] =>
    outputs.flatMap(([id, { column: at, list }]) => (list !== null ? (t === "num" ? Array.from({ length: list.max }, (_, i) => at + i) : []) : nodes[id]!.t === t ? [at] : []));
  return { refused, filled, terminated, truncated, numbers: columnsOf("num"), truths: columnsOf("bool"), lengths: outputs.flatMap(([, { list }]) => list?.length ?? []) };
}

/** Looked at only where something is not finite that shows them. */
function soundness(seen: readonly Input[]): readonly string[] {
  if (seen.length === 0) return [];
  const tests = seen.map(({ place, count, test }) => {
    if (count === null) return `if (!${test(`${place}!`)}) return false;`;
    return `for (let ${ELEMENT} = 0; ${ELEMENT} < ${count}!; ${ELEMENT}++) if (!${test(`${place}!`)}) return false;`;
  });
  return ["// Whether inputs are finite that show in what is computed.", "const sound = (k: number): boolean => {", ...indented([...tests, "return true;"]), "};"];
}

/** Environments that are stepped in one call: few enough for V8 to optimise the function as a whole, not only its loop, which leaves constants out. */
const SOME = 64;

function stepping(body: readonly string[], before: readonly string[]): readonly string[] {
  return [
    "const some = (from: number, to: number): void => {", ...indented(["for (let k = from; k < to; k++) {", ...indented(body), "}"]), "};",
    "const step = (): void => {", ...indented([...before, `for (let k = 0; k < n; k += ${SOME}) some(k, Math.min(k + ${SOME}, n));`]), "};",
  ];
}

function resetting({ resets, steps, terminated, truncated }: RewardLayout, columns: Columns): readonly string[] {
  const fills = [columns.fill(resets, "resets", "0"), columns.fill(steps, "steps", "0"), columns.fill(terminated, "terminated", "-1"), columns.fill(truncated, "truncated", "-1")];
  return ["const reset = (): void => {", ...indented(fills), "};"];
}
