import type { CustomSeriesOption } from "echarts";
import { axisLabel, FAINT, FONT, GUARDED, heading, INK, UNGUARDED, type Part } from "../run/style.ts";
import { cut } from "../monitor/words.ts";
import { columnWidth, RELATIONS, TABLE, type Rows } from "./rows.ts";

const AT = 1;
const NAME = 12;
/** Narrower cells have no room for a number. */
const ROOM = 30;
/** Success stands a little apart from the terms. */
const APART = 6;

/** How each term goes with success and with the terms above it. */
export function relationPanel(rows: Rows): Part {
  const { terms, all, height } = rows;
  const width = columnWidth(rows);
  const columns = ["success", ...terms.map(({ name }) => name)];
  const cells = all.flatMap((one, row) => columns.flatMap((name, column) => {
    // A pair stands once, under the diagonal.
    if (column > row) return [];
    return [{ column, row, value: column === 0 ? one.success : (one.correlations[name] ?? null) }];
  }));
  const series: CustomSeriesOption = {
    type: "custom", xAxisIndex: AT, yAxisIndex: AT, silent: true, data: cells.map(({ column, row }) => [column, row]),
    renderItem: ({ dataIndex }, api) => {
      const { value } = cells[dataIndex]!;
      const [middle, y] = api.coord([api.value(0), api.value(1)]) as [number, number];
      const x = api.value(0) === 0 ? middle - APART : middle;
      const high = height / all.length;
      const strength = Math.abs(value ?? 0);
      return {
        type: "group",
        children: [
          { type: "rect", shape: { x: x - width / 2 + 1, y: y - high / 2 + 1, width: width - 2, height: high - 2 }, style: { fill: value === null ? "#f3f4f6" : value > 0 ? GUARDED : UNGUARDED, opacity: value === null ? 1 : 0.06 + 0.94 * strength } },
          { type: "text", x, y, style: { text: width < ROOM ? "" : value === null ? "–" : value.toFixed(2), fill: value === null ? FAINT : strength > 0.55 ? "#ffffff" : INK, font: `11px ${FONT}`, align: "center", verticalAlign: "middle" } },
        ],
      };
    },
  };
  return {
    title: [{ ...heading("What goes together", "Correlations: success over episodes, terms over steps", 90), left: RELATIONS }],
    graphic: [],
    grid: [{ left: RELATIONS, width: width * columns.length, top: TABLE, height }],
    xAxis: [{
      type: "category", gridIndex: AT, position: "top", data: columns.map((name) => cut(name, NAME)), axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false },
      axisLabel: { ...axisLabel, interval: 0, rotate: -40, color: INK },
    }],
    yAxis: [{ type: "category", gridIndex: AT, inverse: true, data: all.map((_, i) => `${i}`), show: false }],
    series: [series],
  };
}
