import { sourceText, trusted } from "../analyze/coverage.ts";
import type { Context } from "../check/context.ts";
import type { ProgramIr } from "../ir/ir.ts";

/** Every result that vouches for a value without a label that says so. */
export function trustedUnlabelled(program: ProgramIr, cx: Context): void {
  for (const env of program.envs) {
    for (const { source, ir, label } of trusted(program, env)) {
      if (label !== null || ir.at === undefined) continue;
      const text = sourceText(source);
      cx.bag.add("trustedUnlabelled", { start: ir.at[0], end: ir.at[1] }, { source: text }, { help: `if that is so, write \`trusted ${text}\` in \`${env.name}\`` });
    }
  }
}
