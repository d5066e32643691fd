import { createColors } from "picocolors";
import { type GraphNode, nodesOf, type TreeGraph } from "../../compiler/graph/graph.ts";
import { cutTo } from "../../compiler/graph/svg/measure.ts";
import type { PlayedTick } from "../../runtime/trees/play.ts";
import type { EntryValue } from "../../runtime/trees/port.ts";
import type { Io } from "../io.ts";
import { MARKS, outline, painted, type Statuses, wordsOf } from "./outline.ts";

/** Somebody who is shown each tick. */
export interface View {
  show(tick: PlayedTick): void | Promise<void>;
  end(): void;
}

const PIPED = { columns: 160, lines: Infinity };

/** What each node that was visited gave last. */
export function statusesOf({ visits }: Pick<PlayedTick, "visits">): Statuses {
  return new Map(visits.map(({ node, status }) => [node, status]));
}

/** JSON Lines, one a tick. */
export function jsonView(tree: string, io: Io): View {
  return { show: (tick) => void io.stdout.write(`${JSON.stringify({ tree, ...tick })}\n`), end() {} };
}

/** A line for each change: the leaves that were visited; at the end the whole tree as it was left. */
export function logView(graph: TreeGraph, io: Io): View {
  const leaves = new Map(nodesOf(graph.root).flatMap((node) => (node.name !== null && node.children.length === 0 ? [[node.name, node] as const] : [])));
  const changed = changes();
  let last: PlayedTick | null = null;
  return {
    show(tick) {
      last = tick;
      if (!changed(tick)) return;
      const columns = io.tty ? (process.stdout.columns ?? 80) : PIPED.columns;
      io.stdout.write(`${logLine(tick, leaves, columns, io.color)}\n`);
    },
    end: () => void (last !== null && io.stdout.write(`\n${whole(graph, last, { color: io.color, ...PIPED }).join("\n")}\n`)),
  };
}

function logLine(tick: PlayedTick, leaves: ReadonlyMap<string, GraphNode>, columns: number, color: boolean): string {
  const head = `${clock(tick).padEnd(20)} ${tick.root.padEnd(8)}`;
  const parts: string[] = [];
  let left = columns - head.length;
  for (const [name, status] of statusesOf(tick)) {
    const node = leaves.get(name);
    const text = node === undefined ? null : `${MARKS[status]!} ${cutTo(wordsOf(node).replace(/^\S+: /, "").slice(2), 36)}`;
    if (text === null) continue;
    left -= text.length + 2;
    if (left < 2) return `${head}${parts.join("")}  …`;
    parts.push(`  ${painted(text, status, color)}`);
  }
  return head + parts.join("");
}

/** The whole tree at each change, one under the other. */
export function changesView(graph: TreeGraph, io: Io): View {
  const changed = changes();
  return {
    show: (tick) => void (changed(tick) && io.stdout.write(`${whole(graph, tick, { color: io.color, ...PIPED }).join("\n")}\n\n`)),
    end() {},
  };
}

/** Frames a second that a person sees apart. */
const FRAMES = 30;

/** The whole tree, drawn over itself at the pace of the clock; `speed` times faster. */
export function liveView(graph: TreeGraph, io: Io, rate: number, speed: number): View {
  let drawn = 0, last: PlayedTick | null = null, shown = -Infinity;
  const draw = (tick: PlayedTick): void => {
    const { columns = 80, rows = 24 } = process.stdout;
    const lines = whole(graph, tick, { color: io.color, columns: columns - 1, lines: rows - 4 });
    // Up to where the last one began, and away with what is below.
    io.stdout.write(`${drawn > 0 ? `\x1b[${drawn}A` : ""}\x1b[J${lines.join("\n")}\n`);
    drawn = lines.length;
    shown = performance.now();
  };
  return {
    async show(tick) {
      last = tick;
      if (performance.now() - shown >= 1000 / FRAMES) {
        draw(tick);
        last = null;
      }
      await new Promise((done) => setTimeout(done, 1000 / (rate * speed)));
    },
    end: () => void (last !== null && draw(last)),
  };
}

function whole(graph: TreeGraph, tick: PlayedTick, options: { readonly color: boolean; readonly columns: number; readonly lines: number }): string[] {
  const { bold, dim } = createColors(options.color);
  const action = tick.action === null ? [] : [dim(cutTo(`action  ${pairs(tick.action)}`, options.columns))];
  const board = Object.keys(tick.blackboard).length === 0 ? [] : [dim(cutTo(`blackboard  ${pairs(tick.blackboard)}`, options.columns))];
  return [`${bold(clock(tick))}  ${painted(tick.root, tick.root, options.color)}`, ...outline(graph, statusesOf(tick), options), ...action, ...board];
}

function pairs(values: Readonly<Record<string, EntryValue>>): string {
  return Object.entries(values).map(([name, value]) => `${name} = ${value === null ? "unknown" : typeof value === "number" ? Number(value.toPrecision(6)) : JSON.stringify(value)}`).join("  ");
}

const clock = ({ tick, time }: PlayedTick): string => `${time.toFixed(2)} s  tick ${tick}`;

/** Whether a tick differs from the one before it in what nodes gave. */
function changes(): (tick: PlayedTick) => boolean {
  let before: string | null = null;
  return (tick) => {
    const now = JSON.stringify([tick.root, [...statusesOf(tick)]]);
    const differs = now !== before;
    before = now;
    return differs;
  };
}
