/** A point in metres from the arena's middle. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Half the arena's side, m: -25..25. */
export const HALF = 25;
/** Radius of a pillar, m. */
export const PILLAR = 1.5;
/** Radius of whoever walks here, m. */
export const BODY = 0.4;

export const RADIANS = Math.PI / 180;

/** The value of `x` nearest to it in low..high. */
export const clamp = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);

export const distance = (a: Point, b: Point) => Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);

/** An angle in degrees as one in -180..180. */
export const wrapped = (degrees: number) => degrees - 360 * Math.round(degrees / 360);

/** Where `to` lies as seen from `from` looking along `heading`, in degrees to the left. */
export const bearing = (from: Point, heading: number, to: Point) => wrapped(Math.atan2(to.y - from.y, to.x - from.x) / RADIANS - heading);

/** The point so many metres from `from` in a direction in degrees. */
export const along = (from: Point, degrees: number, metres: number): Point => ({ x: from.x + metres * Math.cos(degrees * RADIANS), y: from.y + metres * Math.sin(degrees * RADIANS) });

/** Whether nothing stands between two points. */
export function inSight(a: Point, b: Point, pillars: readonly Point[]): boolean {
  const length = distance(a, b);
  if (length === 0) return true;
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  return pillars.every((p) => {
    const t = clamp((p.x - a.x) * ux + (p.y - a.y) * uy, 0, length);
    return distance(p, { x: a.x + t * ux, y: a.y + t * uy }) > PILLAR;
  });
}

/** The nearest point inside the walls and outside every pillar: whoever walks into one slides along it. */
export function freed(point: Point, pillars: readonly Point[]): Point {
  let { x, y } = point;
  for (const p of pillars) {
    const d = distance(p, { x, y });
    if (d >= PILLAR + BODY || d === 0) continue;
    x = p.x + ((x - p.x) / d) * (PILLAR + BODY);
    y = p.y + ((y - p.y) / d) * (PILLAR + BODY);
  }
  return { x: clamp(x, BODY - HALF, HALF - BODY), y: clamp(y, BODY - HALF, HALF - BODY) };
}

/** Where a pillar hides one from `danger`: behind it, a step off. */
export function behind(pillar: Point, danger: Point): Point {
  const d = Math.max(distance(pillar, danger), 1e-9);
  const reach = (PILLAR + 2 * BODY) / d;
  return { x: pillar.x + (pillar.x - danger.x) * reach, y: pillar.y + (pillar.y - danger.y) * reach };
}
