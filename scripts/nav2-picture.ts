// Draws two journeys of the navigator from above, and what its leaves did meanwhile: node scripts/nav2-picture.ts
import { writeFileSync } from "node:fs";
import { drive } from "../examples/nav2/drive.ts";
import type { Moment, Scene } from "../examples/nav2/navigator.ts";
import { HEIGHT, WALLS, WIDTH, type Box, type Point } from "../examples/nav2/plane.ts";
import { SCENES } from "../examples/nav2/scenes.ts";
import { loadTree, type Tree } from "../runtime/trees/tree.ts";

const FOLDER = new URL("../examples/nav2/", import.meta.url);
const METRE = 36, [LEFT, TOP, GAP, ROW] = [28, 100, 36, 19];
const MAP = { width: WIDTH * METRE, height: HEIGHT * METRE };
const NAMES = 96; // width of the names beside a chart
const SIZE = { width: 2 * LEFT + 2 * MAP.width + GAP, height: TOP + MAP.height + 194 };
const [INK, FAINT, WALL, GONE, GOAL] = ["#24292f", "#6e7781", "#57606a", "#cf6a4d", "#1a7f37"];

interface Bar {
  readonly name: string;
  readonly colour: string;
  /** Leaves of the tree. */
  readonly of: RegExp;
}
const BARS: readonly Bar[] = [
  { name: "plan", colour: "#8250df", of: /^ComputePathToPose/ }, { name: "follow", colour: "#0969da", of: /^FollowPath/ },
  { name: "clear", colour: "#d99b00", of: /^Clear/ }, { name: "spin", colour: "#bf3989", of: /^Spin/ }, { name: "wait", colour: "#8c6d62", of: /^Wait/ }, { name: "back up", colour: "#57606a", of: /^BackUp/ },
];

export async function nav2Picture(): Promise<string> {
  const tree = await loadTree(new URL("navigate.pol", FOLDER).pathname);
  try {
    return drawn([["A trolley stands in the only door for seven seconds", SCENES.blocked], ["On its way the robot is sent elsewhere", SCENES.elsewhere]], tree);
  } finally {
    tree.dispose();
  }
}

