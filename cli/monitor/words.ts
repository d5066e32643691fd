/** `1,200 samples`, `1 sample` */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

/** A robustness in four digits. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : value > 0 ? "∞" : "-∞";
  return `${Number(value.toPrecision(4))}`;
}

/** What may lie anywhere between two values. */
export function between([lo, hi]: readonly [lo: number, hi: number]): string {
  return lo === hi ? figure(lo) : `${figure(lo)} to ${figure(hi)}`;
}

/** A time; k / rate has digits that nobody means. */
export function seconds(time: number): string {
  return `${Number(time.toFixed(6))} s`;
}

/** A text in one line of at most `most` characters. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
