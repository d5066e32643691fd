import type { Ir } from "../../compiler/ir/ir.ts";
import { isOver } from "../interpreter/lists.ts";
import { printable } from "../guard/template.ts";
import type { CallRecord, Evidence } from "../record/record.ts";
import { isReading } from "./readings.ts";
import { SECRET } from "./secrets.ts";
import { named, shown } from "./shown.ts";
import { shortened } from "./noted.ts";
import { type Situation, truthOf } from "./situation.ts";

export interface Seeing {
  readonly situation: Situation;
  readonly record: CallRecord;
}

const LOOPS: ReadonlySet<Ir["op"]> = new Set(["all", "any"]);
const MOST = 5;

/** The values and findings that a part of a condition rests on, a phrase each. */
export function seen(ir: Ir, seeing: Seeing): readonly string[] {
  const phrases = new Set<string>();
  collect(ir, seeing, phrases);
  return [...phrases].slice(0, MOST);
}

function collect(ir: Ir, seeing: Seeing, phrases: Set<string>): void {
  const { situation } = seeing;
  if (isReading(ir) && ir.op !== "called") {
    const phrase = reading(ir, seeing);
    if (phrase !== null) phrases.add(phrase);
    return;
  }
  switch (ir.op) {
    case "arg":
      phrases.add(`${named(ir.path!)} is ${argument(ir, seeing)}`);
      return;
    case "from": case "carries": case "within": case "matches": {
      const phrase = finding(ir, seeing);
      if (phrase !== null) phrases.add(phrase);
      return;
    }
    case "called":
      if (ir.args?.length === 0) return;
      break;
  }
  if (isOver(ir.op)) {
    if (situation.isSecret(ir)) return;
    if (!LOOPS.has(ir.op)) {
      const value = situation.value(ir);
      phrases.add(`\`${ir.at === undefined ? ir.op : situation.places.of(ir.at).text}\` is ${Number.isNaN(value) ? "unknown" : shown(value)}`);
      return;
    }
    const odd = situation.elements(ir).filter(({ value }) => truthOf(value) !== (ir.op === "all" ? "true" : "false"));
    for (const { element, value } of odd.slice(0, 3)) phrases.add(`${shown(element)}: ${truthOf(value)}`);
    if (situation.elements(ir).length === 0) phrases.add("the list is empty or missing");
    for (const one of findingsUnder(ir.args![1]!, seeing)) phrases.add(one);
    return;
  }
  for (const arg of ir.args ?? []) collect(arg, seeing, phrases);
}

function reading(ir: Ir, { situation, record }: Seeing): string | null {
  if (ir.t === "bool") return null;
  const { line, text } = ir.at === undefined ? { line: 0, text: ir.op } : situation.places.of(ir.at);
  const noted = record.happened?.find((one) => one.line === line && one.text === text);
  return `\`${text}\` is ${situation.isSecret(ir) ? SECRET : noted === undefined || noted.value === null ? "unknown" : shown(noted.value)}`;
}

function argument(ir: Ir, { situation }: Seeing): string {
  if (situation.isSecret(ir)) return SECRET;
  const value = situation.value(ir);
  if (ir.t === "bool") return value === 1 ? "missing" : String(value === 2);
  return Number.isNaN(value) ? "missing" : shown(value);
}

/** What the host found out about one value. */
function finding(ir: Ir, { situation, record }: Seeing): string | null {
  const [operand] = ir.args ?? [];
  if (operand === undefined) return null;
  const value = situation.value(operand);
  const evidence = evidenceOf(ir, value, situation, record.evidence);
  const isSecret = evidence?.secret === true || situation.isSecret(operand);
  const subject = operand.op === "arg" ? `${named(operand.path!)} (${isSecret ? SECRET : shown(value)})` : isSecret ? SECRET : shown(value);
  return sentence(ir, subject, evidence?.verdict ?? truthOf(situation.value(ir)), reason(evidence));
}

/** Names of fields in an answer, and what a set says of a value, were written by others. */
function reason(evidence: Evidence | undefined): string | null {
  if (evidence === undefined || evidence.because === null) return null;
  return evidence.secret === true && evidence.verdict === "false" ? null : printable(evidence.because).slice(0, 200);
}

/** Of a quantifier's body: what was found out about elements. */
function findingsUnder(ir: Ir, seeing: Seeing): string[] {
  if (ir.op !== "from" && ir.op !== "carries" && ir.op !== "within") return (ir.args ?? []).flatMap((one) => findingsUnder(one, seeing));
  if (ir.at === undefined) return [];
  const { line, text } = seeing.situation.places.of(ir.at);
  return seeing.record.evidence.filter((one) => one.line === line && one.text === text && one.because !== null && one.verdict !== "true")
    .map((one) => sentence(ir, one.secret === true ? SECRET : shown(one.value), one.verdict, reason(one)));
}

function evidenceOf(ir: Ir, value: unknown, { places }: Situation, all: readonly Evidence[]): Evidence | undefined {
  if (ir.at === undefined) return undefined;
  const { line, text } = places.of(ir.at);
  return all.find((one) => one.line === line && one.text === text && JSON.stringify(one.value) === JSON.stringify(shortened(value)));
}

function sentence({ op, name, path }: Ir, subject: string, verdict: Evidence["verdict"], because: string | null): string {
  const more = because === null || because === "the prompt" ? "" : verdict === "true" ? ` (${because})` : `; ${because}`;
  const nobody = (what: string): string => `nobody knows whether ${subject} ${what}`;
  switch (op) {
    case "from": {
      const source = name === undefined ? "the prompt" : `results of ${name}${(path ?? []).join("")}`;
      if (verdict === "unknown") return nobody(`is in ${source}`);
      return verdict === "true" ? `${subject} is in ${source}${more}` : `${subject} is not in ${source}${more}`;
    }
    case "carries":
      if (verdict === "unknown") return nobody(`has something ${name} in it`);
      return verdict === "true" ? `${subject} has something ${name} in it${because === null ? "" : `, from ${because}`}` : `${subject} has nothing ${name} in it`;
    case "within": {
      const set = `${name}(${(path ?? []).map((one) => JSON.stringify(one)).join(", ")})`;
      if (verdict === "unknown") return nobody(`is in ${set}`);
      return verdict === "true" ? `${subject} is in ${set}` : because === null ? `${subject} is not in ${set}` : `${subject} ${because}`;
    }
    default: return verdict === "unknown" ? nobody("is as the pattern says") : `${subject} is ${verdict === "true" ? "" : "not "}as the pattern says`;
  }
}
