import type { CustomSeriesOption } from "echarts";
import { FAINT, LIMIT } from "../run/style.ts";
import type { Stretch } from "./drawing.ts";
import type { Panel } from "./panels.ts";

export const VIOLATED = { fill: LIMIT, opacity: 0.17 };
/** Grey stripes, told from the red also without colours. */
export const UNKNOWN = { fill: { svgElement: { tag: "path", key: "stripe", attrs: { d: "M-1,1 l2,-2 M0,7 l7,-7 M6,8 l2,-2", stroke: FAINT, "stroke-width": 1.1 } }, svgWidth: 7, svgHeight: 7 }, opacity: 0.6 };
/** Pixels that a single sample takes at least. */
const LEAST = 3;

/** Stretches of time through the whole height of a panel, behind its lines. */
export function shades({ violated, unknown }: Pick<Panel, "violated" | "unknown">, i: number): CustomSeriesOption[] {
  return [shade(violated, VIOLATED, i), shade(unknown, UNKNOWN, i)];
}

function shade(stretches: readonly Stretch[], style: object, i: number): CustomSeriesOption {
  return {
    type: "custom", xAxisIndex: i, yAxisIndex: i, z: 1, silent: true, data: stretches.map(({ from, to }) => [from, to]),
    renderItem: ({ coordSys }, api) => {
      const { x: left, y, width: whole, height } = coordSys as unknown as Record<"x" | "y" | "width" | "height", number>;
      const [from, to] = [api.coord([api.value(0), 0])[0]!, api.coord([api.value(1), 0])[0]!];
      const width = Math.max(LEAST, to - from);
      return { type: "rect", shape: { x: Math.min(Math.max(left, (from + to - width) / 2), left + whole - width), y, width, height }, style: style as { fill: string } };
    },
  };
}
