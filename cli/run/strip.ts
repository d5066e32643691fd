import type { CustomSeriesOption, GridComponentOption, YAXisComponentOption } from "echarts";
import type { Scene } from "../../runtime/simulate/protocol.ts";
import type { Trace } from "../../runtime/simulate/trace.ts";
import { bandsOf, colourOf } from "./acting.ts";
import { LEFT, RIGHT } from "./style.ts";

const HEIGHT = 22;

interface Strip {
  readonly grid: GridComponentOption;
  readonly yAxis: YAXisComponentOption;
  readonly series: CustomSeriesOption;
}

/** Who acts, as coloured bands over time. */
export function actingStrip(scene: Scene, { acting, rate }: Trace, at: number, top: number): Strip {
  const bands = bandsOf(acting);
  return {
    grid: { left: LEFT, right: RIGHT, top, height: HEIGHT },
    yAxis: { type: "value", gridIndex: at, min: 0, max: 1, show: false },
    series: {
      type: "custom", xAxisIndex: at, yAxisIndex: at, data: bands.map(({ from, to }) => [from / rate, to / rate]),
      renderItem: ({ coordSys, dataIndex }, api) => {
        const { x: left, width } = coordSys as unknown as { x: number; width: number };
        const [start, y] = api.coord([api.value(0), 1]);
        const [end] = api.coord([api.value(1), 1]);
        const x = Math.max(start!, left);
        const shown = Math.min(end!, left + width) - x;
        return shown > 0 ? { type: "rect", shape: { x, y: y!, width: shown, height: HEIGHT }, style: { fill: colourOf(bands[dataIndex]!.name, scene) } } : null;
      },
    },
  };
}
