import { BarChart, CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GraphicComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { FONT, INK, WIDTH, type Part } from "./style.ts";

use([BarChart, CustomChart, LineChart, ScatterChart, GraphicComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TitleComponent, SVGRenderer]);

/** The parts of a picture as one SVG. */
export function drawn(height: number, parts: readonly Partial<Part>[]): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  const all = <K extends keyof Part>(key: K) => parts.flatMap((part): Part[K][number][] => part[key] ?? []);
  chart.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    textStyle: { fontFamily: FONT, color: INK },
    title: all("title"), graphic: all("graphic"), grid: all("grid"), xAxis: all("xAxis"), yAxis: all("yAxis"), series: all("series"),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  // Not every viewer knows `dominant-baseline`; all know this, which comes to the same.
  return svg.replaceAll('dominant-baseline="central"', 'dy="0.35em"');
}
