import type { Kind, ModelPort } from "./models.ts";
import { isNumber, keyOf, portValue } from "./ports.ts";
import { type Made, plain, type Reader, type Reading } from "./reading.ts";
import type { Assignment } from "./script/ast.ts";
import type { BtNode, Outcome, Written } from "./tree.ts";
import type { Attribute } from "./xml/read.ts";

/** A child once for each value. `of`: null where only C++ knows of what. */
export const loop = (of: Kind | null): Reader => (x) => {
  x.children(1, 1);
  const queue = x.need("queue"), value = x.get("value"), variable = value === undefined ? null : keyOf(value);
  const otherwise = x.outcome("if_empty", "success");
  if (otherwise === "running") x.bag.wrong(x.element.place, "an empty loop gives success, failure or skipped");
  const whole = portValue(queue);
  if (whole.expr.kind === "name") return fromBlackboard(x, of, queue, whole.expr.name, variable, otherwise);
  const values = valuesOf(queue);
  if (of === "number") for (const { expr } of values) if (expr.kind === "literal" && !isNumber(expr.value)) x.bag.wrong(queue.at(expr.at), `\`<${x.source}>\` goes over numbers, and \`${expr.value}\` is none`);
  if (values.length === 0) return { kind: "when", condition: { expr: { kind: "bool", value: false, at: 0 }, attribute: queue }, otherwise };
  return { kind: "loop", of: of ?? "text", values, otherwise, variable };
};

/** `1;2;3` */
function valuesOf(queue: Attribute): readonly Written[] {
  const values: Written[] = [];
  for (let at = 0; queue.value.trim() !== "" && at <= queue.value.length;) {
    const end = queue.value.indexOf(";", at);
    values.push({ expr: { kind: "literal", value: queue.value.slice(at, end < 0 ? undefined : end), at }, attribute: queue });
    at = end < 0 ? queue.value.length + 1 : end + 1;
  }
  return values;
}

/** Pol's blackboard holds no lists: a leaf of the host gives the next value, and fails when there is none. */
function fromBlackboard(x: Reading, of: Kind | null, queue: Attribute, list: string, variable: Written | null, otherwise: Outcome): Made {
  if (otherwise === "skip") x.bag.wrong(x.element.place, "a loop over a list that stands in the blackboard gives success or failure when it is empty");
  const id = `${x.source}_next`, empty = `${list.replace(/^@/, "")}_empty`;
  x.bag.note(`where \`<${x.source}>\` takes values out of \`${list}\`, the leaf \`${id}\` gives them: success and the next value, failure when there is none`);
  const sets = (value: boolean): readonly Written<Assignment>[] => [{ expr: { kind: "assign", op: "=", target: { kind: "name", name: empty, at: 0 }, value: { kind: "bool", value, at: 0 }, at: 0 }, attribute: queue }];
  const ports = new Map([["queue", portValue(queue)], ...(variable === null ? [] : [["value", variable] as const])]);
  const known = new Map<string, ModelPort>([["queue", { direction: "inout", kind: "text", missing: null }], ["value", { direction: "out", kind: of, missing: null }]]);
  const isAsked = otherwise === "success";
  const next: BtNode = { ...plain(x), kind: "leaf", id, ports, known, hooks: isAsked ? [{ on: "success", sets: sets(false) }, { on: "failure", sets: sets(true) }] : [] };
  const round = (children: readonly BtNode[]): BtNode => ({ ...plain(x), kind: "composite", op: "sequence", mode: "", children: [next, ...children] });
  if (!isAsked) return { kind: "wrapper", op: "repeat until failure", around: (children) => [round(children)] };
  const isEmpty: BtNode = { ...plain(x), kind: "check", condition: { expr: { kind: "name", name: empty, at: 0 }, attribute: queue } };
  return { kind: "composite", op: "fallback", mode: "", around: (children) => [{ ...plain(x), kind: "wrapper", op: "repeat until failure", children: [round(children)] }, isEmpty] };
}
