import { BarChart, CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GraphicComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { Comparison, Shown } from "./comparison.ts";
import { episodePanels } from "./episode-panels.ts";
import { gapsPanel } from "./gaps-panel.ts";
import { HEIGHT, INK, FONT, WIDTH } from "./style.ts";

use([BarChart, CustomChart, LineChart, ScatterChart, GraphicComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TitleComponent, SVGRenderer]);

/** The picture of a run: one episode over time, and under it how close all of them came. */
export function picture(comparison: Comparison, shown: Shown): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height: HEIGHT });
  const parts = [episodePanels(comparison, shown), gapsPanel(comparison)];
  chart.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    textStyle: { fontFamily: FONT, color: INK },
    title: parts.flatMap(({ title }) => title),
    graphic: parts.flatMap(({ graphic }) => graphic),
    grid: parts.flatMap(({ grid }) => grid),
    xAxis: parts.flatMap(({ xAxis }) => xAxis),
    yAxis: parts.flatMap(({ yAxis }) => yAxis),
    series: parts.flatMap(({ series }) => series),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  // Not every viewer knows `dominant-baseline`; all know this, which comes to the same.
  return svg.replaceAll('dominant-baseline="central"', 'dy="0.35em"');
}
