import type { Row } from "./rows.ts";

/** How many samples after the last known one a formula's parts may still change, if nothing new comes. */
export function depthOf(rows: readonly Row[]): number {
  const depths: number[] = [];
  for (const { op, x, y, c, from, width, by } of rows) {
    const before = Math.max(0, ...[x, y, c, ...from].filter((one) => one >= 0).map((one) => depths[one]!));
    const own = op === "most" || op === "least" || op === "since" || op === "until" ? (width === 0 ? 1 : width - 1) : op === "shift" || op === "advance" ? by : 0;
    depths.push(before + own);
  }
  return Math.max(0, ...depths);
}
