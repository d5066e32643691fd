import type { LineSeriesOption, ScatterSeriesOption } from "echarts";
import { FONT, INK, LIMIT } from "./style.ts";

type Line = NonNullable<NonNullable<LineSeriesOption["markLine"]>["data"]>[number];
const font = { fontFamily: FONT, fontSize: 11.5 };

/** A vertical line where something happens; its label, where it has one, stands to the left or the right of it. */
export function momentLine(x: number, color = INK, label?: string, side: "left" | "right" = "left"): Line {
  return {
    xAxis: x, lineStyle: { color, type: [3, 3], width: 1 },
    label: { show: label !== undefined, formatter: label ?? "", position: "end", align: side === "left" ? "right" : "left", offset: [side === "left" ? 4 : -4, 0], color, ...font },
  };
}

/** The line that must not be reached. */
export function limitLine(axis: "xAxis" | "yAxis", at: number, label: string): Line {
  return { [axis]: at, lineStyle: { color: LIMIT, type: [6, 4], width: 1.3 }, label: { formatter: label, position: axis === "yAxis" ? "insideStartTop" : "end", color: LIMIT, ...font } };
}

/** Marks the place where a run ends in a violation. */
export function cross(at: readonly [number, number]): ScatterSeriesOption {
  return {
    type: "scatter", data: [[...at]], xAxisIndex: 0, yAxisIndex: 0, symbolSize: 13, z: 5, clip: false,
    symbol: "path://M1,0 L5,4 L9,0 L10,1 L6,5 L10,9 L9,10 L5,6 L1,10 L0,9 L4,5 L0,1 Z", itemStyle: { color: LIMIT, opacity: 1 },
  };
}
