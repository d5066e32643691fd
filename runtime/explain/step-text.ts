import { printable } from "../guard/template.ts";
import type { AskedProposer, JudgedCondition, ModeRecord, StepRecord } from "../record/record.ts";
import { shown } from "./shown.ts";
import { PLAIN, type Style } from "./text.ts";

/** A recorded step of a guard over actions, line by line: who was asked, what each proposed, and what became of it. */
export function stepText(step: StepRecord, style: Style = PLAIN): string[] {
  const { tick, acting, action, reason, rule, observation, invalid, proposers, machine, specs = [] } = step;
  return [
    style.strong(`tick ${tick}: \`${acting}\` acts, ${fields(action)}`),
    `  ${printable(reason)}`,
    `  line ${rule.line}: ${rule.text}`,
    ...(machine === undefined ? [] : [`  ${modeText(machine)}`]),
    "", style.strong("What was observed"), `  ${fields(observation)}`, ...invalid.map((problem) => `  ${style.odd("not valid")} ${printable(problem)}`),
    "", style.strong("Who was asked"), ...proposers.flatMap((one) => proposerLines(one, style)),
    ...(specs.length === 0 ? [] : ["", style.strong("What was settled"), ...specs.map(({ spec, instant, verdict, robustness: [lo, hi], trouble }) => `  ${verdict.padEnd(9)}${spec}${instant === null ? "" : ` at sample ${instant}`}: ${trouble ?? (lo === hi ? number(lo) : `${number(lo)} to ${number(hi)}`)}`)]),
  ];
}

function modeText({ name, state, since, rolledBack, doing }: ModeRecord): string {
  const compensating = doing === undefined ? "" : `: \`${doing}\` makes good what was done`;
  return `\`${name}\` ${rolledBack === true ? "rolled back to" : "is in"} \`${state}\` since tick ${since}${compensating}`;
}

function proposerLines({ proposer, outcome, proposed, age, leaves = [], conditions = [] }: AskedProposer, style: Style): string[] {
  const width = Math.min(60, Math.max(0, ...conditions.map(({ text }) => text.length)));
  return [
    `  ${proposer}: ${outcome}${offered(proposed, age)}`,
    ...leaves.map((leaf) => `    leaf ${printable(leaf.name)}: ${leaf.outcome}${offered(leaf.proposed, leaf.age)}`),
    ...conditions.map((one) => conditionLine(one, width, style)),
  ];
}

function offered(proposed: unknown, age: number | undefined): string {
  const what = [...(proposed === undefined || proposed === null ? [] : [fields(proposed)]), ...(age === undefined ? [] : [`${number(age)} s old`])];
  return what.length === 0 ? "" : ` (${what.join(", ")})`;
}

function conditionLine({ line, text, verdict, margin }: JudgedCondition, width: number, style: Style): string {
  const said = verdict === "true" ? verdict.padEnd(9) : style.odd(verdict.padEnd(9));
  return `    ${said}line ${String(line).padEnd(4)} ${text.padEnd(width)}  ${style.faint(margin === null ? "no margin" : `margin ${number(margin)}`)}`;
}

function fields(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return shown(value);
  return Object.entries(value).map(([name, one]) => `${printable(name)} ${typeof one === "number" ? number(one) : shown(one)}`).join(", ");
}

const number = (value: number | null): string => (value === null ? "unknown" : String(Number(value.toPrecision(4))));
