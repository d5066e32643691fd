import type { Outcome } from "../../runtime/index.ts";
import type { Moment } from "./navigator.ts";

const MARKS: Readonly<Record<Outcome | "halted", string>> = { idle: "·", running: "●", success: "✓", failure: "✗", skipped: "–", halted: "■" };

/** What leaves gave at a tick: `FollowPath ●`. What chooses a planner and the like is asked at every tick, and left out. */
export function leavesOf({ visits }: Moment, leaves: ReadonlySet<string>): string {
  return visits.filter(({ node }) => leaves.has(node) && !/Selector$/.test(node)).map(({ node, status }) => `${node.replace(/ \d+$/, "")} ${MARKS[status]}`).join("  ");
}

/** A line a tick: seconds, where the robot is, what leaves gave. */
export function lineOf(moment: Moment, leaves: ReadonlySet<string>): string {
  const { time, at } = moment, place = [at.x, at.y].map((metres) => metres.toFixed(1).padStart(4)).join(" ");
  return `${time.toFixed(1).padStart(5)}s  ${place}  ${leavesOf(moment, leaves)}`;
}
