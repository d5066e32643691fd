import { describe, expect, test } from "vitest";
import { Carried } from "../../runtime/provenance/carried.ts";
import type { Leaf } from "../../runtime/provenance/told.ts";

function carried(...values: readonly Leaf[]): Carried {
  const made = new Carried();
  values.forEach((value, i) => { made.add(value, `place ${i}`); });
  return made;
}

describe("something of a value is found", () => {
  test.each<[what: string, told: Leaf, value: Leaf]>([
    ["twelve letters in a row of a longer text", "xx abcdefghijkl yy", "1 abcdefghijkl 2"],
    ["the first twelve", "abcdefghijkl and more", "abcdefghijkl"],
    ["the last twelve", "more and abcdefghijkl", "abcdefghijkl"],
    ["a text of just twelve", "abcdefghijkl", "so: abcdefghijkl"],
    ["twelve with other signs between them", "abcdefghijkl", "AB-CD ef.gh/ij_k\u200bl"],
    ["four letters, where they are all that was told", "pin4", "my pin4!"],
    ["a shorter text at the end of a longer one", "463820", "code 463820"],
    ["a number by its digits", 463820, "it is 463,820"],
    ["digits in a number", "463820", 94638201],
  ])("%s", (_, told, value) => expect(carried(told).find(value)).toBe("place 0"));

  test.each<[what: string, told: Leaf, value: Leaf]>([
    ["eleven letters of a longer text", "abcdefghijklmnop", "abcdefghijk"],
    ["eleven letters and another", "abcdefghijklmnop", "abcdefghijkX"],
    ["less than all of a short text", "463820", "46382"],
    ["three letters", "pin", "my pin"],
    ["a truth", true, "true"],
    ["a text in a truth", "true", true],
    ["nothing told", "", "anything at all"],
  ])("not %s", (_, told, value) => expect(carried(told).find(value)).toBe(null));

  test("short texts of one length beside each other", () => {
    const two = carried("abcd", "efgh", "ijklm");
    expect([two.find("efgh"), two.find("abcd"), two.find("xijklm")]).toEqual(["place 1", "place 0", "place 2"]);
  });

  test("where it was told first", () => expect([carried("abcd", "ABCD").find("abcd"), carried("abcdefghijkl", "abcdefghijkl m").find("abcdefghijkl")]).toEqual(["place 0", "place 0"]));
});

describe("all of a value was told", () => {
  const told = carried("pay GB29NWBK60161331926819 today", "pin4");
  test("where each of its runs was", () => expect(told.whole("gb29 nwbk 6016 1331 9268 19")).toBe("place 0"));
  test("where it is one run", () => expect(told.whole("GB29NWBK6016")).toBe("place 0"));
  test("where it is short and was told so", () => expect([told.whole("pin4"), told.whole("pin5"), told.whole("GB29"), told.whole("pinned")]).toEqual(["place 1", null, null, null]));
  test("not where more is before or after it", () => {
    expect(told.whole("not GB29NWBK60161331926819")).toBe(null);
    expect(told.whole("GB29NWBK60161331926819 tomorrow")).toBe(null);
  });
});
