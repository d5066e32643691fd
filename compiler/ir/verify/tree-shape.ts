import type { TreeKind } from "../tree.ts";
import { at, expression } from "./expression-shape.ts";
import { entryShape, setsShape } from "./machines.ts";
import { list, nullable, optional, record, tagged, text, truth, whole, word, type Shape } from "./shape.ts";

const given = optional(expression), sets = optional(setsShape);
const pre = record({ failureIf: given, successIf: given, skipIf: given, while: given });
const post = record({ success: sets, failure: sets, halted: sets, always: sets });
const node = (fields: Readonly<Record<string, Shape>> = {}): Shape => record({ name: text, at, children: list(whole), pre: optional(pre), post: optional(post), ...fields });

const ordered = node({ yields: truth }), attempts = node({ times: expression }), timed = node({ samples: expression });

const nodes = {
  sequence: ordered, fallback: ordered, memorySequence: ordered, reactiveSequence: node(), reactiveFallback: node(),
  parallel: node({ success: expression, failure: expression, stalls: truth }), parallelAll: node({ failures: expression }),
  ifThenElse: node(), whileDoElse: node(), switch: node({ cases: list(expression) }), tryCatch: node({ onHalt: truth }),
  recovery: node({ retries: whole }), pipelineSequence: node(), roundRobin: node(), again: node(),
  invert: node(), subtree: node(), force: node({ to: word("success", "failure") }), retry: attempts, repeat: attempts, keepRunning: node({ swallows: truth }), runOnce: node({ thenSkip: truth }),
  timeout: node({ samples: expression, loses: truth }), delay: timed, every: timed, when: node({ value: expression, otherwise: word("success", "failure", "skipped", "running"), sticks: truth }),
  loop: node({ entry: text, values: list(expression), ifEmpty: word("success", "failure", "skipped") }), onUpdate: node({ entry: text, otherwise: word("skipped", "running") }),
  check: node({ value: expression }), set: node({ sets: setsShape }), constant: node({ gives: word("success", "failure") }), wait: node({ samples: expression, slips: truth }), wasUpdated: node({ entry: text }),
  extern: node({ leaf: text, args: list(record({ name: text, value: expression })), outputs: list(record({ name: text, entry: text })) }),
  do: node({ source: nullable(text), sets: list(record({ name: text, value: expression })), until: nullable(expression), ticks: nullable(whole) }),
} as const satisfies Record<TreeKind, Shape>;

export const treeShape: Shape = record({
  name: text, env: text, mode: word("strict", "compatible"), at, later: list(text), texts: list(text), entries: list(entryShape),
  sources: list(record({ name: text, kind: word("policy", "controller"), gives: list(text) })),
  nodes: list(tagged("kind", nodes)), haltsEvery: truth, keepsWake: truth,
});
