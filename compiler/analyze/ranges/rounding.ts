/** How far functions of two libraries may differ, and a function be from rising with its operand. */
export const HAIR = 2 ** -50;

const isExact = (x: number): boolean => Number.isInteger(x) && Math.abs(x) < 2 ** 53;
const stays = (x: number): boolean => !Number.isFinite(x) || isExact(4 * x);

/** A hair down, or up; what is whole, a half or a quarter was hit exactly. */
export const below = (x: number): number => (stays(x) ? x : x - Math.abs(x) * HAIR);
export const above = (x: number): number => (stays(x) ? x : x + Math.abs(x) * HAIR);

/** A value added up n times, in the order of a loop: no sum of values up to it is further out. */
export function times(x: number, n: number, side: -1 | 1): number {
  if (n === 0 || x === 0) return 0;
  if (isExact(x) && isExact(x * n)) return x * n;
  if (n > 1000) return x * n + side * Math.abs(x * n) * n * HAIR;
  let sum = 0;
  for (let i = 0; i < n; i += 1) sum += x;
  return sum;
}

/** The average of n values up to `x`. */
export function average(x: number, n: number, side: -1 | 1): number {
  return isExact(x) && isExact(x * n) ? x : x + side * Math.abs(x) * n * HAIR;
}
