import type { Random } from "../cruise/random.ts";
import { BODY, distance, distanceTo, rest, type Box, type Obstacle, type Point } from "./plane.ts";
import { isFree } from "./plan.ts";

/** Samples a second, as in `navigate.pol`. */
export const RATE = 10;
const [SPEED, TURN, SIGHT, AHEAD] = [0.6, 1.5, 3, 0.6];

/** What drives about: where it is, and what it takes the plane to be like. */
export class Robot {
  at: Point;
  heading = 0;
  readonly #draw: Random;
  /** What it has seen in the way, for plans and for the next step; both stay until they are cleared. */
  readonly costmaps = { global: new Set<Box>(), local: new Set<Box>() };

  constructor(at: Point, draw: Random) {
    this.at = at;
    this.#draw = draw;
  }

  /** Marks what stands in sight. */
  look(obstacles: readonly Obstacle[], time: number): void {
    for (const { box, from, to } of obstacles) {
      if (time < from || time >= to || distanceTo(box, this.at) > SIGHT) continue;
      this.costmaps.global.add(box);
      this.costmaps.local.add(box);
    }
  }

  /** Drives towards the way a little ahead, for one sample; false: something is in front of it. */
  follow(path: readonly Point[]): boolean {
    const left = rest(path, this.at), target = left.find((point) => distance(point, this.at) >= AHEAD) ?? left.at(-1)!;
    const off = turned(Math.atan2(target.y - this.at.y, target.x - this.at.x) - this.heading);
    this.turn(Math.max(-TURN, Math.min(TURN, 4 * off)) / RATE + this.#draw.normal() * 0.01);
    const step = (SPEED * Math.max(0, Math.cos(off))) / RATE, next = { x: this.at.x + step * Math.cos(this.heading), y: this.at.y + step * Math.sin(this.heading) };
    if (!isFree(next, [...this.costmaps.local], BODY)) return false;
    this.at = next;
    return true;
  }

  turn(angle: number): void {
    this.heading = turned(this.heading + angle);
  }

  /** Straight back. */
  back(metres: number): void {
    const next = { x: this.at.x - metres * Math.cos(this.heading), y: this.at.y - metres * Math.sin(this.heading) };
    if (isFree(next, [...this.costmaps.local], BODY)) this.at = next;
  }
}

const turned = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));
