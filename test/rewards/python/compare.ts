import { LISTS, type ReportIr, type RewardIr } from "../../../compiler/ir/reward.ts";
import type { RewardStep } from "../../../runtime/interpreter/reward.ts";
import type { PythonStep } from "./python.ts";

/** A number, or a list of such; what is not known is NaN, of truths too. */
type Plain = number | readonly Plain[] | { readonly [name: string]: Plain };

/** Where what one environment gives in Python is not what the interpreter gave. */
export function differences(reward: RewardIr, expected: RewardStep, step: PythonStep, at: number, tolerance: number): string[] {
  const found: string[] = [], { nodes } = reward;
  const compare = (what: string, a: Plain, b: Plain): void => { if (!same(a, b, tolerance)) found.push(`${what}: ${JSON.stringify(shown(b))} instead of ${JSON.stringify(shown(a))}`); };
  const value = (node: number): Plain => {
    const of = expected.values.get(node)!, one = (x: number): number => (nodes[node]!.t === "num" ? x : x === 1 ? NaN : x / 2);
    return typeof of === "number" ? one(of) : of.map(one);
  };
  const expectedOf = (report: ReportIr): Plain => {
    if (report.kind === "vector") return report.items.map(expectedOf);
    if (report.kind === "record") return Object.fromEntries(report.fields.map((field) => [field.name, expectedOf(field.value)]));
    return value(report.node);
  };
  const taken = (report: ReportIr, given: unknown): Plain => {
    if (report.kind === "record") return Object.fromEntries(report.fields.map((field) => [field.name, taken(field.value, (given as Record<string, unknown>)[field.name])]));
    if (report.kind === "vector") return report.items.every(({ kind }) => kind === "scalar") ? row(given, at) : report.items.map((item, i) => taken(item, (given as readonly unknown[])[i]));
    return takenNode(report.node, given);
  };
  const takenNode = (node: number, given: unknown): Plain => {
    if (!LISTS.has(nodes[node]!.op)) return row(given, at);
    const [values, lengths] = given as readonly [unknown, unknown];
    return cut(row(values, at), row(lengths, at) as number);
  };

  compare("refused", expected.refused === null ? 0 : 1, row(step.refused, at));
  const total = step.length === null ? row(step.reward, at) : cut(row(step.reward, at), row(step.length, at) as number);
  compare("reward", expected.refused !== null && step.length !== null ? [] : (expected.reward as Plain), total);
  for (const { name, kind, value: report, counted } of reward.items) {
    compare(name, expectedOf(report), taken(report, ((kind === "log" ? step.logs : step.terms) as Record<string, unknown>)[name]));
    if (counted !== null) compare(`${name}, counted`, value(counted), takenNode(counted, (step.counted as Record<string, unknown>)[name]));
  }
  compare("terminated", expected.terminated === null ? 0 : 1, row(step.terminated, at));
  compare("truncated", expected.truncated === null ? 0 : 1, row(step.truncated, at));
  for (const { name, when } of reward.stops) compare(`stop ${name}`, expected.values.get(when) === 2 ? 1 : 0, row((step.stops as Record<string, unknown>)[name], at));
  return found;
}

function row(given: unknown, at: number): Plain {
  return number((given as readonly unknown[])[at]);
}

function number(x: unknown): Plain {
  return Array.isArray(x) ? x.map(number) : x === "nan" ? NaN : x === "inf" ? Infinity : x === "-inf" ? -Infinity : Number(x);
}

/** Behind a list's end there is NaN alone. */
function cut(values: Plain, length: number): Plain {
  const all = values as readonly number[];
  return all.slice(length).every(Number.isNaN) ? all.slice(0, length) : all;
}

function same(a: Plain, b: Plain, tolerance: number): boolean {
  if (typeof a === "number" && typeof b === "number") return Object.is(a, b) || a === b || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a));
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => same(one as Plain, b[i] as Plain, tolerance));
  if (typeof a !== "object" || typeof b !== "object" || Array.isArray(a) || Array.isArray(b)) return false;
  return Object.entries(a).every(([name, one]) => same(one, (b as Record<string, Plain>)[name]!, tolerance));
}

const shown = (x: Plain): unknown => (typeof x === "number" ? String(x) : Array.isArray(x) ? x.map(shown) : Object.fromEntries(Object.entries(x).map(([name, one]) => [name, shown(one as Plain)])));
