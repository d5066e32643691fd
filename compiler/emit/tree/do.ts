import type { Ir } from "../../ir/ir.ts";
import { TreeStatus, type NodeOf } from "../../ir/tree.ts";
import { weight } from "./expressions.ts";
import { line, when, type Code } from "./statements.ts";
import type { To, Visit, Writer } from "./writer.ts";

/** At work until its end has come, or what it proposes is not fit to be done. */
export const act: Visit<"do"> = (w, n, node, to) => {
  const source = w.tree.sources.findIndex(({ name }) => name === node.source);
  const forbidden = source < 0 ? [] : when(`${w.at(w.layout.may + source, `may ${node.source!}`)} === 0`, to("failure"));
  const first = [w.put(n, "began", w.sample), ...(node.until === null ? [] : [w.put(n, "run", 0)])];
  const begin = when(w.is(n, TreeStatus.running), [], first);
  return [...forbidden, ...begin, ...ends(w, n, node, to), ...fit(w, node, source, to), ...to("running")];
};

function ends(w: Writer, n: number, { until, ticks }: NodeOf<"do">, to: To): Code {
  if (until === null) return ticks === null ? [] : when(`${w.sample} - ${w.cell(n, "began")} >= ${ticks}`, to("success"), [], 8);
  const count = [...w.ifTrue(until, [w.add(n, "run")], [w.put(n, "run", 0)])];
  return [...count, ...when(`${w.cell(n, "run")} >= ${(ticks ?? 0) + 1}`, to("success"), [], 6)];
}

/** What a leaf sets, by action slot: expressions, or places of a policy's offer. */
function proposed(w: Writer, { source, sets }: NodeOf<"do">): readonly { readonly slot: number; readonly value: Ir | string }[] {
  const slotOf = (name: string): number => w.env.acts.findIndex((act) => act.name === name);
  const place = w.tree.sources.findIndex(({ name }) => name === source), offer = w.layout.offers[place] ?? null;
  if (offer !== null) return w.tree.sources[place]!.gives.map((name) => ({ slot: slotOf(name), value: w.at(offer.action + slotOf(name), `${source!}: ${name}`) }));
  return (source === null ? sets : w.controllers.find(({ name }) => name === source)!.sets).map(({ name, value }) => ({ slot: slotOf(name), value }));
}

function fit(w: Writer, node: NodeOf<"do">, source: number, to: To): Code {
  const offer = w.layout.offers[source] ?? null;
  const present = offer === null ? [] : when(`${w.at(offer.present, `${node.source!} is there`)} === 1`, [], to("failure"));
  return [...present, ...proposed(w, node).flatMap(({ slot, value }) => fits(w, slot, value, to))];
}

/** A value that is known to fit, or not to, is not looked at. */
function fits(w: Writer, slot: number, value: Ir | string, to: To): Code {
  const { kind, integer, low, high } = w.env.acts[slot]!, isWhole = integer || kind === "enum";
  const known = typeof value === "string" ? null : literalOf(value);
  if (known !== null) {
    const isFit = kind === "bool" ? known === 0 || known === 2 : known >= (low ?? -Infinity) && known <= (high ?? Infinity) && (!isWhole || Number.isInteger(known));
    return isFit ? [] : to("failure");
  }
  const text = textOf(w, value);
  const test = kind === "bool" ? `settled_truth(${text})` : !isWhole && low === null && high === null ? `finite(${text})` : `${isWhole ? "whole_inside" : "inside"}(${text}, ${low ?? "-Infinity"}, ${high ?? "Infinity"})`;
  return when(test, [], to("failure"), 8 + costOf(value));
}

/** The number that a buffer has for a literal. */
function literalOf({ op, value }: Ir): number | null {
  if (typeof value === "boolean") return 2 * Number(value);
  return op === "num" && typeof value === "number" && !Number.isNaN(value) ? value : null;
}

const textOf = (w: Writer, value: Ir | string): string => (typeof value === "string" ? value : w.value(value));
const costOf = (value: Ir | string): number => (typeof value === "string" ? 4 : weight(value));

/** After the tick: what each leaf at work gives; of several the later wins. */
export function proposal(w: Writer): Code {
  const { gives, action, offers } = w.layout;
  const none = w.env.acts.flatMap((act, i) => [line(`${w.place(gives + i, `gives ${act.name}`)} = 0;`), line(`${w.place(action + i, act.name)} = ${act.kind === "bool" ? 2 * act.default : act.default};`)]);
  const leaves = w.tree.nodes.flatMap((node, n): Code => {
    if (node.kind !== "do" || !w.gives(n, "running")) return [];
    const offer = offers[w.tree.sources.findIndex(({ name }) => name === node.source)] ?? null;
    const sets = proposed(w, node).flatMap(({ slot, value }) => [
      line(`${w.place(gives + slot, `gives ${w.env.acts[slot]!.name}`)} = 1;`),
      line(`${w.place(action + slot, w.env.acts[slot]!.name)} = ${textOf(w, value)};`, costOf(value)),
    ]);
    return when(w.is(n, TreeStatus.running), offer === null ? sets : when(`${w.at(offer.present, `${node.source!} is there`)} === 1`, sets));
  });
  return [...none, ...leaves];
}
