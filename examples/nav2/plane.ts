/** Metres. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A wall, or something that stands around. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Something that stands in the way for some time; seconds. */
export interface Obstacle {
  readonly box: Box;
  readonly from: number;
  readonly to: number;
}

export const WIDTH = 12;
export const HEIGHT = 7;
/** Two rooms with one door. */
export const WALLS: readonly Box[] = [
  { x: 6, y: 0, width: 0.25, height: 2.5 }, { x: 6, y: 4, width: 0.25, height: 3 }, { x: 2.5, y: 4.5, width: 1.5, height: 1 }, { x: 8.5, y: 1.5, width: 1, height: 1.5 },
];
/** Of the robot, and of that with what a plan keeps clear. */
export const BODY = 0.25;
export const MARGIN = 0.35;

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** How far a point lies from a box; 0 inside. */
export function distanceTo({ x, y, width, height }: Box, at: Point): number {
  return Math.hypot(Math.max(x - at.x, 0, at.x - x - width), Math.max(y - at.y, 0, at.y - y - height));
}

/** How long a way is. */
export function lengthOf(path: readonly Point[]): number {
  return path.slice(1).reduce((sum, point, i) => sum + distance(path[i]!, point), 0);
}

/** Points along a way, a given step apart, its corners too. */
export function along(path: readonly Point[], step: number): Point[] {
  return path.flatMap((to, i) => {
    const from = path[i - 1] ?? to, pieces = Math.max(1, Math.ceil(distance(from, to) / step));
    return Array.from({ length: pieces }, (_, k) => ({ x: from.x + ((to.x - from.x) * (k + 1)) / pieces, y: from.y + ((to.y - from.y) * (k + 1)) / pieces }));
  });
}

/** What is left of a way for somebody who stands beside it. */
export function rest(path: readonly Point[], at: Point): Point[] {
  const points = along(path, 0.1), nearest = points.reduce((best, point, i) => (distance(point, at) <= distance(points[best]!, at) ? i : best), 0);
  return points.slice(nearest);
}
