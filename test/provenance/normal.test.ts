import { describe, expect, test } from "vitest";
import { isBoundary, isPlain, normal, words } from "../../runtime/provenance/normal.ts";

describe("a text as it is compared", () => {
  test.each([
    ["  Some\n\tText ", "some text"], ["ＡＢ１", "ab1"], ["so\u00adft\u200bware", "software"], ["‘a’ ‛b′", "'a' 'b'"], ["“a” „b”", "\"a\" \"b\""],
    ["a‐b–c—d―e−f", "a-b-c-d-e-f"], ["", ""],
  ])("%j is %j", (text, wanted) => expect(normal(text)).toBe(wanted));
  test("is plain as people type it", () => expect(["Anna, “é”", "ａnna", "an\u200bna"].map(isPlain)).toEqual([true, false, false]));
});

describe("one thing ends and another begins", () => {
  // At the bar.
  test.each(["|abc", "abc|", "ab |c", "ab| c", "a@|b", "a|@b", "a|, b", "a,|b", "1, |2", "-|abcd", "abcd|-", "a.|-b", "a |.b", "a|:1", "1:|a", "(|𠀀", "𠀀|)", "a/|b"])("%s", (marked) => {
    expect(isBoundary(marked.replace("|", ""), marked.indexOf("|"))).toBe(true);
  });
  test.each(["a|bc", "a|-b", "a-|b", "o|'neil", "o'|neil", "a.|b", "b+|t", "1|,0", "1,|0", "9:|45", "19|:9", "a|_", "e|\u0301", "𠀀|𠀁", "𠀀-|a", "a-|𠀀", "𠀀|-𠀁"])("not %s", (marked) => {
    expect(isBoundary(marked.replace("|", ""), marked.indexOf("|"))).toBe(false);
  });
});

test("the words of a text, each once", () => {
  expect(words("to be or to_be, 12.5 cafe\u0301")).toEqual(["to", "be", "or", "to_be", "12", "5", "cafe\u0301"]);
  expect(words("!?")).toEqual([]);
});
