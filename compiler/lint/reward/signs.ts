import type { NodeRange } from "../../analyze/reward-ranges.ts";
import type { Span } from "../../../grammar/spans.ts";
import { isOfStop, nameSpan, shown, terms, type Subject } from "./subject.ts";
import { wordsOf } from "./words.ts";

type Words = ReadonlySet<string>;

/** What takes away, and what gives. `reward` is a name for either: there only a weight that turns it says something. */
const TAKES: Words = new Set(["penalty", "penalties", "cost", "costs", "price", "punishment", "loss", "effort"]);
const GIVES: Words = new Set(["bonus", "progress", "gain", "prize"]);
/** What ends an episode badly, and well. */
const ENDS_BADLY: Words = new Set(["collision", "crash", "fall", "fallen", "failure", "failed"]);
const ENDS_WELL: Words = new Set(["success", "solved", "arrived"]);
/** `no_penalty` is none. */
const NOT: Words = new Set(["no", "not", "non", "without", "free", "avoided", "saved"]);

/** A term whose sign is against its name, at whatever step. */
export function signsAgainstNames(subject: Subject): void {
  const { reward, ranges } = subject;
  for (const { item, name, range, span } of terms(subject)) {
    check(subject, name, range, span, TAKES, GIVES);
    const raw = item.value.kind === "scalar" ? ranges[item.value.node]! : undefined;
    if (wordsOf(name).includes("reward") && raw !== undefined && raw.low >= 0 && isNegative(range)) report(subject, name, range, span, "takes away");
  }
  for (const item of reward.items) {
    if (item.counted !== null && isOfStop(item, reward)) check(subject, item.name, ranges[item.counted]!, nameSpan(subject, item), ENDS_BADLY, ENDS_WELL);
  }
}

const isPositive = ({ low, high }: NodeRange): boolean => low >= 0 && high > 0;
const isNegative = ({ low, high }: NodeRange): boolean => high <= 0 && low < 0;

function check(subject: Subject, name: string, range: NodeRange, span: Span, takes: Words, gives: Words): void {
  const words = wordsOf(name), has = (set: Words): boolean => words.some((word) => set.has(word));
  if (has(NOT) || has(takes) === has(gives)) return;
  if (has(takes) && isPositive(range)) report(subject, name, range, span, "pays");
  if (has(gives) && isNegative(range)) report(subject, name, range, span, "takes away");
}

function report({ cx }: Subject, name: string, { low, high }: NodeRange, span: Span, what: string): void {
  cx.bag.add("signAgainstName", span, { name, what, range: `${shown(low)} to ${shown(high)}` }, { help: "turn its sign, or its weight's" });
}
