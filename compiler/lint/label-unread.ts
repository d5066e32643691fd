import { unread } from "../analyze/coverage.ts";
import type { Context } from "../check/context.ts";
import type { ProgramIr } from "../ir/ir.ts";

/** A label that no rule asks about. */
export function labelsUnread(program: ProgramIr, cx: Context): void {
  for (const env of program.envs) {
    for (const { label, at } of unread(program, env)) {
      cx.bag.add("labelUnread", { start: at[0], end: at[1] }, { label }, {
        help: label === "secret" ? "`forbid … when … carries secret` looks for it" : "`from` in an `allow` says which sources may vouch for a value",
      });
    }
  }
}
