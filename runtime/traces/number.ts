const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const MISSING = /^(?:|null|[+-]?nan)$/i;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;

/** The number a text stands for: NaN where it stands for a missing one, null where it is none at all (`0x10`, `1,5`, `fast`). */
export function numberIn(text: string): number | null {
  const word = text.trim();
  if (NUMBER.test(word)) return Number(word);
  if (MISSING.test(word)) return NaN;
  const infinite = INFINITE.exec(word);
  return infinite === null ? null : infinite[1] === "-" ? -Infinity : Infinity;
}
