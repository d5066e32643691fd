import fc from "fast-check";
import { expect, test } from "vitest";
import { importProgent } from "../../compiler/import/progent/import.ts";
import { schemaCompiler } from "../../compiler/types/json-schema.ts";
import { judged, sound } from "./judged.ts";

type Call = Readonly<Record<string, unknown>>;
type Rule = readonly [priority: number, effect: 0 | 1, conditions: Readonly<Record<string, unknown>>, fallback: 0 | 1 | 2];

const compile = schemaCompiler();
const validators = new Map<string, (value: unknown) => boolean>();

/** What Progent asks of one argument, by a validator of JSON Schema that is not ours. */
function fits(restriction: unknown, value: unknown): boolean {
  if (typeof restriction === "string") return typeof value === "string" && new RegExp(`^(?:${restriction})`, "u").test(value);
  const key = JSON.stringify(restriction), known = validators.get(key) ?? compile(restriction as Record<string, unknown>);
  validators.set(key, known as (value: unknown) => boolean);
  return known(value) as boolean;
}

/** Progent's own way: lower priorities first, of one priority what forbids, and the first rule that applies. An argument that is missing is not looked at. */
function progent(rules: readonly Rule[], call: Call): { readonly verdict: string; readonly stop: boolean } {
  const first = [...rules].sort((a, b) => a[0] - b[0] || b[1] - a[1]).find(([, , conditions]) => Object.entries(conditions).every(([name, restriction]) => !Object.hasOwn(call, name) || fits(restriction, call[name])));
  const [, effect, , fallback] = first ?? [0, 1, {}, 0];
  return { verdict: effect === 0 ? "allow" : fallback === 2 ? "ask" : "forbid", stop: effect === 1 && fallback === 1 };
}

const WHOLE = ["^a.*$", "^(a|b)+$", "^[a-c]{1,2}$", "^.*b$", ".*c.*", "^(?!a).*$", "^x\\w*$", "^a?b?c?$", "^(?=.*b)(?!x).*$", "^(a|b).*$", "^x(a$|b$)", "^$", "^[^a]+$", "^ab$|^c$"];
const PARTIAL = [...WHOLE, "a", "b$", "^a", "[bc]", "ab|c", "(^|x)a", "b($|c)", "\\bab\\b", "", "a+?b"];
const TEXTS = ["", "a", "b", "c", "ab", "abc", "xab", "bca", "x", "xaby", "a b", "cab c"];

/** Restrictions of an argument, with these patterns. */
function restrictions(patterns: readonly string[]): Readonly<Record<string, fc.Arbitrary<unknown>>> {
  const text = fc.constantFrom(...TEXTS), number = fc.integer({ min: -4, max: 12 });
  const basic = fc.oneof(
    fc.constant({ type: "string" }), text.map((value) => ({ const: value })), fc.uniqueArray(text, { minLength: 1, maxLength: 4 }).map((values) => ({ enum: values })),
    fc.constantFrom(...patterns).map((pattern) => ({ type: "string", pattern })), fc.nat(4).map((minLength) => ({ minLength })), fc.nat(4).map((maxLength) => ({ type: "string", maxLength })),
  );
  const texts = fc.oneof(
    { weight: 5, arbitrary: basic }, fc.tuple(basic, basic).map((anyOf) => ({ anyOf })), fc.tuple(basic, basic).map((allOf) => ({ allOf })), basic.map((not) => ({ type: "string", not })),
  );
  const numbers = fc.oneof(
    number.map((minimum) => ({ type: "number", minimum })), number.map((maximum) => ({ maximum })), fc.tuple(number, number).map(([minimum, maximum]) => ({ minimum, maximum })),
    number.map((exclusiveMinimum) => ({ exclusiveMinimum })), fc.tuple(number, number).map(([minimum, exclusiveMaximum]) => ({ minimum, exclusiveMaximum })),
    number.map((value) => ({ const: value })), fc.uniqueArray(number, { minLength: 1, maxLength: 4 }).map((values) => ({ enum: values })),
    fc.constantFrom(1, 2, 3).map((multipleOf) => ({ type: "number", multipleOf })), number.map((minimum) => ({ type: "number", not: { minimum } })), fc.constant({ type: "number" }),
  );
  const lists = fc.oneof(
    basic.map((items) => ({ type: "array", items })), fc.nat(3).map((minItems) => ({ type: "array", minItems })), fc.tuple(basic, fc.nat(3)).map(([items, maxItems]) => ({ items, maxItems })),
    basic.map((items) => ({ type: "array", not: { items } })),
  );
  return { t: fc.oneof({ weight: 6, arbitrary: texts }, fc.constantFrom(...patterns)), n: numbers, b: fc.constantFrom({ const: true }, { const: false }, { type: "boolean" }, { enum: [true, false] }), l: lists };
}

/** A list of rules: an `allow` with whole patterns alone, whose meaning does not change, or with any. */
function rules(inAllows: readonly string[]): fc.Arbitrary<readonly Rule[]> {
  const rule = (effect: 0 | 1, patterns: readonly string[]): fc.Arbitrary<Rule> =>
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constant(effect), fc.record(restrictions(patterns), { requiredKeys: [] }), fc.constantFrom(0, 0, 1, 2));
  return fc.array(fc.oneof(rule(0, inAllows), rule(1, PARTIAL)), { minLength: 1, maxLength: 6 });
}

const whole: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  t: fc.constantFrom(...TEXTS), n: fc.oneof(fc.integer({ min: -5, max: 13 }), fc.constantFrom(0.5, 2.5, -1.5)), b: fc.boolean(), l: fc.array(fc.constantFrom(...TEXTS), { maxLength: 4 }),
};
const calls = (requiredKeys: readonly string[]): fc.Arbitrary<readonly Call[]> => fc.array(fc.record(whole, { requiredKeys: requiredKeys as never[] }) as fc.Arbitrary<Call>, { minLength: 12, maxLength: 12 });

const RUNS = process.env["POL_LONG"] === "1" ? 5_000 : 250;
const SEVERITY: Readonly<Record<string, number>> = { allow: 0, ask: 1, forbid: 2 };

test("rules without an order decide as the first that applies did", () => {
  const seen = new Map<string, number>();
  fc.assert(fc.property(rules(WHOLE), calls(["t", "n", "b", "l"]), (list, all) => {
    const decide = judged(sound(importProgent(JSON.stringify({ tool: list }))).pol);
    for (const call of all) {
      const wanted = progent(list, call), { verdict, stop } = decide("tool", call);
      seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
      expect({ verdict, stop }, JSON.stringify(call)).toEqual(wanted);
    }
  }), { numRuns: RUNS });
  for (const verdict of ["allow", "ask", "forbid"]) expect(seen.get(verdict) ?? 0, verdict).toBeGreaterThan(RUNS / 10);
});

test("where an `allow` searched for a pattern, or an argument is missing, nothing is permitted that was not", () => {
  let harsher = 0;
  fc.assert(fc.property(rules(PARTIAL), calls([]), (list, all) => {
    const decide = judged(sound(importProgent(JSON.stringify({ tool: list }))).pol);
    for (const call of all) {
      const [before, now] = [SEVERITY[progent(list, call).verdict]!, SEVERITY[decide("tool", call).verdict]!];
      if (now > before) harsher++;
      expect(now, JSON.stringify(call)).toBeGreaterThanOrEqual(before);
    }
  }), { numRuns: RUNS });
  expect(harsher).toBeGreaterThan(RUNS / 10);
});
