import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJson } from "../../compiler/import/json/read.ts";
import { plain } from "../../compiler/import/json/value.ts";

const mistake = (text: string): string => {
  const read = readJson(text);
  return "errors" in read ? read.errors.map(({ line, column, message }) => `${line}:${column}: ${message}`).join() : "none";
};

describe("each mistake has its place", () => {
  test.each([
    ["", "1:1: expected a value but found the end"],
    ["{\n  a: 1 }", "2:3: expected a name in double quotes but found `a`"],
    ['{"a" 1}', "1:6: expected `:` but found `1`"],
    ['{"a": 1\n "b": 2}', "2:2: expected `,` or `}` but found `\"`"],
    ["[1, 2,]", "1:7: expected a value but found `]`"],
    ["[1] x", "1:5: expected the end but found `x`"],
    ["[01]", "1:3: expected `,` or `]` but found `1`"],
    ["{'a': 1}", "1:2: expected a name in double quotes but found `'`: write double quotes"],
    ['{ // why\n"a": 1}', "1:3: expected a name in double quotes but found `/`: JSON has no comments"],
    ["[True]", "1:2: expected a value but found `True`"],
    ['["a\nb"]', "1:2: this text has no closing quote on its line, or an escape that JSON does not have"],
    ['["\\x"]', "1:2: this text has no closing quote on its line, or an escape that JSON does not have"],
    ['["\\ud800"]', "1:2: this text holds half of a surrogate pair"],
    ['{"a": 1, "a": 2}', "1:10: `a` stands in this object twice"],
    ["\u0007", "1:1: expected a value but found a sign that cannot be shown"],
    ["[".repeat(100_000), "1:102: nested more than 100 levels deep"],
    [" ".repeat(4_000_001), "1:1: the file has more than 4 million characters: split it"],
  ])("%j", (text, message) => expect(mistake(text)).toBe(message));
});

test("reads what a program reads, wherever it breaks its lines, with or without a byte order mark", () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2, "\t"), fc.boolean(), (value, space, mark) => {
    const read = readJson((mark ? "\ufeff" : "") + JSON.stringify(value, null, space));
    const twice = JSON.parse(JSON.stringify(value)) as unknown;
    if ("value" in read) expect(JSON.stringify(plain(read.value))).toBe(JSON.stringify(twice));
    // Half of a surrogate pair is the one thing that is refused.
    else expect(JSON.stringify(value)).toMatch(/\\ud[89a-f]/);
  }));
});

test("knows where its values stand", () => {
  const read = readJson('{\n  "a": [1,\n    {"b": true}]\n}');
  expect("value" in read && read.value).toMatchObject({
    place: { line: 1, column: 1 },
    members: [{ key: "a", place: { line: 2, column: 3 }, value: { place: { line: 2, column: 8 }, items: [{ text: "1" }, { place: { line: 3, column: 5 } }] } }],
  });
});

test("never throws", () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 30 }), fc.array(fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', "1", "-", "true", "\n", '"', "\\"), { maxLength: 20 }).map((all) => all.join(""))), (text) => { readJson(text); }));
});
