import { NODES } from "../reward.ts";
import { at, expression } from "./expression-shape.ts";
import { lazy, list, nullable, number, optional, record, tagged, text, whole, word } from "./shape.ts";
import type { Shape } from "./shape.ts";

const t = word("num", "bool");
const index = optional(whole);

const node = record({
  op: word(...Object.keys(NODES)), t, args: list(whole), value: optional(nullable(number)), slot: index, stride: index, length: index, max: index, loop: index, cell: index, feature: index,
});
const cell = tagged("kind", { value: record({ t, next: whole }), history: record({ t, next: whole, max: whole }) });
const report: Shape = lazy(() => tagged("kind", {
  scalar: record({ node: whole }),
  list: record({ node: whole }),
  vector: record({ items: list(report) }),
  record: record({ fields: list(record({ name: text, value: report })) }),
}));
const item = record({
  name: text, kind: word("term", "log", "shape"), stage: nullable(text), value: report, counted: nullable(whole), stages: optional(list(text)), unit: text, doc: optional(text), at,
});

export const rewardShape: Shape = record({
  name: text, env: text, doc: optional(text), at, nodes: list(node), loops: list(record({ length: whole, max: whole, depth: whole })), cells: list(cell),
  features: list(expression), total: whole, items: list(item), stops: list(record({ name: text, kind: word("terminate", "truncate"), when: whole, at })),
});
