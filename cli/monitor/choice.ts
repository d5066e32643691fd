import type { EnvIr, ProgramIr, SpecIr } from "../../compiler/ir/ir.ts";
import { isMonitored } from "../../compiler/ir/reach.ts";
import { nearest } from "../../grammar/nearest.ts";
import { Refusal } from "../../runtime/refusal.ts";
import { UsageError, type Options } from "../verb.ts";

/** The specs that traces are judged by; they stand over one env, as a trace has the columns of one. */
export interface Choice {
  readonly env: EnvIr;
  readonly specs: readonly SpecIr[];
  /** Of what nobody asked to leave out: a sentence each. */
  readonly leftOut: readonly string[];
}

export function choose(program: ProgramIr, path: string, options: Options): Choice {
  const monitored = program.specs.filter((spec) => isMonitored(spec.formula, program));
  const env = options["env"] as string | undefined;
  const asked = listOf(options["spec"]);
  if (monitored.length === 0) throw new Refusal(`${path} has no spec that can be monitored`);
  if (env !== undefined) known(env, [...new Set(monitored.map((spec) => spec.env))], `no env of ${path} with a spec that can be monitored`);
  if (asked.length > 0) {
    const specs = [...new Set(asked)].map((name) => specNamed(name, program, monitored, path));
    return { env: oneEnv(program, specs, env), specs, leftOut: [] };
  }
  const over = env ?? monitored[0]!.env;
  const leftOut = program.specs.flatMap((spec) => {
    if (!monitored.includes(spec)) return spec.env === over ? [`\`${spec.name}\` is left out: it cannot be monitored yet`] : [];
    return spec.env === over || env !== undefined ? [] : [`\`${spec.name}\` is left out: it is over \`${spec.env}\`, and \`--env ${spec.env}\` chooses it`];
  });
  return { env: envNamed(program, over), specs: monitored.filter((spec) => spec.env === over), leftOut };
}

function listOf(given: Options[string]): string[] {
  const names = ((given ?? []) as readonly string[]).flatMap((list) => list.split(",")).map((name) => name.trim());
  if (names.includes("")) throw new UsageError("`--spec` is given without a name");
  return names;
}

function specNamed(name: string, program: ProgramIr, monitored: readonly SpecIr[], path: string): SpecIr {
  if (program.specs.some((spec) => spec.name === name)) known(name, monitored.map((spec) => spec.name), "a spec that cannot be monitored yet");
  else known(name, monitored.map((spec) => spec.name), `no spec of ${path}`);
  return monitored.find((spec) => spec.name === name)!;
}

function known(name: string, names: readonly string[], otherwise: string): void {
  if (names.includes(name)) return;
  const near = nearest(name, names);
  throw new UsageError(`\`${name}\` is ${otherwise}; ${near === undefined ? `there is ${names.map((one) => `\`${one}\``).join(", ")}` : `did you mean \`${near}\`?`}`);
}

function oneEnv(program: ProgramIr, specs: readonly SpecIr[], env: string | undefined): EnvIr {
  const first = specs[0]!;
  const other = specs.find((spec) => spec.env !== (env ?? first.env));
  if (other === undefined) return envNamed(program, first.env);
  throw new UsageError(env === undefined ? `\`${first.name}\` is over \`${first.env}\` and \`${other.name}\` over \`${other.env}\`; judge them one after the other` : `\`${other.name}\` is over \`${other.env}\`, not over \`${env}\``);
}

function envNamed(program: ProgramIr, name: string): EnvIr {
  return program.envs.find((env) => env.name === name)!;
}
