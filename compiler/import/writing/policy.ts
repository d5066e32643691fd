import { ruleText, type WrittenRule } from "./rule.ts";

/** A policy over tools: an env, a privilege, and a guard that obeys it. */
export interface WrittenPolicy {
  /** What is said above it, a paragraph each line. */
  readonly about: string;
  readonly uses?: readonly string[];
  readonly env: string;
  /** What the env declares, a line each. */
  readonly items: readonly string[];
  /** Rules that belong together; between them stands an empty line. */
  readonly groups: readonly (readonly WrittenRule[])[];
}

export const PRIVILEGE = "imported";
export const GUARD = "assistant";

export function policyText({ about, uses = [], env, items, groups }: WrittenPolicy): string {
  const used = uses.map((module) => `use ${module}\n`).join("");
  const doc = about.split("\n").map((line) => `/// ${line}`.trimEnd()).join("\n");
  return `${doc}
${used}${used === "" ? "" : "\n"}env ${env} {
${items.map((item) => (item === "" ? "" : `  ${item}`)).join("\n")}
}

privilege ${PRIVILEGE} over ${env} {
${groups.map((rules) => rules.map(ruleText).join("")).join("\n")}}

guard ${GUARD} over ${env} {
  propose agent
  else    tell "Not permitted: {reason}"

  obey ${PRIVILEGE}
}
`;
}
