import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// Writes the traces beside this file: small, made up, and the same each time. `node examples/stl/traces.ts`

type Value = number | boolean;
type Row = Readonly<Record<string, Value>>;

const folder = join(import.meta.dirname, "traces");
mkdirSync(folder, { recursive: true });

/** A file with a row for each of `rows`, `rate` of them a second. */
function write(name: string, rate: number, rows: readonly Row[], digits = 3): void {
  const names = Object.keys(rows[0]!);
  const cell = (value: Value): string => (typeof value === "number" ? String(Number(value.toFixed(digits)) + 0) : String(value));
  const lines = rows.map((row, k) => [String(Number((k / rate).toFixed(4))), ...names.map((column) => cell(row[column]!))].join(","));
  writeFileSync(join(folder, `${name}.csv`), `${["time [s]", ...names].join(",")}\n${lines.join("\n")}\n`);
}

/** One row for each sample from 0 to `seconds`. */
function rows(rate: number, seconds: number, row: (t: number, k: number) => Row): Row[] {
  return Array.from({ length: Math.round(seconds * rate) + 1 }, (_, k) => row(k / rate, k));
}

/** The samples of a state that moves by `next`. */
function moving<State>(steps: number, start: State, next: (state: State, k: number) => State): State[] {
  const states = [start];
  for (let k = 0; k < steps; k++) states.push(next(states[k]!, k));
  return states;
}

/** Straight lines through points [time, value], level before and after. */
function through(...points: readonly (readonly [number, number])[]): (t: number) => number {
  return (t) => {
    const after = points.findIndex(([at]) => at > t);
    if (after === 0) return points[0]![1];
    if (after < 0) return points.at(-1)![1];
    const [[t0, v0], [t1, v1]] = [points[after - 1]!, points[after]!];
    return v0 + ((v1 - v0) * (t - t0)) / (t1 - t0);
  };
}

const clip = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);

// ---------- neural predictive control: the code's own motion, under controls made up here ----------

/** A car; at a sign its clock runs while it stands between line and crossing. */
function car(
  name: string, from: { x: number; speed: number; clock?: number; gap?: number; lead?: number }, rest: { light: boolean; waits: boolean }, accel: (t: number) => number,
): void {
  const dt = 0.1;
  const lead = from.lead ?? 0;
  const states = moving(30, { x: from.x, speed: from.speed, clock: from.clock ?? 0, gap: from.gap ?? -1 }, ({ x, speed, clock, gap }, k) => ({
    x: x + speed * dt, speed: clip(speed + accel(k * dt) * dt, -0.01, 10),
    clock: rest.light ? (clock + dt) % 8 : x >= -1 && x <= 0 ? clock + dt : 0,
    gap: gap >= 0 ? gap + (lead - speed) * dt : gap,
  }));
  write(`car-${name}`, 10, states.map((state) => ({ ...state, ...rest })));
}

car("stops", { x: -3.3, speed: 5 }, { light: false, waits: true }, through([0, -5], [0.9, -5], [1, 0]));
car("rolls-through", { x: -5, speed: 3, gap: 4, lead: 1 }, { light: false, waits: true }, () => 0);
car("waits-for-green", { x: -6, speed: 4, clock: 2.5, gap: 9, lead: 4 }, { light: true, waits: false }, through([0, -4], [0.9, -4], [1, 0], [1.6, 0], [1.7, 4]));
car("runs-red", { x: -6, speed: 4, clock: 1, gap: 2.5, lead: 3.5 }, { light: true, waits: false }, () => 0);

function maze(name: string, x: number, accel: (t: number) => number): void {
  const dt = 0.2;
  const states = moving(25, { x, speed: 0, y: -1.5 }, (s, k) => ({
    x: clip(s.x + s.speed * dt, 0.1, 4.9), speed: clip(s.speed + accel(k * dt) * dt, -5, 5), y: s.y + dt,
  }));
  const levels = { "lower.left": 1.5, "lower.width": 3.5, "lower.goal": 0.7, "upper.left": 0, "upper.width": 2.5, "upper.goal": 3.8 };
  write(`maze-${name}`, 5, states.map((s) => ({ ...s, ...levels })));
}

