import { createColors } from "picocolors";
import type { Figures } from "../../runtime/simulate/figures.ts";
import type { RunResult } from "../../runtime/simulate/simulate.ts";
import type { Comparison } from "./comparison.ts";
import { grouped, inUnit, measured, percent, perSecond } from "./numbers.ts";

/** A row: what it says, and the two values; a dim one is a detail of the row above. */
type Row = readonly [label: string, guarded: string, unguarded: string, detail?: "detail"];

const NONE = "–";

/** Both runs side by side. */
export function table(comparison: Comparison, color: boolean): string {
  const { scene, seed, workers, guarded, unguarded } = comparison;
  const { bold, dim, green, red } = createColors(color);
  const rows = rowsOf(comparison);
  const [first, second, third] = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]!.length), at === 0 ? 0 : "unguarded".length));
  const line = ([label, a, b]: Row): [string, string, string] => [label.padEnd(first!), a.padStart(second! + 3), b.padStart(third! + 3)];
  const verdict = (text: string, { all }: RunResult): string => (all.violations > 0 ? red(text) : green(text));

  const body = rows.map((row, i) => {
    const [label, a, b] = line(row);
    if (i === 0) return `${bold(label)}${bold(verdict(a, guarded))}${bold(verdict(b, unguarded))}`;
    return row[3] === "detail" ? dim(label + a + b) : label + a + b;
  });
  const title = `${bold(scene.guard)}  ${grouped(guarded.all.episodes)} episodes of ${scene.seconds} s, seed ${seed}, ${workers} ${workers === 1 ? "process" : "processes"}`;
  return [title, "", dim(line(["", "guarded", "unguarded"]).join("")), ...body, ""].join("\n");
}

function rowsOf({ scene, guarded, unguarded }: Comparison): Row[] {
  const { closest, event, speed, effort, units, networks, counts = [] } = scene;
  const drivers = networks.join(" and ");
  const both = (label: string, of: (f: Figures) => string, part: "all" | "withEvent" | "withoutEvent" = "all", detail?: "detail"): Row => {
    const texts = [label, of(guarded[part]), of(unguarded[part])] as const;
    return detail ? [...texts, detail] : texts;
  };
  const mean = (f: Figures): string => measured(f.meanSpeed, units[speed] ?? "");
  const rough = (f: Figures): string => measured(f.comfort, perSecond(units[effort!] ?? ""));
  const micros = guarded.decisionMicros;
  const share = ({ networkShare }: Figures): string => percent(networkShare);
  const acting = Object.entries(guarded.all.by).filter(([, acted]) => acted > 0);
  return [
    both("violations", ({ violations }) => grouped(violations)),
    both(closest.name, (f) => measured(f.closest, closest.unit)),
    ...counts.map((name) => both(name, (f) => grouped(f.counts[name]!))),
    ["interventions", ticks(guarded.all.interventions), NONE],
    ...acting.map(([name, acted]): Row => [`  by ${name}`, ticks(acted), NONE, "detail"]),
    [`${drivers} held back`, ticks(guarded.all.corrections), NONE],
    both(`${drivers} ${networks.length === 1 ? "acts" : "act"}`, share),
    both(`  without a ${event}`, share, "withoutEvent", "detail"),
    both(`mean ${speed}`, mean),
    both(`  without a ${event}`, mean, "withoutEvent", "detail"),
    ...(effort === undefined ? [] : [both("comfort (rms jerk)", rough), both(`  without a ${event}`, rough, "withoutEvent", "detail")]),
    ["decision, median", measured(micros.median, "µs", 0), NONE],
    ["  99 of 100 within", measured(micros.p99, "µs", 0), NONE, "detail"],
    both(`episodes with a ${event}`, ({ episodes }) => grouped(episodes), "withEvent"),
    ["wall time", measured(guarded.seconds, "s", 1), measured(unguarded.seconds, "s", 1)],
  ];
}

function ticks(count: number): string {
  return `${grouped(count)} ${count === 1 ? "tick" : "ticks"}`;
}

/** What to see, in one sentence. */
export function sentence({ scene, guarded, unguarded }: Comparison): string {
  const { name, unit, limit } = scene.closest;
  const { episodes, violations } = unguarded.all;
  const saved = guarded.all.violations;
  const alone = `Without its guard the ${scene.networks.length === 1 ? "network" : "networks"} let the ${name} fall to ${inUnit(limit, unit)} or less in ${violations === 0 ? "none" : grouped(violations)} of ${grouped(episodes)} episodes`;
  return `${alone}; with it, in ${saved === 0 ? "none" : grouped(saved)}.`;
}
