import { BOOL, INT, NUMBER, strip, TEXT, type RecordType, type Type } from "./types.ts";
import { isOne } from "./units.ts";

export type Schema = Readonly<Record<string, unknown>>;

/** Longest array taken where a schema names no maximum. */
export const LIST_MAX = 1000;

export const isObject = (x: unknown): x is Record<string, unknown> => typeof x === "object" && x !== null && !Array.isArray(x);

/** The type of a JSON value from its schema. What a schema leaves open is JSON: it can be passed on, not computed with. */
export function typeOfSchema(schema: unknown): Type {
  if (!isObject(schema)) return { kind: "json" };
  const type = schema["type"];
  if (Array.isArray(type)) {
    const others = type.filter((t) => t !== "null");
    return others.length === 1 ? { kind: "optional", inner: typeOfSchema({ ...schema, type: others[0] }) } : { kind: "json" };
  }
  for (const key of ["anyOf", "oneOf"] as const) {
    const options = schema[key];
    if (!Array.isArray(options)) continue;
    const others = options.filter((o) => !(isObject(o) && o["type"] === "null"));
    return others.length === 1 && others.length < options.length ? { kind: "optional", inner: typeOfSchema(others[0]) } : { kind: "json" };
  }
  const values = schema["enum"];
  if (Array.isArray(values) && values.every((v) => typeof v === "string")) return { kind: "text", values };
  switch (type) {
    case "string": return TEXT;
    case "integer": return INT;
    case "number": return NUMBER;
    case "boolean": return BOOL;
    case "array": {
      const max = schema["maxItems"];
      return { kind: "list", item: typeOfSchema(schema["items"]), max: typeof max === "number" && max >= 0 ? max : LIST_MAX };
    }
    case "object": return isObject(schema["properties"]) ? recordOfSchema(schema) : { kind: "json" };
    default: return { kind: "json" };
  }
}

/** The fields of an object schema; what is not required may be missing. */
export function recordOfSchema(schema: Schema): RecordType {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  return {
    kind: "record",
    fields: Object.entries(properties).map(([name, inner]) => {
      const type = typeOfSchema(inner);
      const doc = isObject(inner) && typeof inner["description"] === "string" ? inner["description"] : null;
      return { name, type: required.has(name) || type.kind === "optional" ? type : { kind: "optional", inner: type }, doc };
    }),
  };
}

const COMBINED = ["allOf", "anyOf", "oneOf", "$ref", "additionalProperties", "unevaluatedProperties", "patternProperties"];

/** A tool's schema without unknown properties: where it names an object's fields and does not speak of others, there are none. */
export function closed(schema: Schema): Schema {
  return { ...inner(schema), type: "object", additionalProperties: false };
}

function inner(schema: Schema): Schema {
  const { properties, items } = schema;
  return {
    ...schema,
    ...(isObject(properties) && { properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, isObject(one) ? inner(one) : one])) }),
    ...(isObject(properties) && !COMBINED.some((key) => Object.hasOwn(schema, key)) && { additionalProperties: false }),
    ...(isObject(items) && { items: inner(items) }),
  };
}

/** The schema of a tool written by hand. */
export function schemaOfType(type: Type): Schema {
  const t = strip(type);
  switch (t.kind) {
    case "number": return { type: t.integer && isOne(t.unit) ? "integer" : "number" };
    case "bool": return { type: "boolean" };
    case "text": return t.values === undefined ? { type: "string" } : { type: "string", enum: t.values };
    case "time": return { type: "string" };
    case "enum": return { type: "string", enum: t.values };
    case "vec": return { type: "array", items: { type: "number" }, minItems: t.size, maxItems: t.size };
    case "list": return { type: "array", items: schemaOfType(t.item), maxItems: t.max };
    case "record": return {
      type: "object",
      // A model that leaves something out often says so by null.
      properties: Object.fromEntries(t.fields.map((f) => [f.name, f.type.kind === "optional" ? { anyOf: [schemaOfType(f.type), { type: "null" }] } : schemaOfType(f.type)])),
      required: t.fields.filter((f) => f.type.kind !== "optional").map((f) => f.name),
      additionalProperties: false,
    };
    default: return {};
  }
}
