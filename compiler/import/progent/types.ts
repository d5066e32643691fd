import type { Mistake, Place } from "../mistake.ts";
import type { Json, JsonObject } from "../json/value.ts";
import { member } from "../json/value.ts";
import { BOOL, INT, NUMBER, TEXT, type Type } from "../../types/types.ts";
import { LIST_MAX } from "../../types/schema.ts";
import { shown } from "../writing/text.ts";

/** `numeric`: a number, and nothing says whether a whole one. */
type Kind = "text" | "int" | "number" | "numeric" | "bool" | "list" | "record";

/** What the constraints on a value let one guess of it. */
interface Guess {
  readonly kinds: Map<Kind, Place>;
  item: Guess | null;
  readonly fields: Map<string, Guess>;
}

const KINDS: Readonly<Record<string, Kind>> = { string: "text", integer: "int", number: "number", boolean: "bool", array: "list", object: "record" };

/** What a keyword is about, where no `type` says it. */
const ABOUT: Readonly<Record<string, Kind>> = {
  pattern: "text", minLength: "text", maxLength: "text", format: "text",
  minimum: "numeric", maximum: "numeric", exclusiveMinimum: "numeric", exclusiveMaximum: "numeric", multipleOf: "numeric",
  items: "list", minItems: "list", maxItems: "list", properties: "record", required: "record", additionalProperties: "record",
};

export interface Guessed {
  readonly type: Type;
  /** Nothing says what it is; a text, then. */
  readonly isOpen: boolean;
}

/** The type of an argument from everything that a file asks of it. */
export function guessedType(argument: string, restrictions: readonly Json[], mistakes: Mistake[]): Guessed {
  const all = nothing();
  for (const one of restrictions) look(one, all);
  return { type: typeOf(argument, all, mistakes), isOpen: all.kinds.size === 0 };
}

const nothing = (): Guess => ({ kinds: new Map(), item: null, fields: new Map() });

function look(json: Json, guess: Guess): void {
  const add = (kind: Kind, place: Place): void => {
    if (!guess.kinds.has(kind)) guess.kinds.set(kind, place);
  };
  if (json.kind === "text") return add("text", json.place);
  if (json.kind !== "object") return;
  const type = member(json, "type");
  for (const one of type?.kind === "array" ? type.items : type === undefined ? [] : [type]) {
    if (one.kind === "text" && Object.hasOwn(KINDS, one.value)) add(KINDS[one.value]!, one.place);
  }
  for (const { key, place, value } of json.members) {
    if (type === undefined && Object.hasOwn(ABOUT, key)) add(ABOUT[key]!, place);
    if (key === "const") ofValue(value, add);
    if (key === "enum" && value.kind === "array") for (const one of value.items) ofValue(one, add);
    if (key === "not") look(value, guess);
    if ((key === "anyOf" || key === "allOf" || key === "oneOf") && value.kind === "array") for (const one of value.items) look(one, guess);
  }
  inside(json, guess);
}

function inside(json: JsonObject, guess: Guess): void {
  const items = member(json, "items"), properties = member(json, "properties");
  if (items !== undefined) look(items, (guess.item ??= nothing()));
  if (properties?.kind !== "object") return;
  for (const { key, value } of properties.members) {
    const field = guess.fields.get(key) ?? nothing();
    guess.fields.set(key, field);
    look(value, field);
  }
}

function ofValue(json: Json, add: (kind: Kind, place: Place) => void): void {
  if (json.kind === "text") add("text", json.place);
  else if (json.kind === "number") add("numeric", json.place);
  else if (json.kind === "truth") add("bool", json.place);
}

function typeOf(what: string, { kinds, item, fields }: Guess, mistakes: Mistake[]): Type {
  // A number that is a whole one somewhere and any number elsewhere is any number.
  const numbers = (["number", "int", "numeric"] as const).filter((kind) => kinds.has(kind));
  const found = [...kinds.keys()].filter((kind) => !(numbers as readonly Kind[]).includes(kind) || kind === numbers[0]);
  if (found.length > 1) {
    const place = kinds.get(found[1]!)!;
    mistakes.push({ ...place, message: `${shown(what)} is ${WORDS[found[1]!]} here and ${WORDS[found[0]!]} in line ${kinds.get(found[0]!)!.line}, which no type of Pol's is: give the tools' schemas with \`--tools\`` });
  }
  switch (found[0]) {
    case "int": return INT;
    case "number": case "numeric": return NUMBER;
    case "bool": return BOOL;
    case "list": return { kind: "list", item: typeOf(what, item ?? nothing(), mistakes), max: LIST_MAX };
    case "record": return { kind: "record", fields: [...fields].map(([name, guess]) => ({ name, type: { kind: "optional", inner: typeOf(name, guess, mistakes) }, doc: null })) };
    default: return TEXT;
  }
}

const WORDS: Readonly<Record<Kind, string>> = { text: "a text", int: "a whole number", number: "a number", numeric: "a number", bool: "true or false", list: "a list", record: "an object" };
