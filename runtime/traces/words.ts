/** `1 sample`, `3 samples` */
export function amount(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

export function are(n: number): "is" | "are" {
  return n === 1 ? "is" : "are";
}

const MOST = 12;

/** Names in backticks; of many, the first dozen. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST).map((name) => `\`${name}\``).join(", ");
  return names.length > MOST ? `${shown} and ${names.length - MOST} more` : shown;
}
