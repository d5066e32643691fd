import { at, expression } from "./expression-shape.ts";
import { machineShape } from "./machines.ts";
import { rewardShape } from "./reward-shape.ts";
import { anything, lazy, list, nullable, number, optional, record, tagged, text, truth, whole, word } from "./shape.ts";
import type { Shape } from "./shape.ts";
import { treeShape } from "./tree-shape.ts";

const type = word("num", "bool", "text", "list", "json");

const slotFields = {
  name: text, kind: word("num", "bool", "enum"), low: nullable(number), high: nullable(number), integer: truth,
  values: optional(list(text)), unit: text, doc: optional(text),
};
const shape: Shape = lazy(() => tagged("kind", {
  slot: record({ slot: whole }),
  vector: record({ items: list(shape) }),
  list: record({ length: whole, items: list(shape) }),
  text: record({ name: text }),
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
  source: tagged("kind", { policy: record({ gives: list(text) }), controller: record({}), tree: record({}), tell: record({ template: text }) }),
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
  sampled: record({ ...guardFields, conditions: list(conditions), follows: optional(text) }),
  tools: record({ ...guardFields, obeys: list(text) }),
});
const rule = record({
  effect: word("allow", "ask", "forbid"),
  cases: list(record({ tool: nullable(text), when: nullable(expression), elseAsk: nullable(expression) })),
  hasElseAsk: truth, saying: nullable(text), thenStop: truth, at, text,
});
const numbers = list(record({ name: text, value: number }));
const step = (fields: Readonly<Record<string, Shape>>): Shape => record({ at, ...fields });
const observed = { sets: numbers, entries: optional(numbers), acts: optional(numbers), texts: optional(list(record({ name: text, value: text }))) };
const testStep = tagged("kind", {
  given: step(observed), with: step(observed), at: step({ time: number, sets: numbers, entries: optional(numbers) }),
  mock: step({ nodes: list(text), answers: list(record({ gives: word("success", "failure", "skipped", "running"), times: whole })) }),
  gives: step({ proposer: text, sets: values }), simulate: step({ seconds: number }), prompt: step({ text }),
  call: step({ tool: text, args: record({}), returns: nullable(text) }),
  expectVerdict: step({ verdict: word("allow", "ask", "forbid") }), expect: step({ formula: expression, text }), expectTrend: step({ reward: text, up: truth }),
});

const claim = (fields: Readonly<Record<string, Shape>>): Shape => record({ title: text, on: text, at, later: list(text), ...fields });
const proof = tagged("kind", { rules: claim({ open: nullable(text) }), tree: claim({ always: truth, formula: expression, text, host: list(text) }) });

export const programShape: Shape = record({
  format: anything, path: text, envs: list(env),
  fns: list(record({ name: text, params: list(record({ name: text, t: type })), t: type, body: expression, at })),
  specs: list(record({ name: text, env: text, formula: expression, at })),
  controllers: list(record({ name: text, env: text, sets: values, at })),
  policies: list(record({ name: text, env: text, server: word("onnx", "agent", "oip", "openai"), file: nullable(text), gives: list(text), at })),
  privileges: list(record({ name: text, env: text, rules: list(rule), at })),
  guards: list(guard),
  tests: list(record({ title: text, on: text, steps: list(testStep), later: list(text), at })),
  rewards: optional(list(rewardShape)),
  trees: optional(list(treeShape)),
  machines: optional(list(machineShape)),
  proofs: optional(list(proof)),
});
