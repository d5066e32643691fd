import fc from "fast-check";
import type { Ir } from "../../../compiler/ir/ir.ts";
import { patternProblem } from "../../../stdlib/text/group-pattern.ts";

const CHARACTERS = ["a", "b", "1", " ", "-", "\n", "\r", "_", "é", "\u00a0", "\u2028", "\ufeff", "\u0085", "😀", "]", "\\"];
const ATOMS = ["a", "b", "1", "-", ".", "\\d", "\\w", "\\s", "\\S", "\\W", "[ab]", "[^a]", "[^]", "[\\]a]", "[\\d-]", "\\n", "\\\\", "é", "\\u{1f600}", "\\p{L}"];
const TIMES = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{1,}?"];

const atom = fc.tuple(fc.constantFrom(...ATOMS), fc.constantFrom(...TIMES)).map((parts) => parts.join(""));
const sequence = fc.array(atom, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""));
const choice = fc.array(sequence, { minLength: 1, maxLength: 2 }).map((parts) => parts.join("|"));
const edge = (at: string): fc.Arbitrary<string> => fc.constantFrom("", "", "", at, "\\b");

const searched = fc.tuple(edge("^"), fc.option(atom, { nil: "" }), choice, fc.constantFrom("", "?"), fc.option(atom, { nil: "" }), edge("$"))
  .map(([begin, before, group, times, after, end]) => `${begin}${before}(${group})${times}${after}${end}`);

const patterns = (all: fc.Arbitrary<string>, groups: 0 | 1): readonly string[] => fc.sample(all.filter((one) => patternProblem(one, groups) === null), { numRuns: 120, seed: 3 });

/** Texts in which the patterns find much. */
export const TEXTS: readonly (string | null)[] = [
  null, "", "a\ud800b", "12", "-1.5e3", "+007", "1e999", " 1", "1 ", "a1", ...fc.sample(fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 9 }).map((parts) => parts.join("")), { numRuns: 60, seed: 4 }),
];

const said: Ir = { op: "obs", t: "text", name: "said" };
const text = (value: string): Ir => ({ op: "text", t: "text", value });
const number = (op: "length" | "number", of: Ir): Ir => ({ op, t: "num", args: [of] });
const truth = (op: Ir["op"], ...args: Ir[]): Ir => ({ op, t: "bool", args });

/** Numbers and truths over the text `said`, with all that may be read out of one. */
export const FEATURES: readonly Ir[] = [
  ...patterns(searched, 1).flatMap((value): Ir[] => {
    const found: Ir = { op: "find", t: "text", value, args: [said] };
    return [number("length", found), truth("eq", found, text("a")), truth("contains", found, text("b"))];
  }),
  ...patterns(choice, 0).map((value): Ir => ({ op: "matches", t: "bool", value, args: [said] })),
  number("number", said), number("number", { op: "trim", t: "text", args: [said] }), number("length", { op: "trim", t: "text", args: [said] }),
  truth("present", said), truth("present", number("number", said)), truth("present", truth("eq", said, said)), truth("ne", said, text("a\n")), truth("eq", said, text("\ud800")),
  truth("and", truth("eq", said, text("a")), truth("present", said)), truth("or", truth("ne", said, text("")), truth("not", truth("present", said))), truth("and"), truth("or"),
  { op: "if", t: "num", args: [truth("contains", said, text("1")), number("number", said), { op: "num", t: "num", value: 3 }] },
  number("length", { op: "if", t: "text", args: [truth("eq", said, text("")), text("\"\\\n"), said] }),
];
