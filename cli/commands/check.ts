import { costs } from "../../compiler/analyze/cost.ts";
import { rewardCosts } from "../../compiler/analyze/reward-cost.ts";
import { specCosts } from "../../compiler/analyze/spec-cost.ts";
import { treeBounds } from "../../compiler/analyze/tree-bounds.ts";
import { analyze } from "../../compiler/program.ts";
import type { ProgramIr } from "../../compiler/ir/ir.ts";
import type { Source } from "../../grammar/spans.ts";
import { hostBeside } from "../../runtime/files/host.ts";
import { tablesOf, tableText } from "../check/table.ts";
import { costLine, rewardCostLine, specCostLine, treeLine } from "../cost-lines.ts";
import { printFindings } from "../findings.ts";
import type { Io } from "../io.ts";
import { policySources } from "../sources.ts";
import type { Options } from "../verb.ts";

export async function run(args: readonly string[], options: Options, io: Io): Promise<number> {
  const sources = await policySources(args, io.cwd);
  const found = sources.map((source) => ({ source, ...analyze(source, hostBeside(source.file)) }));
  if (options["verify"]) {
    for (const { source, program, diagnostics } of found) if (diagnostics.every((d) => d.severity !== "error")) await verify(program, source);
  }
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const diagnostics = found.flatMap((one) => one.diagnostics);
  const sound = options["cost"] ? found.filter((one) => one.diagnostics.every((d) => d.severity !== "error")).map((one) => one.program) : undefined;
  const [bounds, specs, rewards, trees] = [sound?.flatMap(costs), sound?.flatMap(specCosts), sound?.flatMap(rewardCosts), sound?.flatMap(treeBounds)];
  const tables = options["table"] ? found.filter((one) => one.diagnostics.every((d) => d.severity !== "error")).flatMap((one) => tablesOf(one.program, one.source)) : undefined;
  const code = printFindings({ diagnostics, checked: [...texts.keys()], texts: (path) => texts.get(path), ...(bounds && { costs: bounds }), ...(specs && { specCosts: specs }), ...(rewards && { rewardCosts: rewards }), ...(trees && { treeBounds: trees }), ...(tables && { tables }) }, options, io);
  if (!options["json"] && options["format"] === "text") for (const line of [...(bounds ?? []).map(costLine), ...(specs ?? []).map(specCostLine), ...(rewards ?? []).map(rewardCostLine), ...(trees ?? []).map(treeLine)]) io.stdout.write(`${line}\n`);
  if (!options["json"] && options["format"] === "text") for (const table of tables ?? []) io.stdout.write(`\n${tableText(table, io.color)}`);
  return code;
}

/** Type-checks what would be emitted. Only a bug of ours can make it fail. */
async function verify(program: ProgramIr, source: Source): Promise<void> {
  const [{ emit }, { typecheck }] = await Promise.all([import("../../compiler/emit/module.ts"), import("../../compiler/emit/typecheck.ts")]);
  const faults = typecheck(emit(program, source).code);
  if (faults.length > 0) throw new Error(`the TypeScript emitted for ${source.path} does not type-check: ${faults[0]}`);
}
