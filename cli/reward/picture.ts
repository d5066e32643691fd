import { BarChart, CustomChart, LineChart } from "echarts/charts";
import { GraphicComponent, GridComponent, TitleComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { RewardFeedback } from "../../runtime/rewards/feedback/results.ts";
import { FONT, heading, INK, WIDTH } from "../run/style.ts";
import { counted, cut } from "../monitor/words.ts";
import { curvePanels, curvesHeight } from "./curve-panels.ts";
import { relationPanel } from "./relation-panel.ts";
import { successes } from "./report.ts";
import { rowsOf, TABLE } from "./rows.ts";
import { sharePanel } from "./share-panel.ts";

use([BarChart, CustomChart, LineChart, GraphicComponent, GridComponent, TitleComponent, SVGRenderer]);

const SUBTITLE = 130;
const GAP = 40;

/** The picture of a reward on traces: what each term makes up, what goes together, and what each adds over an episode. */
export function picture(feedback: RewardFeedback): string {
  const rows = rowsOf(feedback);
  const below = TABLE + rows.height + GAP;
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height: below + curvesHeight(rows) });
  const parts = [sharePanel(rows), relationPanel(rows), curvePanels(feedback, rows, below)];
  chart.setOption({
    animation: false,
    backgroundColor: "#ffffff",
    textStyle: { fontFamily: FONT, color: INK },
    title: [heading(`${feedback.reward} over ${feedback.env}`, cut(subtitle(feedback, rows.absent), SUBTITLE), 24), ...parts.flatMap(({ title }) => title)],
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

function subtitle(feedback: RewardFeedback, absent: readonly string[]): string {
  const refused = feedback.refused.steps > 0 ? [`${counted(feedback.refused.steps, "step")} refused`] : [];
  return [`${counted(feedback.episodes, "episode")}, ${counted(feedback.steps, "step")}`, successes(feedback), ...refused, ...(absent.length > 0 ? [`not drawn: ${absent.join(", ")}`] : [])].join("; ");
}
