import { OPS } from "../ir.ts";
import { anything, isRecord, lazy, list, nullable, number, optional, pair, record, tagged, text, truth, whole, word } from "./shape.ts";
import type { Shape } from "./shape.ts";

/** Deeper than anybody writes, and shallow enough for every pass to recurse. */
const DEEPEST = 1000;

const at = pair(whole, whole);
const type = word("num", "bool", "text", "list", "json");
const types = new Set(["num", "bool", "text", "list", "json"]);

/** Expressions are many and deep: one function, no combinators. */
const expression: Shape = (v, place, say) => {
  const walk = (one: unknown, depth: number): boolean => {
    if (depth > DEEPEST) return false;
    if (!isRecord(one) || typeof one["op"] !== "string" || !Object.hasOwn(OPS, one["op"])) return false;
    if (typeof one["t"] !== "string" || !types.has(one["t"])) return false;
    const { args, value, name, path, window, weak } = one;
    if (name !== undefined && typeof name !== "string") return false;
    if (path !== undefined && !(Array.isArray(path) && path.every((p) => typeof p === "string"))) return false;
    if (weak !== undefined && typeof weak !== "boolean") return false;
    if (typeof value === "number" ? !Number.isFinite(value) : value !== undefined && value !== null && typeof value !== "boolean" && typeof value !== "string") return false;
    if (window !== undefined && window !== "turn" && !isWindow(window)) return false;
    return args === undefined || (Array.isArray(args) && args.every((arg) => walk(arg, depth + 1)));
  };
  if (!walk(v, 0)) say(place, "is no expression");
};

function isWindow(v: unknown): boolean {
  if (!Array.isArray(v) || v.length !== 2) return false;
  const [low, high] = v as unknown[];
  return Number.isFinite(low) && (low as number) >= 0 && (high === null || (Number.isFinite(high) && (high as number) >= (low as number)));
}

const slotFields = {
  name: text, kind: word("num", "bool", "enum"), low: nullable(number), high: nullable(number), integer: truth,
  values: optional(list(text)), unit: text, doc: optional(text),
};
const shape: Shape = lazy(() => tagged("kind", {
  slot: record({ slot: whole }),
  vector: record({ items: list(shape) }),
  list: record({ length: whole, items: list(shape) }),
  record: record({ fields: list(record({ name: text, shape })) }),
}));
const dynamics = record({
  method: word("euler", "rk4", "discrete"),
  next: list(record({ name: text, value: expression, at })),
  disturbances: list(record({ name: text, low: number, high: number })),
});
const env = record({
  name: text, at, rate: nullable(number), obs: list(record(slotFields)), obsShape: shape,
  acts: list(record({ ...slotFields, default: number })), actShape: shape,
  memories: list(record({ ...slotFields, start: expression, next: expression })),
  monitors: optional(list(record({ ...slotFields, formula: expression, at }))),
  dynamics: nullable(dynamics),
  tools: list(record({ name: text, schema: record({}), result: nullable(record({})), readOnly: truth, builtIn: optional(truth) })),
  labels: optional(list(record({ label: word("untrusted", "trusted", "secret"), source: record({ tool: nullable(text), path: list(text) }), at }))),
  principal: nullable(text),
});
const values = list(record({ name: text, value: expression }));
const proposer = record({
  name: text,
  source: tagged("kind", { policy: record({ gives: list(text) }), controller: record({}), tell: record({ template: text }) }),
  when: nullable(expression), within: nullable(number), hold: nullable(record({ until: expression, ticks: whole })), at,
});
const condition = (fields: Readonly<Record<string, Shape>>): Shape => record({ at, text, ...fields });
const conditions = tagged("kind", {
  limit: condition({ name: text, low: expression, high: expression }),
  rate: condition({ name: text, rate: expression }),
  require: condition({ value: expression, margin: nullable(expression) }),
  barrier: condition({ h: expression, alpha: expression, next: expression, gains: values }),
  foresee: condition({ backup: text, until: expression, steps: whole, spec: text, body: expression, margin: nullable(expression) }),
  keep: condition({ spec: text, body: expression, margin: nullable(expression) }),
});
const guardFields = { name: text, env: text, at, proposers: list(proposer), later: list(text) };
const guard = tagged("kind", {
  sampled: record({ ...guardFields, conditions: list(conditions) }),
  tools: record({ ...guardFields, obeys: list(text) }),
});
const rule = record({
  effect: word("allow", "ask", "forbid"),
  cases: list(record({ tool: nullable(text), when: nullable(expression), elseAsk: nullable(expression) })),
  hasElseAsk: truth, saying: nullable(text), thenStop: truth, at, text,
});
const numbers = list(record({ name: text, value: number }));
const step = (fields: Readonly<Record<string, Shape>>): Shape => record({ at, ...fields });
const testStep = tagged("kind", {
  given: step({ sets: numbers }), with: step({ sets: numbers }), at: step({ time: number, sets: numbers }),
  gives: step({ proposer: text, sets: values }), simulate: step({ seconds: number }), prompt: step({ text }),
  call: step({ tool: text, args: record({}), returns: nullable(text) }),
  expectVerdict: step({ verdict: word("allow", "ask", "forbid") }), expect: step({ formula: expression, text }),
});

export const programShape: Shape = record({
  format: anything, path: text, envs: list(env),
  fns: list(record({ name: text, params: list(record({ name: text, t: type })), t: type, body: expression, at })),
  specs: list(record({ name: text, env: text, formula: expression, at })),
  controllers: list(record({ name: text, env: text, sets: values, at })),
  policies: list(record({ name: text, env: text, server: word("onnx", "agent", "oip", "openai"), file: nullable(text), gives: list(text), at })),
  privileges: list(record({ name: text, env: text, rules: list(rule), at })),
  guards: list(guard),
  tests: list(record({ title: text, on: text, steps: list(testStep), later: list(text), at })),
});
