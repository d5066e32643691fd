import { columnsOf, type Clock } from "./windows.ts";

/** Robustness over time in one row: the least value of each stretch, NaN where all of it is unknown. */
export interface Spark {
  readonly values: readonly number[];
  /** Finite ends of the scale; null where no value is finite. */
  readonly scale: readonly [low: number, high: number] | null;
}

const COLUMNS = 60;
const HEIGHTS = "▁▂▃▄▅▆▇█";

export function sparkOf(truths: Uint8Array, lo: Float64Array, hi: Float64Array, clock: Clock): Spark {
  const starts = columnsOf(truths.length, Math.min(COLUMNS, truths.length), clock);
  const values: number[] = [];
  for (let column = 0; column + 1 < starts.length; column++) {
    let least = NaN;
    for (let k = starts[column]!; k < starts[column + 1]!; k++) {
      // Of what lies between two values the one that is certain.
      const value = truths[k] === 0 ? hi[k]! : truths[k] === 2 ? lo[k]! : NaN;
      if (value < least || Number.isNaN(least)) least = value;
    }
    const empty = starts[column] === starts[column + 1];
    values.push(empty ? (values.at(-1) ?? NaN) : least);
  }
  const finite = values.filter(Number.isFinite);
  return { values, scale: finite.length === 0 ? null : [Math.min(...finite), Math.max(...finite)] };
}

/** The row as text: `▁` for the least, `█` for the greatest, `·` for the unknown; what is below zero is painted. */
export function drawn({ values, scale }: Spark, below: (text: string) => string): string {
  const [low, high] = scale ?? [-1, 1];
  const stroke = (value: number): string => {
    if (Number.isNaN(value)) return "·";
    const part = value === Infinity ? 1 : value === -Infinity ? 0 : high > low ? (value - low) / (high - low) : 0.5;
    return HEIGHTS[Math.min(HEIGHTS.length - 1, Math.floor(part * HEIGHTS.length))]!;
  };
  const runs: { text: string; negative: boolean }[] = [];
  for (const value of values) {
    const negative = value < 0;
    if (runs.at(-1)?.negative === negative) runs.at(-1)!.text += stroke(value);
    else runs.push({ text: stroke(value), negative });
  }
  return runs.map(({ text, negative }) => (negative ? below(text) : text)).join("");
}
