import type { EnvIr, Slot } from "../../ir/ir.ts";
import type { NodeIr } from "../../ir/reward.ts";
import { below, shown, spanOf, textAt, type Subject } from "./subject.ts";

/**
 * `==` and `!=` between numbers that need not be whole. Not meant: asking whether a divisor is 0, which is the way to keep from dividing by
 * it. An observation without a unit beside a whole number may be a code: that is worth a note alone.
 */
export function numbersEqual(subject: Subject): void {
  const { env, reward: { nodes, total, stops }, ranges, source } = subject;
  const divisors = new Set(nodes.flatMap(({ op, args }) => (op === "div" ? [args[1]!] : [])));
  for (const id of [...below(subject.reward, [total, ...stops.map(({ when }) => when)])].sort((a, b) => a - b)) {
    const { op, args } = nodes[id]!, place = source.places.get(id), isDecided = ranges[id]!.low === ranges[id]!.high;
    if ((op !== "eq" && op !== "ne") || place === undefined || isDecided || args.every((arg) => ranges[arg]!.integer)) continue;
    const [a, b] = args as [number, number], wholeOf = (x: number): number | undefined => (Number.isInteger(nodes[x]!.value) ? nodes[x]!.value! : undefined);
    const other = wholeOf(a) === undefined ? a : b, whole = wholeOf(a) ?? wholeOf(b);
    if (whole === 0 && divisors.has(other)) continue;
    const slot = whole === undefined ? undefined : slotOf(env, nodes, other);
    const text = textAt(subject, place), not = op === "ne" ? "not " : "";
    if (slot?.unit === "") {
      const help = `if it is a code, declare it \`int\`; else leave room: \`${not}abs(… - ${shown(whole!)}) < 0.01\``;
      subject.cx.bag.add("codeNotWhole", spanOf(place), { text, name: slot.name, value: shown(whole!) }, { help });
    } else subject.cx.bag.add("numbersEqual", spanOf(place), { text }, { help: `leave room: \`${not}abs(a - b) < …\`` });
  }
}

/** The input that a node reads as it stands, also by an index. */
function slotOf(env: EnvIr, nodes: readonly NodeIr[], id: number): Slot | undefined {
  const { op, slot, args } = nodes[id]!;
  switch (op) {
    case "obs": return env.obs[slot!];
    case "act": return env.acts[slot!];
    case "item": return { ...env.obs[slot!]!, name: env.obs[slot!]!.name.replace(/\.0(?=\.|$)/, "") };
    case "at": return nodes[args[0]!]!.op === "listOf" ? slotOf(env, nodes, nodes[args[0]!]!.args[0]!) : undefined;
    default: return undefined;
  }
}
