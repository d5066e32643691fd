import type { Json, JsonObject } from "../json/value.ts";
import { member, named } from "../json/value.ts";
import type { Place } from "../mistake.ts";
import { strip, type Type, typeText } from "../../types/types.ts";
import { ALWAYS, and, atom, type Condition, each, NEVER, not, or } from "../writing/condition.ts";
import { literal, name, shown } from "../writing/text.ts";
import { Unfit } from "./regex/ast.ts";
import { matches, searched } from "./regex/pattern.ts";
import { otherWidth, type Width } from "./regex/write.ts";

/** A value that a schema is about. */
export interface Subject {
  /** As it is written. */
  readonly text: string;
  readonly type: Type;
}

/** What happens on the way from a schema to a condition. */
export interface Listener {
  wrong(place: Place, message: string): void;
  /** A pattern that was searched for is of the whole text now. */
  narrowed(pattern: string, place: Place): void;
  /** `format` is checked by nobody. */
  unchecked(place: Place): void;
  /** Null is a missing value in Pol. */
  nothing(place: Place): void;
  /** A name for the elements of a list that nothing else has. */
  variable(): string;
  /** The types are guessed, so that records have no other fields than those named. */
  readonly closed: boolean;
}

const REMARKS: ReadonlySet<string> = new Set(["title", "description", "default", "examples", "$comment", "$schema", "$id", "deprecated", "readOnly", "writeOnly", "comment"]);

/** What a JSON Schema asks of a value, as a condition in Pol. What has no form there is reported, and never left out. */
export function conditionOf(schema: Json, subject: Subject, width: Width, listener: Listener): Condition {
  if (schema.kind === "truth") return schema.value ? ALWAYS : NEVER;
  if (schema.kind === "text") return pattern(schema.value, schema.place, false, subject, width, listener);
  if (schema.kind !== "object") {
    listener.wrong(schema.place, `a JSON Schema is an object, and this is ${named(schema)}`);
    return ALWAYS;
  }
  const type = strip(subject.type);
  const asks = schema.members.filter(({ key }) => !REMARKS.has(key));
  if (type.kind === "json" && asks.length > 0) {
    listener.wrong(asks[0]!.place, `the tool's schema does not say what ${subject.text} is, and so no condition can be asked of it`);
    return ALWAYS;
  }
  return and(...asks.map(({ key, place, value }) => new Keyword(place, { ...subject, type }, width, listener).condition(key, value)), range(schema, type, subject.text, listener));
}

const COMPARED: Readonly<Record<string, readonly [op: string, opposite: string]>> = {
  minimum: [">=", "<"], maximum: ["<=", ">"], exclusiveMinimum: [">", "<="], exclusiveMaximum: ["<", ">="],
};

/** One keyword of a schema. JSON Schema's are of values of one type, and say nothing about others. */
class Keyword {
  readonly #place: Place;
  readonly #subject: Subject;
  readonly #width: Width;
  readonly #listener: Listener;

  constructor(place: Place, subject: Subject, width: Width, listener: Listener) {
    this.#place = place;
    this.#subject = subject;
    this.#width = width;
    this.#listener = listener;
  }

