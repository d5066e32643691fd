import { TreeStatus } from "../../compiler/ir/tree.ts";
import { found } from "./scope.ts";
import type { Visit } from "./tree-kinds.ts";
import type { TreeRun, Visited } from "./tree-run.ts";

const { running, success, failure } = TreeStatus;

export const check: Visit<"check"> = (run, _, { value }) => (run.isTrue(value) ? success : failure);

export const set: Visit<"set"> = (run, _, { sets }) => {
  run.run(sets);
  return success;
};

export const constant: Visit<"constant"> = (_run, _, { gives }) => TreeStatus[gives];

export const wasUpdated: Visit<"wasUpdated"> = (run, n, { entry }) => {
  const before = run.cell(n, "seen"), writes = run.writes(entry);
  run.put(n, "seen", writes);
  return writes === before ? failure : success;
};

export const extern: Visit<"extern"> = (run, n, { args }) => {
  const { layout, io } = run, first = layout.args[n] ?? 0;
  args.forEach(({ value }, i) => (io[first + i] = run.value(value)));
  const visits = run.cell(n, "visits");
  run.put(n, "visits", visits + 1);
  return run.answer(run, n, visits);
};

/** The host's answers in order, the last one again and again; without any it is at work. */
export function fromBuffer(run: TreeRun, n: number, visits: number): Visited {
  const answers = found(run.layout.answers[n] ?? undefined, `answers of node ${n}`), count = run.at(answers);
  return count === 0 ? running : (run.at(answers + 1 + Math.min(visits, count - 1)) as Visited);
}
