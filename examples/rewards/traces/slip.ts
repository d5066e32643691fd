/*
 * An arm picks a cube up, lets it slip halfway, picks it up again and brings it to its goal: 8 s at 20 Hz, as observations and actions of the
 * env `cubes` in text2reward-maniskill.pol. `node examples/rewards/traces/slip.ts` writes it to slip.csv.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

type Place = readonly [x: number, y: number, z: number];

export interface Moment {
  readonly observation: Readonly<Record<string, unknown>>;
  readonly action: { readonly action: readonly number[] };
}

export const RATE = 20;
const STEPS = 8 * RATE;
const HALF = 0.02;
const START: Place = [0, -0.2, 0.35], CUBE: Place = [0.3, 0, HALF], GOAL: Place = [0, 0.3, 0.25];
const SLIPPED: Place = [0.12, 0.18, 0.16], FALLEN: Place = [0.12, 0.18, HALF];

/** Where the hand goes, and by when; it rests between two that are alike. */
const WAY: readonly (readonly [seconds: number, to: Place])[] = [[0, START], [1.5, CUBE], [1.8, CUBE], [3, SLIPPED], [3.4, SLIPPED], [4.3, FALLEN], [4.6, FALLEN], [6.4, GOAL], [8, GOAL]];
const GRASPS: readonly (readonly [from: number, to: number])[] = [[1.6, 3], [4.4, 8]];

/** Smoothly from one place to the next: at rest at both ends. */
function handAt(t: number): Place {
  const next = Math.max(1, WAY.findIndex(([seconds]) => t <= seconds));
  const [[from, a], [to, b]] = [WAY[next - 1]!, WAY[next]!];
  const s = (t - from) / (to - from), eased = s * s * (3 - 2 * s);
  return [0, 1, 2].map((i) => a[i]! + eased * (b[i]! - a[i]!)) as unknown as Place;
}

function cubeAt(t: number): Place {
  const grasp = GRASPS.find(([from, to]) => t >= from && t < to);
  if (grasp !== undefined || t >= 8) return handAt(t);
  if (t < 1.6) return CUBE;
  return [SLIPPED[0], SLIPPED[1], Math.max(HALF, SLIPPED[2] - 4.905 * (t - 3) ** 2)];
}

const UPRIGHT = [0, 1, 0, 0], FLAT = [1, 0, 0, 0];
const rounded = (x: number): number => Number(x.toFixed(6));

function moment(k: number): Moment {
  const t = k / RATE, hand = handAt(t), before = handAt(Math.max(0, t - 1 / RATE));
  const velocity = hand.map((x, i) => (x - before[i]!) * RATE);
  const speed = Math.hypot(...velocity);
  const grasped = GRASPS.some(([from, to]) => t >= from && (t < to || to === 8));
  return {
    observation: {
      hand: { position: hand.map(rounded), rotation: UPRIGHT }, gripper: grasped ? 0.4 : 1, grasped,
      joint_speeds: [1, -0.7, 0.4, -0.9, 0.3, 0.6, -0.2].map((share) => rounded(2 * share * speed)),
      cube: { pose: { position: cubeAt(t).map(rounded), rotation: FLAT }, is_static: !grasped && speed < 0.01 },
      base: { pose: { position: [-0.2, -0.2, HALF], rotation: FLAT }, velocity: [0, 0, 0], angular_velocity: [0, 0, 0] },
      goal: GOAL,
    },
    action: { action: [...velocity.map((v) => rounded(v / 0.6)), 0, 0, 0, grasped ? -1 : 1] },
  };
}

export const episode = (): readonly Moment[] => Array.from({ length: STEPS + 1 }, (_, k) => moment(k));

/** The same as a trace: a row a step, a column a number. */
export function trace(): string {
  const rows = episode().map(({ observation, action }, k) => Object.entries({ time: rounded(k / RATE), ...observation, ...action }).flatMap(([name, value]) => columns(name, value)));
  return [rows[0]!.map(([name]) => name), ...rows.map((row) => row.map(([, value]) => value))].map((cells) => `${cells.join(",")}\n`).join("");
}

/** A vector of up to four has its components by their names; the rotations here begin with w. */
function columns(name: string, value: unknown): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[name, value]];
  if (!Array.isArray(value)) return Object.entries(value).flatMap(([field, of]) => columns(`${name}.${field}`, of));
  const axes = value.length > 4 ? [...value.keys()] : [...(value.length === 4 ? "wxyz" : "xyz")];
  return value.map((of, i) => [`${name}.${axes[i]!}`, of]);
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, "slip.csv"), trace());
