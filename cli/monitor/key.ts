import type { GraphicComponentOption } from "echarts";
import { FONT, INK } from "../run/style.ts";
import { BLAMED } from "./blamed.ts";
import type { Drawing } from "./drawing.ts";
import { UNKNOWN, VIOLATED } from "./shades.ts";

/** What the shades and marks of this picture mean, in one row. */
export function key({ specs }: Drawing, left: number, top: number): GraphicComponentOption[] {
  const patch = (style: object): GraphicComponentOption => ({ type: "rect", shape: { x: 0, y: -7, width: 18, height: 14 }, style });
  const entries: [text: string, mark: GraphicComponentOption][] = [];
  if (specs.some(({ violated }) => violated.length > 0)) entries.push(["violated", patch(VIOLATED)]);
  if (specs.some(({ unknown }) => unknown.length > 0)) entries.push(["unknown", patch(UNKNOWN)]);
  if (specs.some(({ outcome }) => outcome.blame !== null && outcome.blame.count > 0))
    entries.push(["samples that decide the worst violation", { type: "group", children: [{ type: "line", shape: { x1: 0, y1: 0, x2: 18, y2: 0 }, style: BLAMED.run }, { type: "circle", shape: { cx: 9, cy: 0, r: BLAMED.radius }, style: BLAMED.sample }] }]);
  let x = left;
  return entries.map(([text, mark]) => {
    const at = x;
    x += 25 + 7 * text.length + 24;
    return { type: "group", x: at, y: top, children: [mark, { type: "text", x: 25, y: 0, style: { text, fill: INK, font: `12.5px ${FONT}`, verticalAlign: "middle" } }] };
  });
}
