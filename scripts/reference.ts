import { librarySources } from "../compiler/library-text.ts";
import { MODULES } from "../compiler/resolve/modules.ts";
import { PRELUDE, type PreludeFunction } from "../compiler/types/prelude.ts";
import { typeText } from "../compiler/types/types.ts";
import { UNITS, unitText, type Unit } from "../compiler/types/units.ts";
import { parse } from "../grammar/parse.ts";
import { walk } from "../grammar/visit.ts";

/** The tables of the language reference that are made from the sources, by the name in their marks. */
const TABLES: Readonly<Record<string, () => string>> = { prelude, units, modules };

const mark = /(<!-- made from the sources: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g;

/** The page with its tables as the sources have them now. */
export function withTables(page: string): string {
  return page.replace(mark, (_, open: string, name: string, close: string) => {
    const table = TABLES[name];
    if (table === undefined) throw new Error(`there is no table \`${name}\``);
    return `${open}${table()}${close}`;
  });
}

const RULES: Readonly<Record<Exclude<PreludeFunction["rule"], "special">, string>> = {
  "keeps unit": "keeps its unit",
  plain: "a plain number to a plain number",
  root: "the root of its unit: `[m^2]` to `[m]`",
  "angle to plain": "an angle to a plain number; a plain number is taken as rad",
  "plain to angle": "a plain number to an angle",
  "two to angle": "two of one dimension to an angle",
  "to plain": "any unit to a plain number",
};

/** What functions with code of their own do with units. */
const SPECIAL: Readonly<Record<string, string>> = {
  clamp: "all of one dimension", min: "all of one dimension", max: "all of one dimension", sum: "all of one dimension", mean: "all of one dimension",
  count: "conditions to `int`", length: "a list to `int`", norm: "keeps its unit", dot: "the product of both units", cross: "the product of both units",
  vec2: "all of one dimension", vec3: "all of one dimension", toward: "an angle to a plain `vec2`",
  list: "all of one dimension, or of one type", indices: "to `int`", sort: "keeps its unit", sums: "keeps its unit", product: "plain numbers to a plain number", argmin: "to `int`",
  interpolate: "x and xs of one dimension; to the unit of ys", rotate: "a `quat` and a `vec3`, whose unit it keeps", unrotate: "a `quat` and a `vec3`, whose unit it keeps",
  conjugate: "a `quat` to a `quat`", find: "to `text?`", number: "to `number?`", trim: "to `text?`",
  truth: "a plain number to a truth value",
  margin: "the unit that its comparisons share", robustness: "the unit that its comparisons share", calls: "to `int`", total: "the unit of the argument",
};

function prelude(): string {
  const rows = Object.entries(PRELUDE).map(([name, f]) => {
    const units = f.rule === "special" ? SPECIAL[name] : RULES[f.rule];
    if (units === undefined) throw new Error(`say in scripts/reference.ts what \`${name}\` does with units`);
    return `| \`${name}(${f.params.join(", ")})\` | ${f.doc} | ${units} |\n`;
  });
  return `| function | gives | units |\n|---|---|---|\n${rows.join("")}`;
}

/** One row a dimension, in the order of the table of units. */
function units(): string {
  const groups = new Map<string, string[]>();
  for (const [word, unit] of Object.entries(UNITS)) {
    const group = unitText({ dimension: unit.dimension, num: 1, den: 1 });
    const size = sizeText(unit);
    groups.set(group, [...(groups.get(group) ?? []), size === "1" ? `\`${word}\`` : `\`${word}\` (${size})`]);
  }
  const rows = [...groups].map(([group, words]) => `| \`${group}\` | ${words.join(", ")} |\n`);
  return `| dimension | words, and how many of it |\n|---|---|\n${rows.join("")}`;
}

function sizeText({ num, den }: Unit): string {
  const top = num === Math.PI ? "π" : num === 2 * Math.PI ? "2π" : String(num);
  return den === 1 ? top : `${top}/${den}`;
}

function modules(): string {
  const rows = Object.entries(MODULES).flatMap(([module, natives]) => {
    const functions = Object.entries(natives).map(([name, n]) => `| \`${module}\` | \`${name}(${n.params.map(typeText).join(", ")})\`: ${typeText(n.result)} | ${n.doc} |\n`);
    return functions.length > 0 ? functions : [`| \`${module}\` | none yet | |\n`];
  });
  const written = Object.entries(librarySources()).flatMap(([module, text]) => published(text).map(({ head, doc }) => `| \`${module}\` | \`${head} | ${doc} |\n`));
  return `| module | function | gives |\n|---|---|---|\n${[...rows, ...written].join("")}`;
}

/** The functions of a module that is written in Pol, without those that only serve the others. */
function published(text: string): { readonly head: string; readonly doc: string }[] {
  const fns = parse(text).file.decls.filter((decl) => decl.kind === "Fn");
  const serving = new Set<string>();
  for (const { body } of fns) walk(body, (node) => { if (node.kind === "Apply") serving.add(node.callee.text); });
  return fns.filter(({ name }) => !serving.has(name.text)).map(({ name, params, result, doc }) => ({
    head: `${name.text}(${params.map((p) => p.name.text).join(", ")})\`: ${text.slice(result.span.start, result.span.end)}`, doc: (doc ?? "").replaceAll("|", "\\|").replaceAll("\n", " "),
  }));
}
