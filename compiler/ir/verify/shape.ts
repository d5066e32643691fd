/** Says what is wrong with a JSON value, if anything, by calling `say` with the place and a sentence's rest. */
export type Shape = (value: unknown, place: string, say: Say) => void;
export type Say = (place: string, wrong: string) => void;

export const text: Shape = (v, place, say) => {
  if (typeof v !== "string") say(place, "is no text");
};

export const truth: Shape = (v, place, say) => {
  if (typeof v !== "boolean") say(place, "is neither true nor false");
};

export const number: Shape = (v, place, say) => {
  if (typeof v !== "number" || !Number.isFinite(v)) say(place, "is no finite number");
};

export const whole: Shape = (v, place, say) => {
  if (!Number.isSafeInteger(v) || (v as number) < 0) say(place, "is no whole number from 0");
};

export const anything: Shape = () => {};

export const word = (...words: readonly string[]): Shape => (v, place, say) => {
  if (typeof v !== "string" || !words.includes(v)) say(place, `is none of ${words.join(", ")}`);
};

export const nullable = (shape: Shape): Shape => (v, place, say) => {
  if (v !== null) shape(v, place, say);
};

export const optional = (shape: Shape): Shape => (v, place, say) => {
  if (v !== undefined) shape(v, place, say);
};

export const list = (item: Shape): Shape => (v, place, say) => {
  if (!Array.isArray(v)) say(place, "is no list");
  else v.forEach((one, i) => item(one, `${place}[${i}]`, say));
};

export const pair = (a: Shape, b: Shape): Shape => (v, place, say) => {
  if (!Array.isArray(v) || v.length !== 2) return say(place, "is no pair");
  a(v[0], `${place}[0]`, say);
  b(v[1], `${place}[1]`, say);
};

/** Fields it does not name are nobody's business here. */
export const record = (fields: Readonly<Record<string, Shape>>): Shape => (v, place, say) => {
  if (!isRecord(v)) return say(place, "is no record");
  for (const [name, shape] of Object.entries(fields)) shape(Object.hasOwn(v, name) ? v[name] : undefined, `${place}.${name}`, say);
};

/** A record whose `tag` says which shape it has. */
export const tagged = (tag: string, shapes: Readonly<Record<string, Shape>>): Shape => (v, place, say) => {
  const which = isRecord(v) && Object.hasOwn(v, tag) ? v[tag] : undefined;
  if (typeof which !== "string" || !Object.hasOwn(shapes, which)) return say(`${place}.${tag}`, `is none of ${Object.keys(shapes).join(", ")}`);
  shapes[which]!(v, place, say);
};

/** A shape that mentions itself. */
export const lazy = (shape: () => Shape): Shape => (v, place, say) => shape()(v, place, say);

export function isRecord(v: unknown): v is Record<string, unknown> {
  return typeof v === "object" && v !== null && !Array.isArray(v);
}
