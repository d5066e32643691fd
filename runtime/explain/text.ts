import type { Counted, Explanation, Nearest, Part, RuleTold } from "./explanation.ts";
import { shown } from "./shown.ts";
import { printable } from "../guard/template.ts";

/** How the text is set: headings, and what is said beside. A terminal may colour them. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  /** A part that stands in the way. */
  readonly odd: (text: string) => string;
}
const same = (text: string): string => text;
export const PLAIN: Style = { strong: same, faint: same, odd: same };

const SAID = { allow: "allowed", ask: "a person is asked", forbid: "refused" } as const;
const SAYS = { allow: "allows it", ask: "has a person asked", forbid: "forbids it" } as const;

/** An explanation for people, line by line. */
export function explanationText(explanation: Explanation, style: Style = PLAIN): string[] {
  const { tool, arguments: args, verdict, reason, deciding, permitting, counted, nearest, notes } = explanation;
  const call = `${tool}(${Object.entries(args ?? {}).map(([name, value]) => `${printable(name)}: ${shown(value)}`).join(", ")})`;
  return [
    style.strong(`${SAID[verdict]}: ${call}`),
    ...(deciding.length === 0 ? [printable(reason)] : []),
    ...notes.map((note) => style.faint(`note: ${note}`)),
    ...deciding.flatMap((rule) => ["", ...ruleLines(rule, SAYS[rule.says ?? verdict], style)]),
    ...permitting.flatMap((rule) => ["", ...ruleLines(rule, rule.says === null ? `would ${rule.effect === "ask" ? "have a person asked" : "allow it"}, but for what does not hold` : `${SAYS[rule.says]}, which does not count beside that`, style)]),
    ...(counted.length === 0 ? [] : ["", style.strong("What counted"), ...counted.flatMap(countedLines)]),
    ...nearestLines(nearest, verdict, style),
  ];
}

function ruleLines({ line, of, text, conditions }: RuleTold, says: string, style: Style): string[] {
  // Of `allow … else ask` what speaks is told with what kept the other from it.
  const told = conditions.filter(({ part }) => part !== null);
  return [
    `${style.strong(`line ${line} of ${of} ${says}`)}`, `  ${printable(text)}`,
    ...told.flatMap((one) => (told.length > 1 ? [`  to ${one.for}:`, ...table(rows(one.part!, 0), style)] : table(rows(one.part!, 0), style))),
  ];
}

interface Row {
  readonly truth: string;
  readonly text: string;
  readonly seen: string;
  readonly isOdd: boolean;
}

function rows({ truth, joined, text, seen, parts, fits }: Part, depth: number): Row[] {
  const row = (what: string): Row => ({ truth, text: `${"  ".repeat(depth)}${printable(what)}`, seen: seen.join(", "), isOdd: !fits && parts.length === 0 });
  return joined === null ? [row(text)] : [row(joined), ...parts.flatMap((part) => rows(part, depth + 1))];
}

const WIDEST = 60;

function table(all: readonly Row[], style: Style): string[] {
  const width = Math.min(WIDEST, Math.max(0, ...all.filter(({ seen }) => seen !== "").map(({ text }) => text.length)));
  return all.map(({ truth, text, seen, isOdd }) => {
    const said = isOdd ? style.odd(truth.padEnd(9)) : truth.padEnd(9);
    return `  ${said}${seen === "" ? text : `${text.padEnd(width)}  ${style.faint(seen)}`}`;
  });
}

function countedLines({ text, value, calls, elsewhere }: Counted): string[] {
  const isTotal = calls.some(({ adds }) => adds !== 1);
  const each = calls.map(({ seq, tool, adds }) => `#${seq} ${tool}${adds === null || !isTotal ? "" : ` ${adds}`}`);
  const more = elsewhere > 0 ? [`${elsewhere} from what these records do not hold`] : [];
  return [`  \`${text}\` is ${value}: ${[...shortList(each), ...more].join(", ")}`];
}

function shortList(all: readonly string[]): string[] {
  return all.length <= 8 ? [...all] : [...all.slice(0, 3), `${all.length - 6} more`, ...all.slice(-3)];
}

function nearestLines({ verdict, changes }: Nearest, was: Explanation["verdict"], style: Style): string[] {
  if (was === "allow" || verdict === null) return [];
  const title = verdict === "allow" ? "It would be allowed with" : "A person would be asked with";
  return ["", style.strong(title), ...changes.map((set, i) => `  ${i === 0 ? "" : "or "}${set.map(({ text }) => text).join(", and ")}`)];
}
