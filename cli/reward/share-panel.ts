import type { BarSeriesOption, GraphicComponentOption } from "echarts";
import { percent } from "../run/numbers.ts";
import { FAINT, FONT, GUARDED, heading, INK, legend, LINES, UNGUARDED, type Part } from "../run/style.ts";
import { cut } from "../monitor/words.ts";
import { NAMES, TABLE, type Rows } from "./rows.ts";
import { titled } from "./report.ts";

const WIDE = 230;
const NAME = 24;

/** How much of all that is paid each term makes up: what it gives to the right, what it takes to the left. */
export function sharePanel({ terms, all, height }: Rows): Part {
  const parts = terms.map(({ share, signedShare }) => ({ gives: ((share ?? 0) + (signedShare ?? 0)) / 2, takes: ((signedShare ?? 0) - (share ?? 0)) / 2 }));
  const most = Math.max(...parts.map(({ gives }) => gives), 0.01), least = Math.min(...parts.map(({ takes }) => takes), 0);
  const middle = (row: number): number => TABLE + (height / all.length) * (row + 0.5);
  const bars = (values: readonly number[], color: string): BarSeriesOption => ({ type: "bar", stack: "share", barWidth: 13, data: [...values], itemStyle: { color } });
  return {
    title: [heading("What is paid", "Of all that terms give and take at all steps", 90)],
    graphic: [
      ...legend([["gives", GUARDED], ["takes", UNGUARDED]], NAMES, TABLE - 22, { width: 14, height: 10 }),
      ...all.map((one, i) => text(cut(titled(one), NAME), NAMES - 10, middle(i), "right")),
      ...terms.map(({ share }, i) => text(share === null ? "–" : percent(share), NAMES + WIDE + 12, middle(i), "left")),
    ],
    grid: [{ left: NAMES, width: WIDE, top: TABLE, height }],
    xAxis: [{ type: "value", gridIndex: 0, min: least, max: most, show: false }],
    yAxis: [{
      type: "category", gridIndex: 0, inverse: true, data: all.map((_, i) => `${i}`), axisTick: { show: false }, splitLine: { show: true, lineStyle: { color: LINES } },
      axisLine: { show: true, onZero: true, lineStyle: { color: FAINT } }, axisLabel: { show: false },
    }],
    series: [bars(parts.map(({ gives }) => gives), GUARDED), bars(parts.map(({ takes }) => takes), UNGUARDED)],
  };
}

function text(shown: string, x: number, y: number, align: "left" | "right"): GraphicComponentOption {
  return { type: "text", x, y, style: { text: shown, fill: INK, font: `12px ${FONT}`, align, verticalAlign: "middle" } };
}
