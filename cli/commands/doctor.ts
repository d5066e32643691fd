import { analyze } from "../../compiler/program.ts";
import { installation } from "../../runtime/doctor/installation.ts";
import { hostBeside } from "../../runtime/files/host.ts";
import { coverageOf, isWell } from "../doctor/coverage.ts";
import { doctorReport } from "../doctor/report.ts";
import type { Io } from "../io.ts";
import { policySources } from "../sources.ts";
import { exit, type Options } from "../verb.ts";

export async function run(args: readonly string[], options: Options, io: Io): Promise<number> {
  const sources = args.length === 0 ? [] : await policySources(args, io.cwd);
  const policies = sources.map((source) => {
    const { program, diagnostics } = analyze(source, hostBeside(source.file));
    return coverageOf(source.path, program, diagnostics);
  });
  const checks = await installation();
  const isAllWell = checks.every(({ ok }) => ok) && policies.every(isWell);
  io.stdout.write(options["json"] ? `${JSON.stringify({ ok: isAllWell, installation: checks, policies }, null, 2)}\n` : doctorReport(checks, policies, io.color));
  return isAllWell ? exit.clean : exit.findings;
}
