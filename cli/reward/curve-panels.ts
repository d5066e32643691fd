import type { LineSeriesOption, YAXisComponentOption } from "echarts";
import type { Outcome, RewardFeedback } from "../../runtime/rewards/feedback/results.ts";
import { scaleOf } from "../monitor/scale.ts";
import { counted, cut, figure } from "../monitor/words.ts";
import { grouped } from "../run/numbers.ts";
import { axisLabel, axisLine, axisTick, EDGE, FAINT, GUARDED, heading, LEFT, legend, RIGHT, UNGUARDED, WIDTH, yAxis, type Part } from "../run/style.ts";
import { titled } from "./report.ts";
import type { Rows } from "./rows.ts";

const HEIGHT = 92;
const PITCH = 150;
const HEAD = 118;
const WIDE = (WIDTH - LEFT - RIGHT - LEFT) / 2;
const NAME = 40;
const COLOUR: Readonly<Record<Outcome, string>> = { succeed: GUARDED, fail: UNGUARDED, other: FAINT };
/** Axes of the panels above them. */
const FIRST = 2;

/** What the total and each term add at each step of an episode, by how episodes turn out. */
export function curvePanels(feedback: RewardFeedback, rows: Rows, top: number): Part {
  const drawn = [rows.all.at(-1)!, ...rows.terms];
  const outcomes = (["succeed", "fail", "other"] as const).flatMap((outcome) => feedback.curves.filter((curve) => curve.term === feedback.total.name && curve.outcome === outcome));
  const part: Part = {
    title: [heading("Over an episode", "What is paid at each step, on average; beside each name its least and greatest", top)],
    graphic: legend(outcomes.map(({ outcome, episodes }) => [told(outcome, episodes, outcomes.length), COLOUR[outcome]]), EDGE, top + 62, { width: 22, height: 3 }),
    grid: [], xAxis: [], yAxis: [], series: [],
  };
  for (const [i, one] of drawn.entries()) {
    const curves = feedback.curves.filter(({ term }) => term === one.name);
    const index = FIRST + i;
    const isStep = one.kind !== "total" && one.constant.throughout;
    part.grid.push({ left: i % 2 === 0 ? LEFT : 2 * LEFT + WIDE, width: WIDE, top: top + HEAD + PITCH * Math.floor(i / 2), height: HEIGHT });
    part.xAxis.push({ type: "value", gridIndex: index, min: 0, max: "dataMax", splitLine: { show: false }, axisLine, axisTick, axisLabel: { ...axisLabel, hideOverlap: true, formatter: (step: number) => grouped(step) } });
    const scale = scaleOf([0, ...curves.flatMap(({ points }) => points.map(({ mean }) => mean))])!;
    const title = `${cut(titled(one), NAME)}: ${isStep ? `${figure(one.counted!.mean)} at every step` : one.counted === null ? "never known" : `${figure(one.counted.min)} to ${figure(one.counted.max)}`}`;
    const axis = yAxis(index, title);
    part.yAxis.push({ ...axis, ...scale, nameTextStyle: { ...axis.nameTextStyle, padding: [0, 0, 0, -LEFT + EDGE] } } as YAXisComponentOption);
    part.series.push(...curves.map(({ outcome, points }): LineSeriesOption => ({
      type: "line", xAxisIndex: index, yAxisIndex: index, showSymbol: points.length === 1, symbolSize: 4, itemStyle: { color: COLOUR[outcome] }, lineStyle: { color: COLOUR[outcome], width: 1.9, join: "round" },
      data: points.map(({ step, mean }) => [step, mean]),
    })));
  }
  return part;
}

export function curvesHeight({ terms }: Rows): number {
  return HEAD + PITCH * Math.ceil((terms.length + 1) / 2);
}

function told(outcome: Outcome, episodes: number, outcomes: number): string {
  const n = counted(episodes, "episode");
  return outcome === "succeed" ? `${n} that succeed${episodes === 1 ? "s" : ""}` : outcome === "fail" ? `${n} that fail${episodes === 1 ? "s" : ""}` : outcomes === 1 ? n : `${n} of which that is not known`;
}
