import { literal } from "./text.ts";

/** A value written into emitted code as it stands: a name, an expression. */
export class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Value = null | boolean | number | string | Raw | readonly Value[] | { readonly [name: string]: Value };

/** An object literal, one line as long as it fits. */
export function show(value: Value, indent = ""): string {
  const line = flat(value);
  if (line.length <= 120 || typeof value !== "object" || value === null || value instanceof Raw) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((one) => `${inner}${show(one, inner)},\n`).join("")}${indent}]`;
  return `{\n${Object.entries(value).map(([name, one]) => `${inner}${name}: ${show(one, inner)},\n`).join("")}${indent}}`;
}

function flat(value: Value): string {
  if (typeof value === "string") return literal(value);
  if (value instanceof Raw) return value.text;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(flat).join(", ")}]`;
  const fields = Object.entries(value).map(([name, one]) => `${name}: ${flat(one)}`);
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
