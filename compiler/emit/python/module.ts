import type { Source } from "../../../grammar/spans.ts";
import type { EnvIr, ProgramIr } from "../../ir/ir.ts";
import type { RewardIr } from "../../ir/reward.ts";
import type { Dialect, PythonTarget } from "./dialect.ts";
import { emitTexts } from "./features.ts";
import type { Frame } from "./frame.ts";
import { numpyFrame } from "./frame-numpy.ts";
import { torchFrame } from "./frame-torch.ts";
import { Leaves } from "./leaves.ts";
import { pascalCase, PythonNames, snakeCase } from "./names.ts";
import { numpy } from "./numpy.ts";
import { emitReward, type RewardNames } from "./reward.ts";
import { supportFor, type Support } from "./support.ts";
import { numpySupport } from "./support-numpy.ts";
import { torchSupport } from "./support-torch.ts";
import { docstring, indented, shown } from "./text.ts";
import { torch } from "./torch.ts";

const TARGETS: Readonly<Record<PythonTarget, { readonly dialect: Dialect; readonly frame: Frame; readonly support: Support; readonly library: string }>> = {
  numpy: { dialect: numpy, frame: numpyFrame, support: numpySupport, library: "NumPy" },
  torch: { dialect: torch, frame: torchFrame, support: torchSupport, library: "PyTorch" },
};

/** A Python module, and what each reward's class is called in it. */
export interface PythonModule {
  readonly code: string;
  readonly classes: readonly { readonly reward: string; readonly name: string }[];
}

/** What else a module has: imports, and what stands behind its classes, given their names. */
interface More {
  readonly imports: readonly string[];
  readonly behind: (classes: readonly string[]) => readonly string[];
}
const NOTHING: More = { imports: [], behind: () => [] };

/** The verified program's rewards as one Python module of batched classes. */
export function emitPython(program: ProgramIr, source: Source, target: PythonTarget): PythonModule {
  return emitModule(program, source, target, NOTHING);
}

export function emitModule(program: ProgramIr, source: Source, target: PythonTarget, more: More): PythonModule {
  const { dialect, frame, support, library } = TARGETS[target], module = new PythonNames([...Object.keys(support), "RewardWrapper"]);
  const rewards = (program.rewards ?? []).map((reward) => ({ reward, env: envOf(program, reward), names: namesFor(reward, module) }));
  const classes = rewards.map(({ reward, names }) => ({ reward: reward.name, name: names.class }));
  const body = rewards.flatMap(({ reward, env, names }) => [
    ...(reward.features.length > 0 ? ["", "", ...emitTexts(reward, new Leaves(env.obsShape, env.obs), names.texts, target, module)] : []),
    "", "", ...emitReward(env, reward, names, dialect, frame, module),
  ]);
  const types = stepTypes(dialect), behind = more.behind(classes.map(({ name }) => name)).flatMap((one) => ["", "", one]);
  const called = [...types, ...body, ...behind].join("\n"), helpers = supportFor(called, support), text = [called, ...helpers].join("\n");
  const lines = [
    ...docstring(aboutModule(source, library)),
    ...frame.head((name) => new RegExp(`\\b${name}\\b`).test(text), more.imports),
    "", "",
    ...types,
    ...helpers.flatMap((helper) => ["", "", helper]),
    ...body,
    ...behind,
  ];
  return { code: `${lines.join("\n")}\n`, classes };
}

function envOf({ envs }: ProgramIr, reward: RewardIr): EnvIr {
  return envs.find(({ name }) => name === reward.env)!;
}

function namesFor({ name }: RewardIr, module: PythonNames): RewardNames {
  return { class: module.take(pascalCase(name)), fn: module.take(snakeCase(name)), texts: `_${module.take(`${snakeCase(name)}_texts`)}` };
}

function aboutModule({ path }: Source, library: string): string[] {
  return [
    shown(`Rewards of ${path}, many environments at once, in ${library}. Emitted: change that file, not this one.`),
    "An observation and an action are mappings by the names that the env declares, records by mappings in them. A number, truth value or name of each of n environments is an array (n,), a vector (n, size); "
    + "of a list with room for max elements (n, max) or, of vectors, (n, max, size), and of a list of records a mapping of such. How many elements each list has is beside it, under its name and `_length`.",
    "Where an input is not valid or the reward not finite, the step is refused: its reward is NaN, nothing else is known of it, and what is remembered stays as it was.",
  ];
}

function stepTypes({ array, bools }: Dialect): string[] {
  return [
    "class Listed(NamedTuple):",
    ...indented([...docstring(["One list an environment: NaN behind each one's length."]), `values: ${array}`, `length: ${array}`]),
    "", "",
    "class Step(NamedTuple):",
    ...indented([
      ...docstring(["What one step of each environment gives. A truth value among terms and logs is 1, 0, or NaN where it is not known."]),
      `reward: ${array}`,
      `length: ${array} | None  # of a reward that is a list`,
      "terms: dict[str, Any]  # before weight and temperature",
      "counted: dict[str, Any]  # what each term adds to the reward",
      "logs: dict[str, Any]",
      `stops: dict[str, ${bools}]  # where each of them is definitely true`,
      `terminated: ${bools}`,
      `truncated: ${bools}`,
      `refused: ${bools}`,
    ]),
  ];
}