function drawn(scenes: readonly (readonly [title: string, scene: Scene])[], tree: Tree): string {
  const journeys = scenes.map(([title, scene]) => ({ title, scene, moments: [...drive(tree.session(), scene, 1)] }));
  const leaves = new Set(tree.ir.nodes.flatMap((node) => (node.kind === "extern" ? [node.name] : [])));
  const seconds = Math.max(...journeys.map(({ moments }) => moments.length)) / 10;
  const parts = [
    text(LEFT, 38, "Nav2's tree, with a robot in a plane", 'font-size="17" font-weight="600"'),
    text(LEFT, 62, "From above: walls, the robot's way (a dot every second), its goals. Below: which leaves of the tree run; a ring where one fails.", `fill="${FAINT}"`),
    ...journeys.flatMap(({ title, scene, moments }, i) => {
      const left = LEFT + i * (MAP.width + GAP);
      return [map(left, title, scene, moments), chart(left, moments, leaves, seconds)];
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif" font-size="12.5" fill="${INK}">
<rect width="100%" height="100%" fill="#fff"/>
${parts.join("\n")}
</svg>
`;
}

function map(left: number, title: string, { goals, obstacles }: Scene, moments: readonly Moment[]): string {
  const place = ({ x, y }: Point): readonly [number, number] => [left + x * METRE, TOP + (HEIGHT - y) * METRE];
  const box = ({ x, y, width, height }: Box, style: string): string => `<rect x="${tenth(left + x * METRE)}" y="${tenth(TOP + (HEIGHT - y - height) * METRE)}" width="${tenth(width * METRE)}" height="${tenth(height * METRE)}" ${style}/>`;
  const way = moments.map(({ at }) => place(at).map(tenth).join(",")).join(" "), start = place(moments[0]!.at);
  return [
    text(left, TOP - 12, title, 'font-weight="600"'),
    `<rect x="${left}" y="${TOP}" width="${MAP.width}" height="${MAP.height}" fill="#f6f8fa" stroke="${WALL}"/>`,
    ...WALLS.map((wall) => box(wall, `fill="${WALL}"`)),
    ...obstacles.map((one) => box(one.box, `fill="${GONE}" fill-opacity="0.25" stroke="${GONE}" stroke-dasharray="4 3"`)),
    `<polyline points="${way}" fill="none" stroke="#0969da" stroke-width="2.5" stroke-linejoin="round"/>`,
    ...moments.filter((_, k) => k % 10 === 0).map(({ at }) => `<circle cx="${tenth(place(at)[0])}" cy="${tenth(place(at)[1])}" r="2.6" fill="#0969da"/>`),
    `<circle cx="${tenth(start[0])}" cy="${tenth(start[1])}" r="5" fill="#fff" stroke="${INK}" stroke-width="2"/>`,
    ...goals.map(({ goal, at }, i) => `<circle cx="${tenth(place(goal)[0])}" cy="${tenth(place(goal)[1])}" r="7" fill="none" stroke="${GOAL}" stroke-width="2.5"/>${goals.length === 1 ? "" : text(place(goal)[0], place(goal)[1] - 13, i === 0 ? "at first" : `from ${at} s`, `fill="${GOAL}" text-anchor="middle"`)}`),
  ].join("\n");
}

function chart(left: number, moments: readonly Moment[], leaves: ReadonlySet<string>, seconds: number): string {
  const top = TOP + MAP.height + 36, scale = (MAP.width - NAMES) / seconds, at = (k: number): number => left + NAMES + (k / 10) * scale;
  const rows = BARS.flatMap(({ name, colour, of }, i) => {
    const y = top + i * ROW, given = moments.map(({ visits }) => visits.filter(({ node }) => leaves.has(node) && of.test(node)).at(-1)?.status);
    return [
      text(left, y + 11, name, ""), `<line x1="${left + NAMES}" x2="${left + MAP.width}" y1="${y + 7}" y2="${y + 7}" stroke="#eaeef2"/>`,
      ...stretches(given).map(({ from, to }) => `<rect x="${tenth(at(from))}" y="${y + 1}" width="${tenth(at(to) - at(from))}" height="12" fill="${colour}"/>`),
      ...given.flatMap((status, k) => (status === "failure" ? [`<circle cx="${tenth(at(k) + 2)}" cy="${y + 7}" r="3.2" fill="#fff" stroke="${colour}" stroke-width="1.6"/>`] : [])),
    ];
  });
  const marks = Array.from({ length: Math.floor(seconds / 5) + 1 }, (_, i) => 5 * i);
  const bottom = top + BARS.length * ROW + 6;
  return [...rows, ...marks.map((s) => text(at(10 * s), bottom + 12, `${s}`, `fill="${FAINT}" text-anchor="middle"`)), text(left, bottom + 12, "seconds", `fill="${FAINT}"`)].join("\n");
}

/** Ticks in a row at which it runs. */
function stretches(given: readonly (string | undefined)[]): readonly { readonly from: number; readonly to: number }[] {
  const starts = given.flatMap((status, k) => (status === "running" && given[k - 1] !== "running" ? [k] : []));
  return starts.map((from) => ({ from, to: given.findIndex((status, k) => k > from && status !== "running") })).map(({ from, to }) => ({ from, to: to < 0 ? given.length : to }));
}

const text = (x: number, y: number, content: string, style: string): string => `<text x="${tenth(x)}" y="${tenth(y)}" ${style}>${content}</text>`;
const tenth = (value: number): number => Math.round(10 * value) / 10;

if (import.meta.main) writeFileSync(new URL("run.svg", FOLDER), await nav2Picture());
