// Writes the TextMate grammar of the editors from the language's tokens: `node scripts/textmate.ts`.
import { writeFileSync } from "node:fs";
import { ALL_TOKENS, DECLARATIONS, HARD, Num, SOFT } from "../grammar/tokens.ts";

/** Words that are coloured apart; every other word is a plain keyword. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  "storage.type": DECLARATIONS.filter((word) => word !== "use"),
  "keyword.control.import": ["use"],
  "keyword.control.conditional": ["if", "then", "else"],
  "keyword.control.verdict": ["allow", "ask", "forbid", "allows", "asks", "forbids", "stop"],
  "keyword.operator.word": ["and", "or", "not", "implies", "iff", "xor", "in", "from", "is", "carries", "matches"],
  "keyword.operator.temporal": [
    "previous", "once", "historically", "since", "unless", "release", "rise", "fall", "next", "eventually", "always", "until", "weak",
  ],
  "support.function.aggregate": ["all", "any", "count", "sum", "min", "max", "mean"],
  "constant.language": ["true", "false", "anything"],
};

const SIGNS: Readonly<Record<string, readonly string[]>> = {
  "keyword.operator.comparison": ["==", "!=", "<=", ">=", "<", ">"],
  "keyword.operator.assignment": ["="],
  "keyword.operator.range": [".."],
  "keyword.operator.arrow": ["->"],
  "keyword.operator.arithmetic": ["+", "-", "*", "/", "^", "?"],
  "punctuation.separator": [",", ":", "."],
  "punctuation.section": ["{", "}", "(", ")", "[", "]"],
};

const NAME = "[A-Za-z_][A-Za-z0-9_]*";
const NUMBER = (Num.PATTERN as RegExp).source;

interface Pattern {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Pattern[];
}

/** Longest first, so that no word or sign hides a longer one. */
function choice(texts: readonly string[]): string {
  return [...texts].sort((a, b) => b.length - a.length).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
}

/** Behind a dot, before a colon or before `=` any word is a name. */
function words(scope: string, texts: readonly string[]): Pattern {
  return { name: `${scope}.pol`, match: `(?<!(?<!\\.)\\.)\\b(?:${choice(texts)})\\b(?!\\s*:)(?!\\s*=(?!=))` };
}

function named(...scopes: readonly string[]): Record<string, { name: string }> {
  return Object.fromEntries(scopes.map((scope, i) => [String(i + 1), { name: `${scope}.pol` }]));
}

function head(keywords: readonly string[], scope: string): Pattern {
  return { match: `\\b(${choice(keywords)})\\s+(${NAME})\\b`, captures: named("storage.type", scope) };
}

export function textmateGrammar(): string {
  const grouped = new Set(Object.values(GROUPS).flat());
  const others = [...HARD, ...SOFT].filter((word) => !grouped.has(word));
  const signs = new Set(Object.values(SIGNS).flat());
  const forgotten = ALL_TOKENS.flatMap(({ PATTERN: p }) => (typeof p === "string" && !/^\w/.test(p) && !signs.has(p) ? [p] : []));
  if (forgotten.length > 0) throw new Error(`signs without a colour: ${forgotten.join(" ")}`);
  const repository: Record<string, Pattern> = {
    comments: {
      patterns: [
        { name: "comment.line.documentation.pol", match: "///.*$" },
        { name: "comment.line.double-slash.pol", match: "//.*$" },
      ],
    },
    texts: {
      name: "string.quoted.double.pol",
      begin: '"',
      end: '"|$',
      patterns: [
        { name: "constant.character.escape.pol", match: "\\\\.|\\{\\{|\\}\\}" },
        { name: "variable.parameter.hole.pol", match: `\\{${NAME}(?:\\.${NAME})*\\}` },
      ],
    },
    numbers: {
      patterns: [
        { match: `\\b(${NUMBER})(?![eE][+-]?\\d)([A-Za-z]+)(?![A-Za-z0-9_])`, captures: named("constant.numeric", "keyword.other.unit") },
        { match: `\\b(${NUMBER})(\\[[^\\]]*\\])`, captures: named("constant.numeric", "keyword.other.unit") },
        { name: "constant.numeric.pol", match: `\\b${NUMBER}` },
      ],
    },
    heads: {
      patterns: [
        head(["fn"], "entity.name.function"),
        head(DECLARATIONS.filter((word) => !["use", "fn", "test", "prove"].includes(word)), "entity.name.type"),
      ],
    },
    names: {
      patterns: [
        { name: "variable.other.quoted.pol", match: "`[^`]+`" },
        { name: "variable.other.state.pol", match: `\\b${NAME}'` },
      ],
    },
    words: { patterns: [...Object.entries(GROUPS).map(([scope, texts]) => words(scope, texts)), words("keyword.other", others)] },
    calls: { name: "entity.name.function.pol", match: `\\b${NAME}(?=\\()` },
    signs: { patterns: Object.entries(SIGNS).map(([scope, texts]) => ({ name: `${scope}.pol`, match: choice(texts) })) },
  };
  const grammar = {
    name: "Pol",
    scopeName: "source.pol",
    fileTypes: ["pol"],
    patterns: Object.keys(repository).map((name) => ({ include: `#${name}` })),
    repository,
  };
  return `${JSON.stringify(grammar, null, 2)}\n`;
}

export const TEXTMATE_FILE = new URL("../editor/vscode/syntaxes/pol.tmLanguage.json", import.meta.url);

if (import.meta.main) writeFileSync(TEXTMATE_FILE, textmateGrammar());
