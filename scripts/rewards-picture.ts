// Draws what two rewards pay over the episode of examples/rewards/traces/slip.ts: node scripts/rewards-picture.ts writes examples/rewards/stages.svg.
import { writeFileSync } from "node:fs";
import type { LineSeriesOption } from "echarts";
import { drawn } from "../cli/run/drawn.ts";
import { momentLine } from "../cli/run/marks.ts";
import { axisLabel, axisLine, axisTick, FONT, heading, INK, LEFT, legend, RIGHT, WIDTH, yAxis } from "../cli/run/style.ts";
import { episode, RATE, type Moment } from "../examples/rewards/traces/slip.ts";
import { loadReward } from "../runtime/rewards/reward.ts";

const FILE = new URL("../examples/rewards/text2reward-maniskill.pol", import.meta.url).pathname;
const PICTURE = new URL("../examples/rewards/stages.svg", import.meta.url);

/** What pays for the same thing has the same colour in both. */
const BLUE = "#8fb8de", YELLOW = "#f2c14e", GREEN = "#7fbf9b";
const PANELS = [
  { reward: "pick_cube_in_stages", title: "In stages that are left behind for good", terms: [["approach", BLUE], ["transport", YELLOW], ["still", GREEN]], top: 126 },
  { reward: "pick_cube", title: "As published: asked anew at every step", terms: [["reach", BLUE], ["carry", YELLOW], ["done", GREEN]], top: 352 },
] as const;
const HEIGHT = 150;
const DISTANCES = 578;

export async function stagesPicture(): Promise<string> {
  const moments = episode();
  const paid = await Promise.all(PANELS.map(({ reward }) => counted(reward, moments)));
  const axis = { type: "value" as const, min: 0, max: (moments.length - 1) / RATE, splitLine: { show: false }, axisLine, interval: 1 };
  const tops = [...PANELS.map(({ top }) => top), DISTANCES];
  const svg = drawn(DISTANCES + 186, [{
    title: [
      heading("A cube is picked up, slips, is picked up again and brought to its goal", "What each term adds at every step; effort and shaping, which add little, are left out", 24),
      ...PANELS.map(({ title, top }) => ({ ...heading(title, "", top - 34), textStyle: { fontFamily: FONT, fontSize: 13.5, fontWeight: 600, color: INK } })),
      { ...heading("Distances, m", "", DISTANCES - 34), textStyle: { fontFamily: FONT, fontSize: 13.5, fontWeight: 600, color: INK } },
    ],
    graphic: [
      ...PANELS.flatMap(({ terms, top }) => legend(terms.map(([name, colour]) => [name, colour]), WIDTH - 330, top - 26, { width: 14, height: 12 })),
      ...legend([["hand to cube", BLUE], ["cube to goal", YELLOW]], WIDTH - 330, DISTANCES - 26, { width: 22, height: 3 }),
    ],
    grid: tops.map((top) => ({ left: LEFT, right: RIGHT, top, height: HEIGHT })),
    xAxis: tops.map((_, gridIndex) => (gridIndex < PANELS.length ? { ...axis, gridIndex, axisLabel: { show: false }, axisTick: { show: false } } : { ...axis, gridIndex, axisLabel: { ...axisLabel, formatter: "{value} s" }, axisTick })),
    yAxis: tops.map((_, gridIndex) => ({ ...yAxis(gridIndex, ""), ...(gridIndex < PANELS.length && { min: 0, max: 6, interval: 2 }) })),
    series: [
      ...PANELS.flatMap(({ terms }, i) => terms.map(([name, colour], k) => area(i, colour, paid[i]!.map((terms) => terms[name]!), k === 0 ? marks(i, paid[0]!, moments) : []))),
      ...distances(moments),
    ],
  }]);
  return `${svg}\n`;
}

async function counted(name: string, moments: readonly Moment[]): Promise<readonly Readonly<Record<string, number>>[]> {
  const reward = await loadReward(FILE, { reward: name });
  try {
    const session = reward.session();
    return moments.map((moment) => {
      const { counted: terms, refused } = session.step(moment);
      if (refused !== null) throw new Error(refused);
      return terms as Readonly<Record<string, number>>;
    });
  } finally {
    reward.dispose();
  }
}

function area(index: number, colour: string, values: readonly number[], data: ReturnType<typeof momentLine>[]): LineSeriesOption {
  return {
    type: "line", stack: String(index), xAxisIndex: index, yAxisIndex: index, showSymbol: false, step: "end", lineStyle: { width: 0 }, areaStyle: { color: colour, opacity: 1 },
    data: values.map((value, k) => [k / RATE, value]), markLine: { symbol: "none", silent: true, data },
  };
}

/** Where stages begin, and in the other panel where the cube slips. */
function marks(index: number, staged: readonly Readonly<Record<string, number>>[], moments: readonly Moment[]): ReturnType<typeof momentLine>[] {
  const at = (term: string): number => staged.findIndex((terms) => terms[term]! > 0) / RATE;
  const slip = moments.findIndex(({ observation }, k) => k > 0 && observation["grasped"] === false && moments[k - 1]!.observation["grasped"] === true) / RATE;
  if (index === 0) return [momentLine(0, "transparent", "reach", "right"), momentLine(at("transport"), INK, "carry", "right"), momentLine(at("still"), INK, "settle", "right"), momentLine(slip, INK, "it slips", "right")];
  return [momentLine(slip)];
}

function distances(moments: readonly Moment[]): LineSeriesOption[] {
  const place = (of: unknown): readonly number[] => of as readonly number[];
  const apart = (a: readonly number[], b: readonly number[]): number => Math.hypot(...a.map((x, i) => x - b[i]!));
  const line = (color: string, of: (o: Readonly<Record<string, any>>) => number): LineSeriesOption => ({
    type: "line", xAxisIndex: PANELS.length, yAxisIndex: PANELS.length, showSymbol: false, lineStyle: { color, width: 2.2, join: "round" },
    data: moments.map(({ observation }, k) => [k / RATE, of(observation)]),
  });
  return [
    line(BLUE, (o) => apart(place(o["hand"].position), place(o["cube"].pose.position))),
    line(YELLOW, (o) => apart(place(o["cube"].pose.position), place(o["goal"]))),
  ];
}

if (import.meta.main) writeFileSync(PICTURE, await stagesPicture());
