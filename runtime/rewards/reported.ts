import type { ReportIr, RewardIr } from "../../compiler/ir/reward.ts";
import { toJson } from "../interpreter/values.ts";

/** What a step reports, as JSON: what is not known, and a number that is not finite, is null. */
export function reported(value: ReportIr, reward: RewardIr, values: ReadonlyMap<number, number | readonly number[]>): unknown {
  switch (value.kind) {
    case "vector": return value.items.map((item) => reported(item, reward, values));
    case "record": return Object.fromEntries(value.fields.map((field) => [field.name, reported(field.value, reward, values)]));
    case "scalar": case "list": {
      const { t } = reward.nodes[value.node]!, of = values.get(value.node)!;
      return typeof of === "number" ? json(t, of) : of.map((one) => json(t, one));
    }
  }
}

/** Zero has no sign in JSON. */
function json(t: "num" | "bool", value: number): unknown {
  return toJson(t, t === "num" ? value + 0 : value);
}
