import type { Ir } from "../../ir/ir.ts";
import { TreeStatus, type NodeOf } from "../../ir/tree.ts";
import { constantOf } from "./parameters.ts";
import { line, when, type Code } from "./statements.ts";
import { weight, type To, type Visit, type Writer } from "./writer.ts";

export const check: Visit<"check"> = (w, _, { value }, to) => w.ifTrue(value, to("success"), to("failure"));

export const set: Visit<"set"> = (w, _, { sets }, to) => [...w.run(sets), ...to("success")];

export const constant: Visit<"constant"> = (_w, _n, { gives }, to) => to(gives);

export const wasUpdated: Visit<"wasUpdated"> = (w, n, { entry }, to) =>
  when(`${w.cell(n, "seen")} === ${w.writes(entry)}`, to("failure"), [w.put(n, "seen", w.writes(entry)), ...to("success")]);

/** The host's answers in order, the last one again and again; without any it is at work. */
export const extern: Visit<"extern"> = (w, n, { args }, to) => {
  const answers = w.layout.answers[n]!, first = w.layout.args[n] ?? 0, isOnce = w.facts.once[n]!;
  const given = args.map(({ name, value }, i) => line(`t[${first + i} /* ${name.replaceAll(/\W/g, "_")} */] = ${w.value(value).text};`, weight(value) + 4));
  const count = `t[${answers} /* answers */]!`;
  const answer = isOnce ? `${count} > 0 ? t[${answers + 1}]! : 0` : `t[${answers} + Math.min(${w.cell(n, "visits")}, ${count})]!`;
  const cases = (["success", "failure", "skipped"] as const).map((one) => ({ value: TreeStatus[one], body: to(one) }));
  return [...given, isOnce ? w.put(n, "visits", 1) : w.add(n, "visits"), { kind: "switch", on: answer, weight: 16, cases, otherwise: to("running") }];
};

/** At work until its end has come, or what it proposes is not fit to be done. */
export const act: Visit<"do"> = (w, n, node, to) => {
  const source = w.tree.sources.findIndex(({ name }) => name === node.source);
  const forbidden = source < 0 ? [] : when(`t[${w.layout.may + source} /* may */]! === 0`, to("failure"));
  const first = [w.put(n, "began", w.sample), ...(node.until === null ? [] : [w.put(n, "run", 0)])];
  const begin = w.mayBeRunning(n) ? when(`${w.status(n)} !== ${TreeStatus.running}`, first) : first;
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
  if (offer !== null) return w.tree.sources[place]!.gives.map((name) => ({ slot: slotOf(name), value: `t[${offer.action + slotOf(name)}]!` }));
  return (source === null ? sets : w.controllers.find(({ name }) => name === source)!.sets).map(({ name, value }) => ({ slot: slotOf(name), value }));
}

function fit(w: Writer, node: NodeOf<"do">, source: number, to: To): Code {
  const offer = w.layout.offers[source] ?? null;
  const present = offer === null ? [] : when(`t[${offer.present} /* present */]! === 1`, [], to("failure"));
  return [...present, ...proposed(w, node).flatMap(({ slot, value }) => fits(w, slot, value, to))];
}

function fits(w: Writer, slot: number, value: Ir | string, to: To): Code {
  const { kind, integer, low, high } = w.env.acts[slot]!;
  const known = typeof value === "string" ? undefined : value.op === "num" ? constantOf(value) : value.op === "bool" && value.value !== null ? 2 * Number(value.value) : undefined;
  const isWhole = integer || kind === "enum";
  if (known !== undefined && (typeof value === "string" || value.value !== null)) {
    const isFit = kind === "bool" ? known === 0 || known === 2 : known >= (low ?? -Infinity) && known <= (high ?? Infinity) && (!isWhole || Number.isInteger(known));
    return isFit ? [] : to("failure");
  }
  const text = typeof value === "string" ? value : w.value(value).text, cost = 12 + (typeof value === "string" ? 0 : weight(value));
  const test = kind === "bool" ? `settled_truth(${text})` : !isWhole && low === null && high === null ? `finite(${text})` : `${isWhole ? "whole_inside" : "inside"}(${text}, ${low ?? "-Infinity"}, ${high ?? "Infinity"})`;
  return when(test, [], to("failure"), cost);
}

/** After the tick: what each leaf at work gives; of several the later wins. */
export function proposal(w: Writer): Code {
  const { gives, action, offers } = w.layout;
  const none = w.env.acts.flatMap((act, i) => [line(`t[${gives + i} /* gives ${act.name.replaceAll(/\W/g, "_")} */] = 0;`), line(`t[${action + i}] = ${act.kind === "bool" ? 2 * act.default : act.default};`)]);
  const leaves = w.tree.nodes.flatMap((node, n): Code => {
    if (node.kind !== "do" || !w.gives(n, "running")) return [];
    const offer = offers[w.tree.sources.findIndex(({ name }) => name === node.source)] ?? null;
    const sets = proposed(w, node).flatMap(({ slot, value }) => [
      line(`t[${gives + slot}] = 1;`), line(`t[${action + slot}] = ${typeof value === "string" ? value : w.value(value).text};`, typeof value === "string" ? 6 : weight(value)),
    ]);
    return when(`${w.status(n)} === ${TreeStatus.running}`, offer === null ? sets : when(`t[${offer.present}]! === 1`, sets));
  });
  return [...none, ...leaves];
}