maze("through", 0.9, (t) => (t > 1.5 && t < 2.5 ? 2.9 : t > 2.5 && t < 3.5 ? -2.9 : 0));
maze("into-blocks", 2.8, through([1, 0], [1.2, -2], [2, -2], [2.2, 0]));

/** A ship; `rest` is what it does not move itself. */
function ship(name: string, steps: number, y: number, turn: (k: number, y: number) => number, rest: (y: number, k: number, t: number) => Row): void {
  const dt = 0.15;
  const states = moving(steps, { x: 0, y, turn: 0, surge: 4, sway: 0, yaw: 0 }, (s, k) => {
    const rudder = clip(20 * (turn(k, s.y) - s.turn) - 8 * s.yaw, -3, 3);
    return {
      x: s.x + (s.surge * Math.cos(s.turn) - s.sway * Math.sin(s.turn)) * dt,
      y: s.y + (s.surge * Math.sin(s.turn) + s.sway * Math.cos(s.turn)) * dt,
      turn: clip(s.turn + s.yaw * dt, -0.5, 0.5), surge: s.surge,
      sway: clip(s.sway + 0.01 * rudder * dt, -0.3, 0.3), yaw: clip(s.yaw + 0.5 * rudder * dt, -0.5, 0.5),
    };
  });
  write(`ship-${name}`, 1 / dt, states.map(({ x, y, ...s }, k) => ({ "ship.x": x, "ship.y": y, ...s, ...rest(y, k, k * dt) })));
}

const rocks = { "first.at.x": 4, "first.at.y": -0.6, "first.radius": 0.9, "second.at.x": 10, "second.at.y": 1.2, "second.radius": 0.8 };
ship("between-rocks", 20, 0, (k) => (k < 3 ? 0.35 : k < 14 ? -0.1 : 0), () => rocks);
ship("onto-rocks", 20, 0.2, (k) => (k < 12 ? 0.13 : 0.5), () => rocks);

/** Off the track, time runs out. */
function tracking(name: string, seconds: number, turn: (k: number, y: number) => number): void {
  let left = seconds;
  ship(name, 40, 0.32, turn, (y) => {
    const row = { "rock.at.x": 3.5, "rock.at.y": 0, "rock.radius": 0.5, left };
    if (Math.abs(y) > 0.3) left -= 0.15;
    return row;
  });
}

tracking("back-in-time", 3, (k, y) => (k < 4 ? 0.25 : clip(-0.25 * y, -0.4, 0.4)));
tracking("strays", 0.6, () => -0.3);

type Point = readonly [number, number];
type OverTime = (t: number) => number;

/** A rover at constant speed along straight lines; at the charger its battery fills. */
function rover(name: string, x: OverTime, y: OverTime, battery: OverTime, rest: { place: Point; charger: Point; hold: OverTime }): void {
  write(`rover-${name}`, 5, rows(5, 3, (t) => ({
    "rover.x": x(t), "rover.y": y(t), "place.x": rest.place[0], "place.y": rest.place[1], "charger.x": rest.charger[0], "charger.y": rest.charger[1],
    "start.x": x(0), "start.y": y(0), battery: battery(t), hold: rest.hold(t),
  })));
}

