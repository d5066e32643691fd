import { expect, test } from "vitest";
import { parse } from "../../grammar/parse.ts";

/** What people get wrong, and all that is said about it: `line: message | help | the text it points at`. */
const MISTAKES: readonly [what: string, text: string, ...said: string[]][] = [
  ["a missing closing brace", "env e {\n  observe x: [m]\n\nconst a = 1", "1: this `{` has no closing `}` | - | {"],
  ["a brace too many", "const a = 5\n}\nconst b = 6", "2: this `}` closes nothing | - | }"],
  ["`=` in a condition", guard("require mode = fast"), "4: did not expect `=` here | `=` gives a value; two values are compared with `==` | ="],
  ["`===`", guard("require mode === fast"), "4: expected a value but found `=` | two values are compared with `==` | ="],
  ["`==` in a constant", "const a == 5", "1: expected `=` but found `==` | `==` compares; a value is given with `=` | =="],
  ["`&&`", guard("require a && b"), "4: `&&` means nothing here | write `and` | &&"],
  ["`||`", guard("require a || b"), "4: `||` means nothing here | write `or` | ||"],
  ["`!`", guard("require !a"), "4: `!` means nothing here | write `not` | !"],
  ["a temporal operator in front", "spec s over e = once a and b",
    "1: `once` needs parentheses beside `and` | write `(once …) and …`, or `once (… and …)` if it reaches over both | once a"],
  ["an infix temporal operator in front", "spec s over e = always (a until b implies c)",
    "1: `until` needs parentheses beside `implies` | write `(… until …) implies …` | a until b"],
  ["a temporal operator beside another", "spec s over e = a until always b",
    "1: `always` needs parentheses beside `until` | write `(always …) until …`, or `always (… until …)` if it reaches over both | always b"],
  ["a temporal operator below `not` in front", "spec s over e = not once a or b",
    "1: `once` needs parentheses beside `or` | write `(once …) or …`, or `once (… or …)` if it reaches over both | once a"],
  ["a reserved word as a name", "env e {\n  observe in: [m]\n}",
    "2: expected a name but found `in` | `in` is a word of the language; inside backticks it may be a name | in"],
  ["a declaration's word as a name", "env machine {\n  observe gap: [m]\n}",
    "1: expected a name but found `machine` | `machine` is a word of the language; inside backticks it may be a name | machine"],
  ["a misspelt declaration", "const a = 1\ngaurd g over e { propose a else b }", "2: `gaurd` begins no declaration | did you mean `guard`? | gaurd"],
  ["a misspelt item", guard("requre a > b"), "4: did not expect `requre` here | did you mean `require`? | requre"],
  ["a misspelt clause", "reward r over e {\n  term a = 5 wieght 2\n}", "2: did not expect `wieght` here | did you mean `weight`? | wieght"],
  ["a misspelt test step", 'test "t" on g {\n  expct ask\n}',
    "2: expected `given`, `with`, `at`, `simulate`, `prompt`, `call`, `expect`, `mock` or a name but found `expct` | did you mean `expect`? | expct"],
  ["no closing quote", 'policy p over e = onnx("a.onnx)\nconst b = 2', '1: this text has no closing quote | - | "a.onnx)'],
  ["single quotes", "test 'x' on g { expect ask }", "1: `'` means nothing here | write double quotes around a text | '"],
  ["curly quotes", "prove “a” t never allows x", "1: `“` means nothing here | write a plain double quote | “", "1: `”` means nothing here | write a plain double quote | ”"],
  ["a unit apart from its number", "const a = 2 m", "1: did not expect `m` here | a unit stands right behind its number: `2m` | m"],
  ["a rate without its unit", "env e at 20 { }", "1: expected a number with a unit but found `20` | it needs a unit, right behind the number: `20Hz`, `1.5s` | 20"],
  ["two slashes in a unit", "env e { observe x: [m/s/s] }", "1: expected `]` but found `/` | a unit has one slash: `[m/s^2]`, `[N/(m*s)]` | /"],
  ["a number without its first digit", "const a = .5", "1: expected a value but found `.` | a number begins with a digit: `0.5` | ."],
  ["chained comparisons", "spec s over e = always 0 < x < 5",
    "1: did not expect `<` here | comparisons do not chain: write `x in 0..5`, or two comparisons joined with `and` | <"],
  ["no `else`", "const a = if b then 1", "1: expected `else` but found the end | `if` gives a value here, so it needs both `then` and `else` | 1"],
  ["`:` in data", 'test "t" on g {\n  given { speed: 30 }\n}', "2: expected `=` but found `:` | inside braces a value is given with `=`, as in `{ speed = 30 }` | :"],
  ["`=` in a call", 'test "t" on g {\n  call send(amount = 5)\n}', "2: expected `)` but found `=` | an argument is named with `:`, as in `send(amount: 5)` | ="],
  ["a missing comma", "enum e { a b }", "1: did not expect `b` here | is a comma missing before `b`? | b"],
  ["semicolons", "const a = 5;\nconst b = 6;",
    "1: `;` means nothing here | write no sign here: an item ends where the next one begins | ;",
    "2: `;` means nothing here | write no sign here: an item ends where the next one begins | ;"],
  ["another language's comment", "const a = 5 /* c */", "1: expected a value but found `*` | a comment begins with `//` and ends with the line | *"],
  ["a sign that only looks right", "spec s over e = always x ≤ 5", "1: `≤` means nothing here | write `<=` | ≤"],
  ["no env", "guard g {\n  propose a\n  else b\n}", "1: expected `over` but found `{` | - | {"],
  ["no proposer", "guard g over e {\n  require a\n}", "2: expected `propose` but found `require` | - | require"],
  ["something else", "given x", "1: expected a declaration but found `given` | - | given"],
];

function guard(item: string): string {
  return `guard g over e {\n  propose a\n  else b\n  ${item}\n}`;
}

test.each(MISTAKES)("%s", (_, text, ...said) => {
  const { errors } = parse(text);
  const lines = errors.map(({ message, help, span }) => {
    const line = text.slice(0, span.start).split("\n").length;
    return `${line}: ${message} | ${help ?? "-"} | ${text.slice(span.start, span.end)}`;
  });
  expect(lines).toEqual(said);
});

test.each([
  "spec s over e = a and once b",
  "spec s over e = a implies eventually[0s, 4s] b",
  "spec s over e = (once a) and b",
  "spec s over e = not once a",
  "spec s over e = eventually always[0s, 0.5s] a > 2",
  "spec s over e = (a until b) implies c",
  "spec s over e = c and a since b",
  "spec s over e = a - previous a > 0 and b",
  "spec s over e = always (a or not rise b)",
  "guard g over e { propose best 3 of a by score until done for 1s else b }",
  "guard g over e { propose a when x until done else b when x until[1s] y until done }",
])("is no mistake: %s", (text) => {
  expect(parse(text).errors).toEqual([]);
});
