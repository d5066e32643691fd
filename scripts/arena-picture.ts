// Draws one episode of the arena from above, with the guard and with the networks alone: node scripts/arena-picture.ts
import { writeFileSync } from "node:fs";
import { newArena, stepArena } from "../examples/arena/arena.ts";
import { asRecord, observe } from "../examples/arena/observe.ts";
import { HALF, PILLAR, type Point } from "../examples/arena/places.ts";
import { SECONDS } from "../examples/arena/play.ts";
import { RATE, type Action } from "../examples/arena/state.ts";
import { random } from "../examples/cruise/random.ts";
import { loadGuard, type Guard } from "../runtime/guard/guard.ts";
import type { SampledSession } from "../runtime/guard/sampled.ts";
import { episodeSeed } from "../runtime/simulate/seed.ts";

const FOLDER = new URL("../examples/arena/", import.meta.url);
/** As in `pol run examples/arena --episode 23`. */
const EPISODE = 23;
const SIZE = 440; // of a map
const [LEFT, TOP, GAP] = [28, 116, 24];
const WIDTH = 2 * LEFT + 2 * SIZE + GAP;
const COLOURS: Readonly<Record<string, string>> = { roam: "#8fb8de", aim: "#0969da", reload: "#d99b00", retreat: "#8250df", stand: "#e4572e", networks: "#0969da" };
const STATES: Readonly<Record<string, string>> = { calm: "#e8f1e9", alert: "#f7e6b5", fight: "#f3c1b3" };
const [ENEMY, INK, FAINT, DEAD] = ["#8c6d62", "#24292f", "#6e7781", "#b3123b"];

/** One tick, as far as it is drawn. */
interface Moment {
  readonly at: Point;
  readonly enemy: Point | undefined;
  readonly who: string;
  readonly state: string;
  readonly health: number;
  readonly ammo: number;
}

export async function arenaPicture(episode = EPISODE): Promise<string> {
  const guard = await loadGuard(new URL("shooter.pol", FOLDER).pathname);
  try {
    const both = [await recorded(guard, episode, true), await recorded(guard, episode, false)] as const;
    return drawn(...both, newArena(random(episodeSeed(1, episode - 1))).pillars);
  } finally {
    await guard.dispose();
  }
}

async function recorded(guard: Guard, episode: number, guarded: boolean): Promise<Moment[]> {
  const draw = random(episodeSeed(1, episode - 1));
  const arena = newArena(draw);
  const session = guard.session() as SampledSession;
  const moments: Moment[] = [];
  for (let k = 0; k < SECONDS * RATE && arena.player.health > 0; k += 1) {
    const seen = asRecord(observe(arena));
    const offers = await guard.ask(seen);
    const decided = guarded ? session.step(seen, offers) : null;
    const alone = { reload: false, ...(offers["roam"]!.action as object), ...(offers["aim"]!.action as object) };
    stepArena(arena, k, (decided?.action ?? alone) as unknown as Action, draw);
    const { at, health, ammo } = arena.player;
    const leaves = decided?.record.proposers[0]?.leaves ?? [];
    const leaf = leaves.findLast(({ outcome }) => outcome === "running")?.name.replace(/^do ?/, "") || "reload";
    moments.push({ at, health, ammo, enemy: arena.enemy?.at, who: decided === null ? "networks" : decided.acting === "fight" ? leaf : decided.acting, state: decided?.record.machine?.state ?? "" });
  }
  return moments;
}