rover("delivers", through([0, 2], [1.6, 7.6]), through([0, 4], [1.6, 3.6]), (t) => 5 - t, { place: [7.8, 3.7], charger: [1, 8], hold: () => 0.6 });
rover("charges", (t) => 1 + 0.03 * t, () => 7.5, through([0, 0.8], [0.6, 3.8], [3, 5]), { place: [9, 9], charger: [1, 8], hold: (t) => clip(0.6 - t, -1, 0.6) });
rover("goes-flat", through([0, 3.4], [2, 6]), through([0, 3.4], [2, 6]), (t) => 1.5 - t, { place: [9, 9], charger: [1, 8], hold: () => 0.6 });
rover("leaves-early", through([0, 1], [2, 1.8]), through([0, 7.6], [2, 10.4]), (t) => 6 - t, { place: [9, 9], charger: [1, 8], hold: () => 0.6 });

/** An arm. The hand is drawn as it were, not by kinematics. */
function panda(name: string, hand: (t: number) => readonly [number, number, number], joint: (i: number, t: number) => number): void {
  write(`panda-${name}`, 10, rows(10, 1, (t) => {
    const [x, y, z] = hand(t);
    const joints = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`joint.${i}`, joint(i, t)]));
    return { ...joints, "goal.x": 0.5, "goal.y": -0.2, "goal.z": 0.6, "hand.x": x, "hand.y": y, "hand.z": z };
  }));
}

const middle = [0, 0, 0, -90, 0, 107, 0];
panda("reaches", (t) => [0.3 + 0.25 * Math.min(t, 0.75), 0.1 - 0.36 * Math.min(t, 0.75), 0.4 + 0.24 * Math.min(t, 0.75)], (i, t) => middle[i]! + 12 * t * (i - 3));
panda("hits-the-ball", (t) => [0.3, -0.05 + 0.4 * t, 0.5], (i, t) => middle[i]! + (i === 3 ? 92 * t : 5 * t));

// ---------- driving ----------

const driving = (name: string, row: (t: number) => Row): void => write(`driving-${name}`, 2, rows(2, 10, row));
const side = (t: number): number => 0.3 * Math.sin(t / 2);

driving("keeps", (t) => ({
  "speed [km/h]": 28.8 + 3.6 * Math.sin(t / 3), neighbour: 8 - 0.4 * t, offset: side(t), heading: 0.05 + 0.01 * t,
  left_offset: side(t) - 3.5, left_heading: 0.05, right_offset: side(t) + 3.5, right_heading: 0.05,
}));

/** Over to the other lane in four seconds: `way` 1 to the left, -1 to the right. */
const changes = (way: 1 | -1) => (t: number): Row => {
  const offset = way * through([0, 0], [4, 3.4], [10, 3.5])(t);
  const heading = through([0, 0.1], [2, 0.4], [4, 0.1])(t);
  return {
    "speed [km/h]": 36, neighbour: 4 + 0.2 * t, offset, heading, left_offset: offset - 3.5, left_heading: heading, right_offset: offset + 3.5, right_heading: heading,
  };
};
driving("left", changes(1));
driving("right", changes(-1));
driving("crowds", (t) => ({
  "speed [km/h]": 36 + 1.5 * t, neighbour: 3 - 0.2 * t, offset: 0.1 * t, heading: 0.02 * t, left_offset: 0.1 * t - 3.5, left_heading: 0.02 * t,
  right_offset: 0.1 * t + 3.5, right_heading: 0.02 * t,
}));

// ---------- ARCH-COMP ----------

const transmission = (name: string, speed: (t: number) => number, engine: (t: number) => number, gear: (t: number) => number): void =>
  write(`transmission-${name}`, 10, rows(10, 33, (t) => ({ speed: speed(t), engine: engine(t), gear: gear(t) })), 2);
const steps = (...at: readonly (readonly [number, number])[]) => (t: number): number => at.findLast(([from]) => from <= t + 1e-9)![1];

transmission(
  "gentle", through([0, 0], [10, 40], [20, 60], [33, 62]),
  through([0, 800], [5, 2600], [5.1, 1900], [33, 2800]),
  steps([0, 1], [5, 2], [10, 3], [20, 4], [26, 3], [29, 2], [31.6, 1]),
);
transmission(
  "hunting", through([0, 0], [18, 130], [33, 90]),
  through([0, 1000], [8, 4900], [33, 3000]),
  steps([0, 1], [3, 2], [4, 1], [5.5, 2], [9, 3], [10, 4], [12, 3], [13, 4]),
);
transmission("downhill", through([0, 20], [4, 40], [8, 55], [20, 80], [33, 90]), () => 2500, () => 4);

