import type { SeriesOption } from "echarts";
import { LIMIT } from "../run/style.ts";
import type { DrawnSignal, Drawing, Point } from "./drawing.ts";

export const BLAMED = {
  run: { stroke: LIMIT, lineWidth: 6, opacity: 0.45 },
  sample: { fill: "#ffffff", stroke: LIMIT, lineWidth: 2 },
  radius: 4.5,
};

/** The samples that witnesses name: neighbours as a broad line behind the signal's own, others as rings. */
export function blamed({ specs, clock, held }: Drawing, { slot, points }: DrawnSignal, i: number): SeriesOption[] {
  const lines: (readonly [number, number | "-"])[] = [];
  const rings: Point[] = [];
  for (const { outcome } of specs) {
    for (const { signal, from, to, first } of outcome.blame?.runs ?? []) {
      if (signal !== slot.name) continue;
      const [begin, end] = [clock(from), clock(to)];
      const inside = points.filter(([t, value]) => t >= begin && t <= end && !Number.isNaN(value));
      if (inside.length > 1) lines.push(...inside, [end, "-"]);
      else if (Number.isFinite(first)) rings.push([begin, slot.kind === "bool" ? first / 2 : first]);
    }
  }
  const { stroke: color, lineWidth: width, opacity } = BLAMED.run;
  const { fill, stroke: borderColor, lineWidth: borderWidth } = BLAMED.sample;
  return [
    {
      type: "line", xAxisIndex: i, yAxisIndex: i, z: 2, silent: true, showSymbol: false, data: lines.map((point) => [...point]), lineStyle: { color, width, opacity, join: "round", cap: "round" },
      ...((held || slot.kind !== "num") && { step: "end" }),
    },
    { type: "scatter", xAxisIndex: i, yAxisIndex: i, z: 5, silent: true, clip: false, symbolSize: 2 * BLAMED.radius, data: rings.map((point) => [...point]), itemStyle: { color: fill, borderColor, borderWidth, opacity: 1 } },
  ];
}
