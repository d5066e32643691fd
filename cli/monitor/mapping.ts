import type { EnvIr } from "../../compiler/ir/ir.ts";
import { checkTrace, type TraceOptions } from "../../runtime/traces/trace.ts";
import { UsageError, type Options } from "../verb.ts";
import type { TraceFile } from "./trace-files.ts";

/** Columns as the command line names them. */
export function mappingOf(options: Options): Pick<TraceOptions, "columns" | "time"> {
  const columns = new Map<string, string>();
  for (const given of (options["column"] ?? []) as readonly string[]) {
    const [, slot, column] = /^([^=]+)=(.+)$/s.exec(given) ?? [];
    if (slot === undefined || column === undefined) throw new UsageError(`\`--column ${given}\` names no column; write it as in \`--column speed=v_ego[km/h]\``);
    if (columns.has(slot.trim())) throw new UsageError(`\`--column\` is given twice for \`${slot.trim()}\``);
    columns.set(slot.trim(), column.trim());
  }
  const time = options["time"] as string | undefined;
  return { columns: Object.fromEntries(columns), ...(time !== undefined && { time }) };
}

/** Looks at every file before any is judged; throws with all that is wrong in all of them. */
export async function checkTraces(files: readonly TraceFile[], env: EnvIr, options: TraceOptions): Promise<void> {
  const where = new Map<string, string[]>();
  for (const { file, path } of files) {
    for (const problem of await checkTrace(file, env, options)) {
      // What is wrong alike in many files is said once.
      const what = problem.startsWith(`${file}: `) ? problem.slice(file.length + 2) : problem.replaceAll(file, path);
      where.set(what, [...(where.get(what) ?? []), path]);
    }
  }
  const problems = [...where].map(([what, paths]) => (what.includes(paths[0]!) ? what : `${some(paths)}: ${what}`));
  if (problems.length > 0) throw new UsageError(problems.length === 1 ? problems[0]! : `nothing was judged:\n${problems.map((one) => `  ${one}`).join("\n")}`);
}

const SHOWN = 3;

function some(paths: readonly string[]): string {
  return paths.length <= SHOWN ? paths.join(", ") : `${paths.slice(0, SHOWN).join(", ")} and ${paths.length - SHOWN} more`;
}
