import type { Slot } from "../../ir/ir.ts";
import { LISTS, type ReportIr } from "../../ir/reward.ts";
import { isStateful } from "./frame.ts";
import { shapeOf } from "./inputs.ts";
import type { Leaf } from "./leaves.ts";
import type { Plan } from "./plan.ts";
import { shown } from "./text.ts";

/** What stands above a class: what it computes, what it is given and what it gives. */
export function documentation(plan: Plan, name: string): (string | readonly string[])[] {
  const { reward, env } = plan;
  return [
    shown(`Reward \`${reward.name}\` over \`${env.name}\`${reward.doc === undefined ? "" : `: ${reward.doc}`}`),
    isStateful(reward) ? `\`${name}(n)\` follows n environments from step to step; \`reset\` begins new episodes.` : `\`${name}(n)\` is for n environments. It remembers nothing from step to step.`,
    ...given(plan),
    ...section("Gives, besides `reward`:", reward.items.map(({ name: item, kind, value, unit, doc }) => line(`${kind === "log" ? "logs" : "terms"}["${item}"]`, [reportShape(plan, value), unit], doc))),
    ...section("Ends episodes:", reward.stops.map((stop) => line(`stops["${stop.name}"]`, [stop.kind === "terminate" ? "terminates" : "truncates"], undefined))),
  ];
}

const section = (title: string, lines: readonly string[]): string[][] => (lines.length > 0 ? [[title, ...lines]] : []);

function line(what: string, facts: readonly string[], doc: string | undefined): string {
  return shown(`${what}: ${facts.filter((fact) => fact !== "").join(", ")}${doc === undefined ? "" : `. ${doc}`}`).replace(/^/, "    ");
}

function given(plan: Plan): string[][] {
  const { env, arrays, obs, acts, lengths, reward } = plan;
  const lists = new Set([...lengths.keys()].map((slot) => obs.ofLength(slot)!.list!.path.join(".")));
  const rows = (leaves: readonly Leaf[], slots: readonly Slot[]): string[] => leaves.filter((leaf) => arrays.has(leaf)).map((leaf) => inputLine(leaf, slots));
  const texts = reward.features.length > 0 ? obs.texts.map(({ path }) => line(path.join("."), ["n texts"], undefined)) : [];
  return [
    ...section("Observation:", [
      ...rows(obs.all, env.obs),
      ...[...lists].map((path) => line(`${path}_length`, ["(n,), how many elements there are; without it all that the array has"], undefined)),
      ...texts,
    ]),
    ...section("Action:", rows(acts.all, env.acts)),
  ];
}

function inputLine(leaf: Leaf, slots: readonly Slot[]): string {
  const { kind, values, low, high, integer, unit, doc } = slots[leaf.slots[0]![0]!]!;
  const what = kind === "bool" ? "bool" : kind === "enum" ? `names (${values!.join(", ")}) or their places` : `${integer ? "whole, " : ""}${range(low, high)}${unit}`.replace(/, $/, "");
  return line(leaf.path.join("."), [shapeOf(leaf, "n"), what, leaf.isOptional ? "may be missing (NaN)" : ""], doc);
}

function range(low: number | null, high: number | null): string {
  return low === null && high === null ? "" : `${low === null ? `at most ${high}` : high === null ? `at least ${low}` : `${low} to ${high}`} `;
}

function reportShape({ reward }: Plan, value: ReportIr): string {
  switch (value.kind) {
    case "record": return `a dict of ${value.fields.map(({ name }) => name).join(", ")}`;
    case "vector": return `(n, ${value.items.length})`;
    case "scalar": case "list": {
      const node = reward.nodes[value.node]!, truth = node.t === "bool" ? ", 1 true, 0 false, NaN not known" : "";
      return LISTS.has(node.op) ? `Listed, at most ${reward.loops[node.loop!]!.max}${truth}` : `(n,)${truth}`;
    }
  }
}
