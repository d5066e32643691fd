import { factor, isOne, ONE, over, power, sameDimension, times, unitOf, unitText, UNITS, type Unit } from "../../compiler/types/units.ts";
import { nearest } from "../../grammar/nearest.ts";
import { parse } from "../../grammar/parse.ts";

/** A number of the file's unit becomes one of the slot's as `v * num / den`. */
export interface Scale {
  readonly num: number;
  readonly den: number;
}

export const SAME: Scale = { num: 1, den: 1 };

/** The scale from one written unit to another, or what is wrong in a phrase. */
export function scaleBetween(from: string, to: string): Scale | string {
  const source = readUnit(from);
  if (typeof source === "string") return source;
  // The same text is the same unit, even where the slot's has been rounded.
  if (unitText(source) === to) return SAME;
  const target = slotUnit(to);
  if (!sameDimension(source, target)) return `\`${from}\` is no unit of \`${to || "1"}\``;
  return factor(source, target);
}

function readUnit(text: string): Unit | string {
  if (text === "") return ONE;
  const { file, errors } = parse(`const x = 1[${text}]`);
  const decl = file.decls[0];
  const unit = errors.length === 0 && file.decls.length === 1 && decl?.kind === "Const" && decl.value.kind === "Num" ? decl.value.unit : null;
  if (unit === null || [...unit.above, ...unit.below].some((f) => f.number !== null && f.number !== 1)) return `\`${text}\` is no unit, write it like \`m/s^2\``;
  const unknown: string[] = [];
  const read = unitOf(unit, (word) => unknown.push(word.text));
  if (unknown.length === 0) return read;
  const near = nearest(unknown[0]!, Object.keys(UNITS));
  return `\`${unknown[0]}\` is no unit${near === undefined ? "" : `, did you mean \`${near}\`?`}`;
}

/**
 * The unit behind a slot's text. Where that begins with a size (`0.277778 m/s` for km/h), the size is rounded to six digits:
 * the unit meant is the one of words that comes out so.
 */
function slotUnit(text: string): Unit {
  const sized = /^(\S+) (.+)$/s.exec(text);
  const plain = readUnit(sized?.[2] ?? text);
  if (typeof plain === "string") throw new Error(`a slot is in \`${text}\`: ${plain}`);
  if (sized === null) return plain;
  for (const unit of candidates()) if (sameDimension(unit, plain) && unitText(unit) === text) return unit;
  return { ...plain, num: plain.num * Number(sized[1]) };
}

function* candidates(): Generator<Unit> {
  const words = Object.values(UNITS);
  for (const a of words) yield* [a, over(ONE, a), power(a, 2), power(a, 3)];
  for (const a of words) for (const b of words) if (!isOne(a) && !isOne(b)) yield* [over(a, b), times(a, b), over(a, power(b, 2))];
}
