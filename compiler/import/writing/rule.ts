import { type Condition, conditionText, operands } from "./condition.ts";

/** One rule of a privilege, before it is laid out. */
export interface WrittenRule {
  readonly verb: "allow" | "ask" | "forbid";
  /** The tools, as they are written. */
  readonly targets: readonly string[];
  readonly when: Condition;
  /** `saying "…"`, `then stop` and the like. */
  readonly end?: string;
  /** What is said above it. */
  readonly remark?: string | null;
}

const WIDTH = 120;

export function ruleText({ verb, targets, when, end, remark }: WrittenRule): string {
  const head = `${verb} ${targets.join(", ")}`;
  const above = remark ? remark.replace(/(.{1,100}\S*)(?: |$)/g, "  // $1\n") : "";
  const tail = end === undefined ? "" : ` ${end}`;
  if (when.kind === "constant") return `${above}  ${head}${tail}\n`;
  const line = `  ${head} when ${conditionText(when)}`;
  if (line.length <= WIDTH) return `${above}${line}${line.length + tail.length <= WIDTH ? tail : `\n   ${tail}`}\n`;
  const broken = when.kind === "and" || when.kind === "or" ? operands(when) : [conditionText(when)];
  return `${above}  ${head} when ${broken.join(`\n    ${when.kind} `)}${tail === "" ? "" : `\n   ${tail}`}\n`;
}
