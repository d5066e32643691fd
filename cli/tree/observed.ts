import { resolve } from "node:path";
import type { ControllerIr, EnvIr, Ir, ProgramIr } from "../../compiler/ir/ir.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import { readTrace } from "../../runtime/traces/trace.ts";
import { mappingOf } from "../monitor/mapping.ts";
import { needsOf } from "../monitor/needs.ts";
import type { Options } from "../verb.ts";

/** The recorded observations that `--observe` names, a row of slots each; none without it. */
export async function observed(options: Options, program: ProgramIr, env: EnvIr, tree: TreeIr, networks: boolean, cwd: string): Promise<number[][]> {
  const file = options["observe"] as string | undefined;
  if (file === undefined) return [];
  const needs = networks ? {} : { needs: slotsOf(program, env, tree) };
  const { obs, length } = await readTrace(resolve(cwd, file), env, { ...mappingOf(options), ...needs });
  return Array.from({ length }, (_, k) => obs.map((values) => values[k]!));
}

/** The observations that a tree and its controllers read: a trace may lack the others. */
function slotsOf(program: ProgramIr, env: EnvIr, tree: TreeIr): Set<string> {
  const controllers = program.controllers.filter(({ name }: ControllerIr) => tree.sources.some((source) => source.name === name));
  const formulas = expressionsIn([tree.nodes, controllers]).map((formula) => ({ name: "", env: env.name, at: tree.at, formula }));
  const all = needsOf(program, env, formulas);
  return new Set([...all].filter((name) => env.obs.some((slot) => slot.name === name)));
}

function expressionsIn(value: unknown): Ir[] {
  if (typeof value !== "object" || value === null) return [];
  return "op" in value && "t" in value ? [value as Ir] : Object.values(value).flatMap(expressionsIn);
}
