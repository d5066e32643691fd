import { shown } from "../writing/text.ts";
import type { Bag } from "./bag.ts";
import type { Assignment, Expr, Script } from "./script/ast.ts";
import { parseScript } from "./script/parser.ts";
import { ScriptMistake } from "./script/tokens.ts";
import type { Written } from "./tree.ts";
import type { Attribute, Element } from "./xml/read.ts";

/** What a port is given: `{key}` is an entry, `{=}` the one of the port's own name, all else as it stands. */
export function portValue(attribute: Attribute): Written {
  const { name, value } = attribute;
  const [, before, key] = /^(\s*\{\s*)([^\s](?:.*[^\s])?)\s*\}\s*$/s.exec(value) ?? [];
  if (key !== undefined) return { expr: { kind: "name", name: key === "=" ? name : key, at: before!.length }, attribute };
  return { expr: { kind: "literal", value, at: 0 }, attribute };
}

/** A key, in braces or without. */
export function keyOf(attribute: Attribute): Written {
  const { expr } = portValue(attribute);
  return { expr: expr.kind === "literal" ? { kind: "name", name: expr.value.trim(), at: 0 } : expr, attribute };
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

export const isNumber = (text: string): boolean => NUMBER.test(text.trim()) && Number.isFinite(Number(text));

/** A truth value as that library reads it from a text. */
export function truthIn(text: string): boolean | null {
  const word = text.trim();
  return ["1", "true", "TRUE", "True"].includes(word) ? true : ["0", "false", "FALSE", "False"].includes(word) ? false : null;
}

/** A port that takes a number. */
export function numberPort(attribute: Attribute, bag: Bag): Written {
  const value = portValue(attribute);
  if (value.expr.kind === "literal" && !isNumber(value.expr.value)) bag.wrong(attribute.at(0), `\`${attribute.name}\` takes a number or an entry in braces, and ${shown(value.expr.value)} is neither`);
  return value;
}

/** A port that takes a truth value which has to be known before the tree runs. */
export function truthPort(attribute: Attribute, bag: Bag): boolean {
  const truth = truthIn(attribute.value);
  if (truth === null) bag.wrong(attribute.at(0), `\`${attribute.name}\` has to be \`true\` or \`false\`: Pol wants it before the tree runs`);
  return truth ?? false;
}

/** Null where the script cannot be read. */
function script(attribute: Attribute, bag: Bag): Script | null {
  try {
    return parseScript(attribute.value);
  } catch (thrown) {
    if (!(thrown instanceof ScriptMistake)) throw thrown;
    bag.wrong(attribute.at(thrown.at), thrown.message);
    return null;
  }
}

/** A script that is run for what it assigns. */
export function assignments(attribute: Attribute, bag: Bag): readonly Written<Assignment>[] {
  return (script(attribute, bag) ?? []).flatMap((expr) => {
    if (expr.kind === "assign") return [{ expr, attribute }];
    bag.note(`what \`${attribute.name}\` computes and assigns to nothing is left out: ${shown(attribute.value)}`);
    return [];
  });
}

/** A script that is run for its value, with what it assigns before. */
export function conditionWithSets(attribute: Attribute, bag: Bag): { readonly sets: readonly Written<Assignment>[]; readonly condition: Written } {
  const all = script(attribute, bag) ?? [], condition = all.at(-1) ?? ({ kind: "bool", value: true, at: 0 } satisfies Expr);
  if (condition.kind === "assign") bag.wrong(attribute.at(condition.at), "an assignment is no condition; write `==` to compare");
  return { sets: all.slice(0, -1).flatMap((expr) => (expr.kind === "assign" ? [{ expr, attribute }] : [])), condition: { expr: condition, attribute } };
}

export function condition(attribute: Attribute, bag: Bag): Written {
  const { sets, condition } = conditionWithSets(attribute, bag);
  if (sets[0] !== undefined) bag.wrong(attribute.at(sets[0].expr.at), "a condition in Pol assigns nothing; move this into a `<Script>` before the node");
  return condition;
}

/** What a node of one's own is given: every attribute that can be the name of a port. */
export function portsOf({ attributes }: Element): ReadonlyMap<string, Written> {
  return new Map(attributes.filter(({ name }) => /^[A-Za-z]/.test(name) && name !== "name" && name !== "ID").map((attribute) => [attribute.name, portValue(attribute)]));
}
