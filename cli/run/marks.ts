import type { LineSeriesOption, ScatterSeriesOption } from "echarts";
import { FONT, INK, LIMIT } from "./style.ts";

type Line = NonNullable<NonNullable<LineSeriesOption["markLine"]>["data"]>[number];
const font = { fontFamily: FONT, fontSize: 11.5 };

/** A vertical line where something happens; with a label where one is given. */
export function eventLine(x: number, label?: string): Line {
  return { xAxis: x, lineStyle: { color: INK, type: [3, 3], width: 1 }, label: { show: label !== undefined, formatter: label ?? "", position: "end", color: INK, ...font } };
}

/** The line that must not be reached. */
export function limitLine(axis: "xAxis" | "yAxis", at: number, label: string): Line {
  return { [axis]: at, lineStyle: { color: LIMIT, type: [6, 4], width: 1.3 }, label: { formatter: label, position: axis === "yAxis" ? "insideStartTop" : "end", color: LIMIT, ...font } };
}

/** Marks the place where a run ends in a violation. */
export function cross(at: readonly [number, number], text: string): ScatterSeriesOption {
  return {
    type: "scatter", data: [[...at]], xAxisIndex: 0, yAxisIndex: 0, symbolSize: 13, z: 5, clip: false,
    symbol: "path://M1,0 L5,4 L9,0 L10,1 L6,5 L10,9 L9,10 L5,6 L1,10 L0,9 L4,5 L0,1 Z", itemStyle: { color: LIMIT, opacity: 1 },
    label: { show: true, formatter: text, position: "right", offset: [3, -13], color: LIMIT, fontFamily: FONT, fontSize: 12, fontWeight: 600 },
  };
}
