import type { Writer } from "./writer.ts";

/** A session's start. */
export function resetting(w: Writer): readonly string[] {
  const { tree, layout } = w, { state, stateEnd, entries, writes } = layout;
  const timers = tree.nodes.flatMap(({ kind }, n) => (kind === "switch" ? [`${w.cellPlace(n, "running")} = -1;`] : kind === "timeout" || kind === "delay" || kind === "wait" ? [`${w.cellPlace(n, "due")} = -1;`] : []));
  const starts = tree.entries.flatMap(({ kind, start }, i) => [
    ...(start === 0 ? [] : [`t[${entries + i}] = ${start ?? (kind === "bool" ? 1 : "NaN")};`]),
    ...(start === null || writes[i] === null ? [] : [`t[${writes[i]!}] = 1;`]),
  ]);
  return [`t.fill(0, ${state}, ${stateEnd});`, ...timers, ...starts];
}
