import type { Unit } from "../../grammar/ast.ts";

const WIDTH = 120;

/** A tree as text: `(Kind field=value …)`, without spans and without what is empty. */
export function dump(value: unknown, indent = ""): string {
  const whole = flat(value);
  if (indent.length + whole.length <= WIDTH || value === null || typeof value !== "object") return whole;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((element) => inner + dump(element, inner)).join("\n")}\n${indent}]`;
  const { kind, fields } = taken(value);
  const lines = fields.map(([name, field]) => `${inner}${name}=${dump(field, inner)}`);
  return `(${kind}\n${lines.join("\n")})`;
}

function flat(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map(flat).join(" ")}]`;
  const node = value as { kind?: string; text?: string; parts?: { text: string }[]; unit?: Unit | null };
  if (node.kind === "Ident") return node.text!;
  if (node.kind === "Path") return node.parts!.map(({ text }) => text).join(".");
  if (node.kind === "Num") return node.text! + (node.unit ? flat(node.unit) : "");
  if (node.kind === "Unit") return unit(value as Unit);
  const { kind, fields } = taken(value);
  return `(${[kind, ...fields.map(([name, field]) => `${name}=${flat(field)}`)].join(" ")})`;
}

function taken(value: object): { kind: string; fields: [string, unknown][] } {
  const fields = Object.entries(value).filter(([name, field]) => {
    if (name === "kind" || name === "span" || field === null || field === false) return false;
    return !(Array.isArray(field) && field.length === 0);
  });
  return { kind: (value as { kind?: string }).kind ?? "", fields };
}

function unit({ above, below }: Unit): string {
  const factors = (list: Unit["above"]): string =>
    list.map(({ name, number, power }) => `${name?.text ?? number}${power === 1 ? "" : `^${power}`}`).join("*");
  return `[${factors(above)}${below.length === 0 ? "" : `/${factors(below)}`}]`;
}
