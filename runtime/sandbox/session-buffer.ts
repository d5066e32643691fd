import { Refusal } from "../refusal.ts";

/** One gibibyte of numbers: beyond it a window is a mistake in its unit more often than a wish. */
const MOST = 2 ** 27;

/** The memory of a session, which the isolate shares. Throws a Refusal where its windows are too long to be kept. */
export function sessionBuffer(size: number, of: string): Float64Array {
  if (size > MOST) throw new Refusal(`a session of \`${of}\` would keep ${(8 * size / 2 ** 30).toPrecision(3)} GiB, and 1 GiB is the most: shorten its windows, or lower the rate`);
  return new Float64Array(new SharedArrayBuffer(8 * size));
}