function drawn(guarded: readonly Moment[], alone: readonly Moment[], pillars: readonly Point[]): string {
  const parts = [
    text(LEFT, 38, "A minute in the arena", 'font-size="17" font-weight="600"'),
    text(LEFT, 62, "From above: pillars, the player's way (a disc where it stands, larger the longer) and the enemies' (thin, with a cross where one fell).", `fill="${FAINT}"`),
    map(LEFT, "With the guard: the tree and its stance", guarded, pillars),
    map(LEFT + SIZE + GAP, "The networks alone", alone, pillars),
    ...legend(["roam", "aim", "reload", "retreat", "stand"].map((name) => [name, COLOURS[name]!]), LEFT, TOP + SIZE + 26),
    chart(LEFT, guarded), chart(LEFT + SIZE + GAP, alone),
    strip(guarded, TOP + SIZE + 202, ({ state }) => state, STATES), strip(guarded, TOP + SIZE + 222, ({ who }) => who, COLOURS),
    text(LEFT + SIZE + GAP, TOP + SIZE + 213, "the stance:", ""), text(LEFT + SIZE + GAP, TOP + SIZE + 233, "who acts, in the colours above", ""),
    ...legend(Object.entries(STATES), LEFT + SIZE + GAP + 92, TOP + SIZE + 213),
  ];
  const height = TOP + SIZE + 260;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif" font-size="12.5" fill="${INK}">
<rect width="100%" height="100%" fill="#fff"/>
${parts.join("\n")}
</svg>
`;
}

function map(left: number, title: string, moments: readonly Moment[], pillars: readonly Point[]): string {
  const x = (p: Point): number => round(left + ((p.x + HALF) / (2 * HALF)) * SIZE);
  const y = (p: Point): number => round(TOP + ((HALF - p.y) / (2 * HALF)) * SIZE);
  const way = (points: readonly Point[]): string => points.map((p) => `${x(p)},${y(p)}`).join(" ");
  const enemies = stretches(moments, ({ enemy }) => (enemy === undefined ? "" : "enemy")).filter(({ name }) => name !== "");
  const walks = stretches(moments, ({ who }) => who).sort((a, b) => b.to - b.from - (a.to - a.from)).map(({ name, from, to }) => {
    const part = moments.slice(from, to + 1).map(({ at }) => at);
    const moved = part.some((p) => Math.hypot(p.x - part[0]!.x, p.y - part[0]!.y) > 0.5);
    const colour = COLOURS[name]!;
    return moved
      ? `<polyline points="${way(thinned(part))}" fill="none" stroke="${colour}" stroke-width="2.6" stroke-linejoin="round" stroke-linecap="round"/>`
      : `<circle cx="${x(part[0]!)}" cy="${y(part[0]!)}" r="${round(2 + 2.4 * Math.sqrt((to - from) / RATE))}" fill="${colour}" fill-opacity="0.25" stroke="${colour}"/>`;
  });
  const last = moments.at(-1)!;
  return [
    text(left, TOP - 14, title, 'font-weight="600"'),
    `<rect x="${left}" y="${TOP}" width="${SIZE}" height="${SIZE}" fill="#f6f8fa" stroke="#d0d7de"/>`,
    ...pillars.map((p) => `<circle cx="${x(p)}" cy="${y(p)}" r="${round((PILLAR / (2 * HALF)) * SIZE)}" fill="#c9d1d9"/>`),
    ...enemies.map(({ from, to }) => `<polyline points="${way(thinned(moments.slice(from, to).map(({ enemy }) => enemy!)))}" fill="none" stroke="${ENEMY}" stroke-width="0.9"/>`),
    ...enemies.flatMap(({ to }) => (to < moments.length ? [cross(x(moments[to - 1]!.enemy!), y(moments[to - 1]!.enemy!), 4, ENEMY)] : [])),
    ...walks,
    ...(moments.length < SECONDS * RATE ? [cross(x(last.at), y(last.at), 8, DEAD), text(x(last.at), y(last.at) - 16, `killed at ${Math.round(moments.length / RATE)} s`, `fill="${DEAD}" font-weight="600" text-anchor="${last.at.x > 0 ? "end" : "start"}"`)] : []),
  ].join("\n");
}

/** Health and ammunition over the minute. */
function chart(left: number, moments: readonly Moment[]): string {
  const top = TOP + SIZE + 66;
  const line = (of: (one: Moment) => number, most: number, colour: string): string => {
    const points = moments.flatMap((one, k) => (k % 6 === 0 || k === moments.length - 1 ? [`${round(left + (k / (SECONDS * RATE)) * SIZE)},${round(top + 100 * (1 - of(one) / most))}`] : []));
    return `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="1.8"/>`;
  };
  return [
    text(left, top - 8, "health, of 100", `fill="${INK}"`), text(left + 110, top - 8, "ammunition, of 30", `fill="${FAINT}"`),
    `<path d="M${left} ${top}v100h${SIZE}" fill="none" stroke="${FAINT}"/>`,
    ...[0, 15, 30, 45, 60].map((s) => text(left + (s / SECONDS) * SIZE, top + 116, `${s} s`, `fill="${FAINT}" font-size="11" text-anchor="${s === 60 ? "end" : "middle"}"`)),
    line(({ ammo }) => ammo, 30, "#b8bfc6"), line(({ health }) => health, 100, INK),
  ].join("\n");
}

function strip(moments: readonly Moment[], top: number, of: (one: Moment) => string, colours: Readonly<Record<string, string>>): string {
  const x = (k: number): number => round(LEFT + (k / (SECONDS * RATE)) * SIZE);
  return stretches(moments, of).map(({ name, from, to }) => `<rect x="${x(from)}" y="${top}" width="${round(x(to) - x(from))}" height="14" fill="${colours[name]!}"/>`).join("");
}

/** Ticks in a row of which the same is to be said. */
function stretches(moments: readonly Moment[], of: (one: Moment) => string): { readonly name: string; readonly from: number; readonly to: number }[] {
  const starts = moments.flatMap((one, k) => (k === 0 || of(one) !== of(moments[k - 1]!) ? [k] : []));
  return starts.map((from, i) => ({ name: of(moments[from]!), from, to: starts[i + 1] ?? moments.length }));
}

const thinned = (points: readonly Point[]): readonly Point[] => points.filter((_, i) => i % 6 === 0 || i === points.length - 1);
const round = (x: number): number => Math.round(10 * x) / 10;
const text = (x: number, y: number, said: string, more: string): string => `<text x="${x}" y="${y}" ${more}>${said}</text>`;
const cross = (x: number, y: number, r: number, colour: string): string => `<path d="M${round(x - r)} ${round(y - r)}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}" stroke="${colour}" stroke-width="${r > 5 ? 3 : 1.5}" fill="none"/>`;

function legend(entries: readonly (readonly [string, string])[], left: number, y: number): string[] {
  return entries.map(([name, colour], i) => `<rect x="${left + 92 * i}" y="${y - 10}" width="14" height="12" fill="${colour}"/>${text(left + 92 * i + 20, y, name, "")}`);
}

if (import.meta.main) writeFileSync(new URL("arena.svg", FOLDER), await arenaPicture());
