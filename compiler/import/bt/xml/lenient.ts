/** What tinyxml2 takes and an XML parser does not, written so that the parser takes it too. */
export interface Lenient {
  readonly text: string;
  /** Where a place of this text stands in the original. */
  readonly original: (offset: number) => number;
  /** The value of an attribute as it was meant. */
  readonly restore: (value: string) => string;
}

export const REFERENCE = /&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});/y;

/**
 * BehaviorTree.CPP reads its files with tinyxml2, which wants less than XML does: `<` and `&` may stand in attributes as they are, attributes
 * without blanks between them, `--` in comments, text anywhere. No parser in the registry is as lenient and exact about places, so what it may
 * not see is covered before: by two signs that stand for `&` and `<`, by blanks, and by a blank more where one is missing.
 */
export function lenient(text: string): Lenient {
  const [amp, less] = standIns(text);
  const out: string[] = [], added: number[] = [];
  let length = 0;
  const write = (piece: string): void => {
    out.push(piece);
    length += piece.length;
  };
  const pieces = /<!--[^]*?(?:-->|$)|<!\[CDATA\[[^]*?(?:\]\]>|$)|<\?[^]*?(?:\?>|$)|<!?[A-Za-z_:\u0080-\uffff/](?:"[^"]*"|'[^']*'|[^"'>])*>?|[^<]+|</y;
  for (let piece = pieces.exec(text); piece !== null; piece = pieces.exec(text)) {
    const [written] = piece;
    if (/^<(?:!--|!\[|\?)/.test(written) || written[0] !== "<") {
      // What is not closed is left for the parser to report.
      write(written[0] !== "<" || /(?:-->|\]\]>|\?>)$/.test(written) ? written.replace(/[^\n]/g, " ") : written);
      continue;
    }
    for (const [part] of written.matchAll(/"[^"]*"|'[^']*'|[^"']+|["']/g)) {
      const isValue = part.length > 1 && /["']/.test(part[0]!);
      if (!isValue && /^[^\s/>?"']/.test(part) && /["']$/.test(out.at(-1) ?? "")) {
        added.push(length);
        write(" ");
      }
      write(isValue ? covered(part, amp, less) : part);
    }
  }
  return { text: out.join(""), original: (offset) => offset - below(added, offset), restore: (value) => value.replaceAll(amp, "&").replaceAll(less, "<") };
}

/** How many of the ascending numbers are less than this. */
function below(numbers: readonly number[], limit: number): number {
  let low = 0, high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function covered(value: string, amp: string, less: string): string {
  return value.replace(/[&<]/g, (sign, at: number) => {
    if (sign === "<") return less;
    REFERENCE.lastIndex = at;
    return REFERENCE.test(value) ? sign : amp;
  });
}

/** Two signs of the private use area that the text does not hold. */
function standIns(text: string): readonly [string, string] {
  const free: string[] = [];
  for (let code = 0xe000; free.length < 2; code++) if (!text.includes(String.fromCharCode(code))) free.push(String.fromCharCode(code));
  return [free[0]!, free[1]!];
}
