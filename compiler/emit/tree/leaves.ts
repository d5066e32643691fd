import { TreeStatus } from "../../ir/tree.ts";
import { line, when } from "./statements.ts";
import { weight } from "./expressions.ts";
import type { Visit } from "./writer.ts";

export const check: Visit<"check"> = (w, _, { value }, to) => w.ifTrue(value, to("success"), to("failure"));

export const set: Visit<"set"> = (w, _, { sets }, to) => [...w.run(sets), ...to("success")];

export const constant: Visit<"constant"> = (_w, _n, { gives }, to) => to(gives);

export const wasUpdated: Visit<"wasUpdated"> = (w, n, { entry }, to) =>
  when(`${w.cell(n, "seen")} === ${w.writes(entry)}`, to("failure"), [w.put(n, "seen", w.writes(entry)), ...to("success")]);

/** The host's answers in order, the last one again and again; without any it is at work. */
export const extern: Visit<"extern"> = (w, n, { args }, to) => {
  const answers = w.layout.answers[n]!, first = w.layout.args[n] ?? 0, isOnce = w.facts.once[n]!;
  const given = args.map(({ name, value }, i) => line(`${w.place(first + i, name)} = ${w.value(value)};`, weight(value)));
  const count = w.at(answers, "answers");
  const answer = isOnce ? `${count} > 0 ? t[${answers + 1}]! : 0` : `t[${answers} + Math.min(${w.cell(n, "visits")}, ${count})]!`;
  const cases = (["success", "failure", "skipped"] as const).map((one) => ({ value: TreeStatus[one], body: to(one) }));
  return [...given, isOnce ? w.put(n, "visits", 1) : w.add(n, "visits"), { kind: "switch", on: answer, weight: 16, cases, otherwise: to("running") }];
};
