import type { XAXisComponentOption } from "echarts";
import { drawn } from "../run/drawn.ts";
import { grouped } from "../run/numbers.ts";
import { axisLabel, axisLine, axisTick, EDGE, heading, LEFT, RIGHT } from "../run/style.ts";
import type { Drawing } from "./drawing.ts";
import { key } from "./key.ts";
import { panelsOf } from "./panels.ts";
import { marks } from "./scale.ts";
import { shades } from "./shades.ts";
import { counted, cut } from "./words.ts";

const TOP = 130;
const HEIGHT = 104;
const GAP = 44;
const BOTTOM = 40;
const TITLE = 90;
const SUBTITLE = 130;

/** The picture of one trace: each signal that a spec reads, under them each spec's robustness, and where it is violated through all of them. */
export function picture(drawing: Drawing): string {
  const { panels, absent } = panelsOf(drawing);
  const tops = panels.map((_, i) => TOP + i * (HEIGHT + GAP));
  const ticks = marks(drawing.begin, drawing.end, 10);
  return drawn(tops.at(-1)! + HEIGHT + BOTTOM, [{
    title: [heading(cut(drawing.trace, TITLE), cut(subtitle(drawing, absent), SUBTITLE), 24)],
    graphic: key(drawing, EDGE, 84),
    grid: tops.map((top) => ({ left: LEFT, right: RIGHT, top, height: HEIGHT })),
    xAxis: panels.map((_, i) => timeAxis(drawing, ticks, i, i === panels.length - 1)),
    yAxis: panels.map(({ yAxis }) => yAxis),
    series: panels.flatMap((panel, i) => [...shades(panel, i), ...panel.series]),
  }]);
}

function subtitle({ specs }: Drawing, absent: readonly string[]): string {
  const [only] = specs;
  const said = specs.length === 1 ? [`${only!.name} ${only!.outcome.verdict}, false at ${grouped(only!.outcome.violating)} of ${counted(only!.outcome.samples, "sample")}`]
    : (["violated", "unknown", "holds"] as const).flatMap((verdict) => {
        const names = specs.filter(({ outcome }) => outcome.verdict === verdict).map(({ name }) => name);
        return names.length === 0 ? [] : [`${verdict}: ${names.join(", ")}`];
      });
  return [...said, ...(absent.length > 0 ? [`not drawn: ${absent.join(", ")}`] : [])].join("; ");
}

function timeAxis({ begin, end }: Drawing, ticks: readonly number[], gridIndex: number, isLast: boolean): XAXisComponentOption {
  const customValues = [...ticks];
  return {
    type: "value", gridIndex, ...(end > begin ? { min: begin, max: end } : { min: begin - 0.5, max: end + 0.5 }), splitLine: { show: false }, axisLine,
    axisTick: { ...axisTick, show: isLast, customValues },
    axisLabel: isLast ? { ...axisLabel, customValues, formatter: (value: number) => `${value.toLocaleString("en-US", { maximumFractionDigits: 9 })} s` } : { show: false },
  };
}
