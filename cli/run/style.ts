import type { GraphicComponentOption, GridComponentOption, SeriesOption, TitleComponentOption, XAXisComponentOption, YAXisComponentOption } from "echarts";

export const WIDTH = 960;
export const LEFT = 76;
export const RIGHT = 34;
/** Where headings and the names of axes begin. */
export const EDGE = 28;
export const FONT = "Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";

// Told apart also by those who do not see red and green, and on white as on grey.
export const INK = "#24292f";
export const FAINT = "#6e7781";
export const LINES = "#e6e9ed";
export const GUARDED = "#0969da";
export const UNGUARDED = "#d1580a";
export const LIMIT = "#b3123b";
export const NETWORKS = ["#dfe7ef", "#bccfe3"];
export const BACKUPS = ["#b79ced", "#f2c14e", "#8fb8de"];
export const LAST = "#e4572e";

/** What a part of the picture adds to the chart, its axes numbered by the whole picture. */
export interface Part {
  readonly title: TitleComponentOption[];
  readonly graphic: GraphicComponentOption[];
  readonly grid: GridComponentOption[];
  readonly xAxis: XAXisComponentOption[];
  readonly yAxis: YAXisComponentOption[];
  readonly series: SeriesOption[];
}

export function heading(text: string, subtext: string, top: number): TitleComponentOption {
  return {
    text, subtext, left: EDGE, top, padding: 0, itemGap: 8,
    textStyle: { fontFamily: FONT, fontSize: 17, fontWeight: 600, color: INK },
    subtextStyle: { fontFamily: FONT, fontSize: 12.5, color: FAINT },
  };
}

/** Coloured patches, each with what it means, in one row. */
export function legend(entries: readonly (readonly [text: string, colour: string])[], left: number, top: number, patch: { readonly width: number; readonly height: number }): GraphicComponentOption[] {
  let x = left;
  return entries.flatMap(([text, fill]) => {
    const [at, after] = [x, x + patch.width + 7];
    x = after + 7 * text.length + 24;
    return [
      { type: "rect", shape: { x: at, y: top - patch.height / 2, ...patch }, style: { fill } },
      { type: "text", x: after, y: top, style: { text, fill: INK, font: `12.5px ${FONT}`, verticalAlign: "middle" } },
    ] satisfies GraphicComponentOption[];
  });
}

/** A vertical axis with its name above it. */
export function yAxis(gridIndex: number, name: string, scale = false): YAXisComponentOption {
  return {
    type: "value", gridIndex, scale, splitNumber: 4, axisLabel, splitLine,
    name, nameLocation: "end", nameGap: 13, nameTextStyle: { align: "left", padding: [0, 0, 0, EDGE - LEFT], color: INK, fontSize: 12.5, fontFamily: FONT },
  };
}

export const axisLabel = { color: FAINT, fontSize: 11.5, fontFamily: FONT };
export const axisLine = { show: true, onZero: false, lineStyle: { color: FAINT } };
export const axisTick = { show: true, lineStyle: { color: FAINT } };
const splitLine = { lineStyle: { color: LINES } };
