import { printable } from "../guard/template.ts";
import { SECRET } from "./secrets.ts";

const LONGEST = 80;

/** An argument as a rule names it; without a path, all of them. */
export function named(path: readonly string[]): string {
  return `\`${path.length === 0 ? "arguments" : path.join(".")}\``;
}

/** A value as a person reads it: on one line, nothing invisible, cut where it is long. */
export function shown(value: unknown): string {
  if (value === SECRET) return SECRET;
  if (value === undefined || value === null) return "missing";
  const text = printable(JSON.stringify(value) ?? "?");
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
