import type { EnvIr } from "../../ir/ir.ts";
import type { RewardIr } from "../../ir/reward.ts";
import type { Dialect } from "./dialect.ts";
import { documentation } from "./doc.ts";
import { Expressions } from "./expressions.ts";
import { cellsOf, isStateful, type Frame } from "./frame.ts";
import { inputs, keys, truthLines } from "./inputs.ts";
import { PythonNames } from "./names.ts";
import { asked, nextOf, Outputs } from "./outputs.ts";
import { planOf, type Plan } from "./plan.ts";
import { bracketed, docstring, indented } from "./text.ts";

/** Names of what one reward emits. */
export interface RewardNames {
  readonly class: string;
  /** A function for a reward that remembers nothing. */
  readonly fn: string;
  /** What reads texts, where there are features. */
  readonly texts: string;
}

/** One reward as a class, and as a function where it remembers nothing. */
export function emitReward(env: EnvIr, source: RewardIr, names: RewardNames, dialect: Dialect, frame: Frame, module: PythonNames): string[] {
  const locals = module.inner();
  const plan = planOf(env, source, dialect.target, locals), { reward } = plan, outputs = new Outputs(reward, dialect);
  const step = stepLines(plan, outputs, names, dialect, frame), part = partLines(plan, outputs, dialect, frame, locals);
  const text = [...step, ...part].join("\n");
  const methods = [frame.constructorLines(plan), resetLines(plan, dialect, frame), step, part, ...frame.methods((name) => text.includes(`self.${name}(`))];
  const lines = [`class ${names.class}:`, ...indented(docstring(documentation(plan, names.class))), ...methods.flatMap((method) => ["", ...indented(method)])];
  return isStateful(reward) ? lines : [...lines, "", "", ...statelessLines(plan, names, dialect)];
}

function resetLines({ reward }: Plan, { bools }: Dialect, frame: Frame): string[] {
  return [
    `def reset(self, mask: ${bools} | None = None) -> None:`,
    ...indented([...docstring(["Begins new episodes: everywhere, or where the mask is true."]), ...(isStateful(reward) ? [`self._steps = ${frame.reset}`] : [])]),
  ];
}

function stepLines(plan: Plan, outputs: Outputs, names: RewardNames, dialect: Dialect, frame: Frame): string[] {
  const read = inputs(plan, dialect), { reward } = plan;
  const texts = reward.features.length > 0 ? [`texts = ${names.texts}(observation, self.n${dialect.target === "torch" ? ", self._like" : ""})`] : [];
  const operands = [...(texts.length > 0 ? ["texts"] : []), ...read.names];
  const kept = [...(isStateful(reward) ? ["self._steps"] : []), ...cellsOf(plan).map(({ name }) => name)];
  const state = kept.length === 1 ? [`${kept[0]!} = out[-1]`] : kept.length > 1 ? [`${kept.join(", ")} = out[-${kept.length}:]`] : [];
  return [
    "def step(self, observation: Mapping[str, Any], action: Mapping[str, Any] = {}) -> Step:",
    ...indented([...docstring(["One step of each environment."]), ...read.lines, ...texts, ...frame.parts(plan, operands, read.checks), ...state, "return Step(", ...indented(outputs.step(frame.zeros)), ")"]),
  ];
}

function partLines(plan: Plan, outputs: Outputs, dialect: Dialect, frame: Frame, locals: PythonNames): string[] {
  const read = inputs(plan, dialect), { reward } = plan, hasTexts = reward.features.length > 0;
  const names = [...(hasTexts ? ["texts"] : []), ...read.names];
  const total = locals.take("reward");
  const x = new Expressions(plan, dialect, locals);
  const { codes, whether, next } = x.write(() => {
    const [first, ...rest] = outputs.codes(x);
    return {
      codes: [first!, ...rest], whether: asked(x, reward.total, { text: total, level: 6 }),
      next: cellsOf(plan).map(({ cell, half, name }) => ({ name, code: nextOf(x, cell, half, name) })),
    };
  });
  const rows = (name: string): string => dialect.rows({ text: name, level: 6 }).text;
  const counted = isStateful(reward) ? [`_kept(refused, ${rows("self._steps")}, ${rows("self._steps")} + 1.0)`] : [];
  const kept = [...counted, ...next.map(({ name, code }) => `_kept(refused, ${rows(name)}, ${code.text})`)];
  const body = [
    ...truthLines(plan),
    ...x.lines,
    ...(codes[0]!.text === total ? [] : [`${total} = ${codes[0]!.text}`]),
    `refused = _refuse(refused, ${whether.text})`,
    "return (",
    ...indented([`${frame.refusedRows},`, ...bracketed("*_shown(", ["refused", total, ...codes.slice(1).map(({ text }) => text)], "),"), ...kept.map((line) => `${line},`)]),
    ")",
  ];
  const needed = frame.cut(names).filter((line) => !line.startsWith("n =") || /\bn\b/.test(body.join("\n")));
  const parameters = ["self", ...frame.partParameters, `refused: ${frame.refused}`, ...names.map((name) => `${name}: ${dialect.array}`)];
  return [...bracketed("def _part(", parameters, `) -> tuple[${dialect.array}, ...]:`), ...indented([...needed, ...body])];
}

/** A batch of single steps. */
function statelessLines(plan: Plan, names: RewardNames, { target }: Dialect): string[] {
  const [leaf] = [...plan.arrays.keys()].filter(({ isOptional }) => !isOptional), [text] = plan.obs.texts;
  const path = leaf?.path ?? (plan.reward.features.length > 0 ? text!.path : undefined);
  if (path === undefined) return [];
  const from = leaf !== undefined && plan.acts.all.includes(leaf) ? "action" : "observation";
  const made = target === "torch" && leaf !== undefined ? "n, given.device, given.dtype if given.is_floating_point() else torch.float64" : "n";
  return [
    `def ${names.fn}(observation: Mapping[str, Any], action: Mapping[str, Any] = {}) -> Step:`,
    ...indented([
      ...docstring([`\`${names.class}\` of as many environments as there are: it remembers nothing from step to step.`]),
      ...(target === "torch" && leaf !== undefined
        ? [`given = torch.as_tensor(_needed(${from}, ${keys(path)}))`, "n = given.shape[0]"]
        : [`n = len(_needed(${from}, ${keys(path)}))`]),
      `return ${names.class}(${made}).step(observation, action)`,
    ]),
  ];
}