const throttle = steps([0, 20], [15, 8.5], [15.05, 45], [30, 8.5], [40, 45]);
/** Every step of the throttle leaves a swing that dies away in `fade` seconds. */
const mixture = (size: number, fade: number) => (t: number): number =>
  [15.05, 30, 40].filter((at) => at <= t).reduce((sum, at) => sum + size * Math.exp((at - t) / fade) * Math.cos(3 * (t - at)), 0);
const powertrain = (name: string, mu: (t: number) => number): void =>
  write(`powertrain-${name}`, 20, rows(20, 50, (t) => ({ throttle: throttle(t), mu: mu(t) })), 5);

powertrain("settles", mixture(0.006, 0.6));
powertrain("swings", mixture(0.02, 1.5));

const magnet = (name: string, seconds: number, place: (t: number) => number, reference: (t: number) => number): void =>
  write(`magnet-${name}`, 10, rows(10, seconds, (t) => ({ place: place(t), reference: reference(t) })));
const jumps = steps([0, 1.5], [10, 2.5], [25, 1.2]);
/** Towards the reference after a jump of `by` at `at`, in about `fade` seconds. */
const following = (fade: number, slow: number) => (t: number): number =>
  [[10, 1], [25, -1.3]].filter(([at]) => at! <= t).reduce((sum, [at, by]) => sum - by! * Math.exp((at! - t) / fade) * Math.cos(slow * (t - at!)), jumps(t));

magnet("settles", 40, following(0.4, 2), jumps);
magnet("rings", 40, following(3, 5), jumps);
magnet("leaps", 3, through([0, 2], [0.5, 3.4], [0.8, 3.4], [1.3, 2.1], [3, 1.95]), () => 2);

const cars = (name: string, gaps: readonly ((t: number) => number)[]): void =>
  write(`cars-${name}`, 2, rows(2, 100, (t) => {
    let y = 10 * t;
    return Object.fromEntries(["y1", ...gaps.map((_, i) => `y${i + 2}`)].map((column, i) => [column, i === 0 ? y : (y += gaps[i - 1]!(t))]));
  }));

cars("flow", [(t) => 12 + 2 * Math.sin(t / 5), () => 11, (t) => 10 + Math.cos(t / 9), (t) => 16 + 5 * Math.sin(t / 6)]);
cars("jam", [
  through([0, 12], [30, 21], [60, 24], [80, 10], [100, 8]), () => 9, through([0, 10], [40, 7], [100, 7]),
  through([0, 12], [20, 7], [90, 7.5], [94, 30], [98, 41], [100, 42]),
]);

const f16 = (name: string, altitude: (t: number) => number): void => write(`f16-${name}`, 10, rows(10, 15, (t) => ({ altitude: altitude(t) })), 1);
f16("recovers", (t) => 140 + 28 * (t - 8) * (t - 8));
f16("crashes", (t) => -60 + 30 * (t - 9) * (t - 9));

const condenser = (name: string, pressure: (t: number) => number): void => write(`condenser-${name}`, 2, rows(2, 35, (t) => ({ pressure: pressure(t) })));
condenser("steady", (t) => 87.25 + 3 * Math.exp(-t / 5) * Math.cos(t));
condenser("drifts", (t) => 87.1 + 0.03 * (t - 15));

const pacemaker = (name: string, every: number): void => write(`pacemaker-${name}`, 10, rows(10, 10, (t) => ({ paces: Math.floor((t + 1e-9) / every) })));
pacemaker("paces", 0.9);
pacemaker("races", 0.6);
pacemaker("sleeps", 1.4);
