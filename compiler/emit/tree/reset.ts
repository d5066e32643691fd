import { line, type Code } from "./statements.ts";
import type { Writer } from "./writer.ts";

/** A session's start. */
export function resetting(w: Writer): Code {
  const { tree, layout } = w, { state, stateEnd, entries, writes } = layout;
  const cells = tree.nodes.flatMap(({ kind }, n) => (kind === "switch" ? [w.put(n, "running", -1)] : kind === "timeout" || kind === "delay" || kind === "wait" ? [w.put(n, "due", -1)] : []));
  const starts = tree.entries.flatMap(({ name, kind, start }, i) => [
    ...(start === 0 ? [] : [line(`${w.place(entries + i, name)} = ${start ?? (kind === "bool" ? 1 : "NaN")};`)]),
    ...(start === null || writes[i] == null ? [] : [line(`${w.writes(name).replace(/!$/, "")} = 1;`)]),
  ]);
  return [line(`t.fill(0, ${state}, ${stateEnd});`), ...cells, ...starts];
}
