import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { isObject, type Schema } from "./schema.ts";

/**
 * Makes validators of JSON Schemas: of draft 7 and older where `$schema` says so, else of 2020-12, which is MCP's default.
 * `checked`: the schemas have been through here before, so that checking them again would only cost time.
 */
export function schemaCompiler({ checked = false } = {}): (schema: Schema) => ValidateFunction {
  const options = {
    strict: false, validateFormats: false, allErrors: false, validateSchema: !checked,
    // Else `constructor` counts as given, because every object inherits one.
    ownProperties: true,
    // Schemas of several tools may bear the same `$id`.
    addUsedSchema: false,
  };
  let old: Ajv | undefined;
  let current: Ajv2020 | undefined;
  return ({ $schema, ...schema }) => {
    const isOld = typeof $schema === "string" && /\/draft-0[3-7]\//.test($schema);
    return (isOld ? (old ??= new Ajv(options)) : (current ??= new Ajv2020(options))).compile(schema);
  };
}

/** True where a schema asks for a regular expression: those of JSON Schema may take more than linear time. */
export function hasPattern(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(hasPattern);
  if (!isObject(schema)) return false;
  return typeof schema["pattern"] === "string" || isObject(schema["patternProperties"]) || Object.values(schema).some(hasPattern);
}