  condition(key: string, value: Json): Condition {
    const { kind } = this.#subject.type;
    switch (key) {
      case "type": return this.#type(value);
      case "const": return this.#equals(value);
      case "enum": return value.kind === "array" ? or(...value.items.map((one) => this.#equals(one))) : this.#wants("a list of values", value);
      case "pattern":
        if (value.kind !== "text") return this.#wants("the text of a regular expression", value);
        return kind === "text" ? pattern(value.value, value.place, true, this.#subject, this.#width, this.#listener) : ALWAYS;
      case "minLength": case "maxLength": return this.#length(key, value);
      // `range` has them both.
      case "minimum": case "maximum": return ALWAYS;
      case "exclusiveMinimum": case "exclusiveMaximum": {
        const limit = number(value, this.#listener);
        return kind === "number" && limit !== null ? compared(this.#subject.text, key, limit) : ALWAYS;
      }
      case "multipleOf": return this.#multiple(value);
      case "items": return this.#items(value);
      case "minItems": case "maxItems": {
        const count = this.#count(value);
        return kind === "list" && count !== null ? compared(`length(${this.#subject.text})`, key === "minItems" ? "minimum" : "maximum", String(count)) : ALWAYS;
      }
      case "allOf": return and(...this.#parts(value, this.#width));
      case "anyOf": return or(...this.#parts(value, this.#width));
      case "not": return not(conditionOf(value, this.#subject, otherWidth(this.#width), this.#listener));
      case "properties": return this.#properties(value);
      case "required": return this.#required(value);
      case "additionalProperties":
        return value.kind === "truth" && !value.value && this.#listener.closed ? ALWAYS : this.#no("`additionalProperties` has no form in Pol: records have the fields that their type names");
      case "format":
        this.#listener.unchecked(this.#place);
        return ALWAYS;
      case "oneOf": return this.#no("`oneOf` has no form in Pol: write `anyOf`, and `not` for what must not hold as well");
      default: return this.#no(`${shown(key)} has no form in Pol`);
    }
  }

  #type(value: Json): Condition {
    const names = value.kind === "array" ? value.items : [value];
    return or(...names.map((one) => (one.kind === "text" ? this.#typeNamed(one.value, one) : this.#wants("the name of a type", one))));
  }

  #typeNamed(wanted: string, json: Json): Condition {
    const { type, text } = this.#subject;
    switch (wanted) {
      case "string": return type.kind === "text" ? ALWAYS : NEVER;
      case "boolean": return type.kind === "bool" ? ALWAYS : NEVER;
      case "array": return type.kind === "list" ? ALWAYS : NEVER;
      case "object": return type.kind === "record" ? ALWAYS : NEVER;
      case "number": return type.kind === "number" ? ALWAYS : NEVER;
      case "integer": return type.kind !== "number" ? NEVER : type.integer ? ALWAYS : atom(`${text} == floor(${text})`, `${text} != floor(${text})`);
      case "null":
        this.#listener.nothing(json.place);
        return NEVER;
      default:
        this.#listener.wrong(json.place, `JSON Schema has no type ${shown(wanted)}`);
        return ALWAYS;
    }
  }

  #equals(value: Json): Condition {
    const { type, text } = this.#subject;
    switch (value.kind) {
      case "null":
        this.#listener.nothing(value.place);
        return NEVER;
      case "truth": return type.kind !== "bool" ? NEVER : value.value ? atom(text) : not(atom(text));
      case "number": {
        const written = number(value, this.#listener);
        return type.kind === "number" && written !== null ? atom(`${text} == ${written}`, `${text} != ${written}`) : NEVER;
      }
      case "text": {
        const written = literal(value.value);
        if (written === null) this.#listener.wrong(value.place, "this text holds a sign that Pol cannot write, such as a carriage return");
        return type.kind === "text" && written !== null ? atom(`${text} == ${written}`, `${text} != ${written}`) : NEVER;
      }
      default:
        if (type.kind !== "list" && type.kind !== "record") return NEVER;
        this.#listener.wrong(value.place, `a value that is ${named(value)} has no form in Pol: write what its parts are held to`);
        return ALWAYS;
    }
  }

  #length(key: "minLength" | "maxLength", value: Json): Condition {
    const count = this.#count(value);
    if (this.#subject.type.kind !== "text" || count === null || (key === "minLength" && count === 0)) return ALWAYS;
    return this.#fit(() => matches(this.#subject.text, key === "minLength" ? `[^]{${count},}` : `[^]{0,${count}}`));
  }

  #multiple(value: Json): Condition {
    const of = number(value, this.#listener);
    if (this.#subject.type.kind !== "number" || of === null) return ALWAYS;
    const { text } = this.#subject;
    if (!Number.isSafeInteger(Number(of)) || Number(of) < 1) return this.#no(`\`multipleOf\` has a form in Pol where it is a whole number from 1, and not for ${of}`);
    const quotient = Number(of) === 1 ? text : `${text} / ${of}`;
    return Number(of) === 1 ? this.#typeNamed("integer", value) : atom(`${quotient} == floor(${quotient})`, `${quotient} != floor(${quotient})`);
  }

  #items(value: Json): Condition {
    const { type, text } = this.#subject;
    if (value.kind === "array") return this.#no("`items` with a schema for each place has no form in Pol");
    if (type.kind !== "list") return ALWAYS;
    const variable = this.#listener.variable();
    return each(variable, text, conditionOf(value, { text: variable, type: type.item }, this.#width, this.#listener));
  }

  #properties(value: Json): Condition {
    const { type, text } = this.#subject;
    if (value.kind !== "object") return this.#wants("an object with a schema for each field", value);
    if (type.kind !== "record") return ALWAYS;
    return and(...value.members.map(({ key, place, value: schema }) => {
      const field = type.fields.find((f) => f.name === key), written = name(key);
      if (field !== undefined && written !== null) return conditionOf(schema, { text: `${text}.${written}`, type: field.type }, this.#width, this.#listener);
      this.#listener.wrong(place, `${text} has no field ${shown(key)}: it is ${typeText(type)}`);
      return ALWAYS;
    }));
  }

  #required(value: Json): Condition {
    const { type, text } = this.#subject;
    if (value.kind !== "array") return this.#wants("a list of names", value);
    if (type.kind !== "record") return ALWAYS;
    return and(...value.items.map((one) => {
      const written = one.kind === "text" && type.fields.some((f) => f.name === one.value) ? name(one.value) : null;
      if (written !== null) return atom(`${text}.${written} is present`);
      this.#listener.wrong(one.place, `${text} has no such field: it is ${typeText(type)}`);
      return ALWAYS;
    }));
  }

  #parts(value: Json, width: Width): readonly Condition[] {
    if (value.kind === "array") return value.items.map((one) => conditionOf(one, this.#subject, width, this.#listener));
    return [this.#wants("a list of schemas", value)];
  }

  #count(value: Json): number | null {
    if (value.kind === "number" && Number.isSafeInteger(value.value) && value.value >= 0) return value.value;
    this.#wants("a whole number from 0", value);
    return null;
  }

  #fit(make: () => Condition): Condition {
    return fitting(make, this.#place, this.#listener);
  }

  #wants(what: string, found: Json): Condition {
    this.#listener.wrong(found.place, `here stands ${what}, and this is ${found.kind === "number" ? found.text : named(found)}`);
    return ALWAYS;
  }

  #no(message: string): Condition {
    this.#listener.wrong(this.#place, message);
    return ALWAYS;
  }
}

/** `minimum` and `maximum` together are a range. */
function range(schema: JsonObject, type: Type, text: string, listener: Listener): Condition {
  const [least, most] = [member(schema, "minimum"), member(schema, "maximum")];
  const [low, high] = [least === undefined ? null : number(least, listener), most === undefined ? null : number(most, listener)];
  if (type.kind !== "number") return ALWAYS;
  if (low !== null && high !== null) return Number(low) > Number(high) ? NEVER : atom(`${text} in ${low}..${high}`);
  return and(low === null ? ALWAYS : compared(text, "minimum", low), high === null ? ALWAYS : compared(text, "maximum", high));
}

function compared(text: string, key: string, limit: string): Condition {
  const [op, opposite] = COMPARED[key]!;
  return atom(`${text} ${op} ${limit}`, `${text} ${opposite} ${limit}`);
}

/** A number as Pol writes it; null after a report. Pol's are doubles, as JSON's are for most. */
function number(json: Json, listener: Listener): string | null {
  if (json.kind !== "number") {
    listener.wrong(json.place, `here stands a number, and this is ${named(json)}`);
    return null;
  }
  const isWhole = /^-?\d+$/.test(json.text);
  if (Number.isFinite(json.value) && !(isWhole && BigInt(json.text) !== BigInt(json.value))) return json.text.replace("E", "e");
  listener.wrong(json.place, `${shown(json.text)} is more than a number of Pol's holds`);
  return null;
}

function pattern(source: string, place: Place, left: boolean, { text, type }: Subject, width: Width, listener: Listener): Condition {
  // A bare text is held to texts alone.
  if (strip(type).kind !== "text") return NEVER;
  return fitting(() => {
    const { condition, narrowed } = searched(source, left, text, width);
    if (narrowed) listener.narrowed(source, place);
    return condition;
  }, place, listener, source);
}

function fitting(make: () => Condition, place: Place, listener: Listener, source?: string): Condition {
  try {
    return make();
  } catch (thrown) {
    if (!(thrown instanceof Unfit)) throw thrown;
    listener.wrong(place, `${source === undefined ? "this" : shown(source)} has no form in Pol: ${thrown.message}`);
    return ALWAYS;
  }
}
