/** An Internet address as its bytes: 4 of them, or 16. */
export type Bytes = readonly number[];

/** Four decimal numbers and nothing else: `127.1`, `0177.0.0.1` and `2130706433` are read differently by different programs. */
export function ipv4(text: string): Bytes | null {
  if (text.length > 15) return null;
  const parts = text.split(".");
  const isRight = parts.length === 4 && parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) <= 255);
  return isRight ? parts.map(Number) : null;
}

/** RFC 4291 in any of its spellings, without a zone. */
export function ipv6(text: string): Bytes | null {
  if (text.length > 45) return null;
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [front, back] = [groups(halves[0]!, halves.length === 1), groups(halves[1] ?? "", true)];
  if (front === null || back === null) return null;
  const missing = 16 - front.length - back.length;
  const isRight = halves.length === 1 ? missing === 0 : missing >= 2;
  return isRight ? [...front, ...Array.from({ length: missing }, () => 0), ...back] : null;
}

/** The bytes of `20:ff:1.2.3.4`; the four decimal numbers stand only at the end of an address. */
function groups(text: string, isEnd: boolean): number[] | null {
  if (text === "") return [];
  const bytes: number[] = [];
  const parts = text.split(":");
  for (const [i, part] of parts.entries()) {
    if (/^[0-9A-Fa-f]{1,4}$/.test(part)) {
      const group = Number.parseInt(part, 16);
      bytes.push(group >> 8, group & 255);
      continue;
    }
    const last = isEnd && i === parts.length - 1 ? ipv4(part) : null;
    if (last === null) return null;
    bytes.push(...last);
  }
  return bytes;
}

export const address = (text: string): Bytes | null => ipv4(text) ?? ipv6(text);

export const sameAddress = (a: Bytes, b: Bytes): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
