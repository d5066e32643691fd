import { isBoundary } from "./normal.ts";

/** A number's exact decimal value as text, one text a value; null for what is no finite number. */
export function numberKey(value: number): string | null {
  return Number.isFinite(value) ? keyOf(String(value)) : null;
}

/** `-12.50`, `1e-7`: one text a value. */
function keyOf(decimal: string): string {
  const [, sign, whole, fraction, power = 0] = /^(-?)(\d*)\.?(\d*)(?:e([-+]?\d+))?$/.exec(decimal)!;
  const digits = (whole! + fraction!).replace(/^0+/, "");
  const trimmed = digits.replace(/0+$/, "");
  if (trimmed === "") return "0";
  return `${sign}${trimmed}e${Number(power) - fraction!.length + digits.length - trimmed.length}`;
}

const PLAIN = /^\d+(\.\d+)?$/;
const GROUPED = /^\d{1,3}(,\d{3})+(\.\d+)?$/;
const DECIMAL_COMMA = /^(\d{1,3}(\.\d{3})+|\d+),\d{1,2}$/;

/** `1,100.50`, `1.100,50`, `98,70`. What has two readings (`1.100`) is read as written in programs. */
function readNumber(text: string): string | null {
  if (PLAIN.test(text)) return keyOf(text);
  if (GROUPED.test(text)) return keyOf(text.replaceAll(",", ""));
  return DECIMAL_COMMA.test(text) ? keyOf(text.replaceAll(".", "").replace(",", ".")) : null;
}

/** The numbers that stand on their own in a normal text, in the forms people write. */
export function numbersIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { 0: run, index } of text.matchAll(/\d[\d.,]*/g)) {
    const digits = run.replace(/[.,]+$/, "");
    const end = index + digits.length;
    if (!isBoundary(text, index) || !isBoundary(text, end)) continue;
    const key = readNumber(digits);
    const isNegative = text[index - 1] === "-" && (index === 1 || " (:=$€£".includes(text[index - 2]!));
    if (key !== null) found.add(isNegative && key !== "0" ? `-${key}` : key);
  }
  return found;
}

/** A text that is one number and nothing else. */
export function wholeNumber(text: string): string | null {
  const [, sign, digits] = /^(-?)(\d[\d.,]*)$/.exec(text) ?? [];
  const key = digits === undefined ? null : readNumber(digits);
  return key === null || key === "0" ? key : `${sign}${key}`;
}
