import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daysIn, moment, timesIn } from "../../runtime/provenance/dates.ts";
import { isBoundary, normal } from "../../runtime/provenance/normal.ts";
import { numberKey, numbersIn } from "../../runtime/provenance/numbers.ts";
import { Told } from "../../runtime/provenance/told.ts";

function told(...values: readonly (string | number)[]): Told {
  const source = new Told();
  values.forEach((value, i) => { source.add(value, `place ${i}`); });
  return source;
}
const holds = (text: string | number, value: unknown): boolean => told(text).find(value) !== null;

describe("a text comes from a source", () => {
  test.each([
    ["Pay GB29NWBK60161331926819 please", "GB29NWBK60161331926819"],
    ["pay gb29nwbk60161331926819", "GB29NWBK60161331926819"],
    ["Pay ＧＢ２９ＮＷＢＫ６０１６１３３１９２６８１９", "GB29NWBK60161331926819"],
    ["to 1234 Elm\n  Street, New York", "1234 elm street"],
    ["Her address is 'sarah.connor@gmail.com'.", "sarah.connor@gmail.com"],
    ["write to <bob@corp.com>", "bob@corp.com"],
    ["IBAN:UK12345678901234567890!", "UK12345678901234567890"],
    ["open /home/user/bills/december.txt", "december.txt"],
    ["see https://docs.corp.com/a/report", "docs.corp.com"],
    ["bob@corp.com", "corp.com"],
    ["a,bcde,f", "bcde"],
    ["Ｏ’Neil said so", "o'neil"],
    ["soft\u00adware", "software"],
    ["“quoted text”", "\"quoted text\""],
  ])("%s has %s", (text, value) => expect(holds(text, value)).toBe(true));

  test.each([
    ["a part of a word", "US1330000001212121", "US13300000012121"],
    ["a part of a host's name", "bob@corp.com.au", "bob@corp.com"],
    ["a part of a host's name, from the front", "bob@evil-corp.com", "corp.com"],
    ["a mailbox with more before it", "alice.bob@corp.com", "bob@corp.com"],
    ["a part of a hyphened word", "re-sends", "sends"],
    ["a part of a number", "id 12345678", "1234"],
    ["a part of a decimal", "12.3456", "3456"],
    ["a part of a tagged mailbox", "bob+tag@corp.com", "tag+corp"],
    ["words in another order", "pay the bill", "bill the pay"],
    ["less than four characters", "send it to me", "me"],
    ["a name in another script", "bob@corp.com", "bob@cоrp.com"],
    ["nothing", "anything", ""],
    ["blanks", "any thing", "   "],
    ["a part between digits", "call 10:3045 now", "3045"],
    ["a letter with a mark", "cafés are open", "cafe"],
  ])("not %s", (_, text, value) => expect(holds(text, value)).toBe(false));

  test("a value in another spelling than people type has to be the source's own", () => {
    expect(holds("pay anna1234", "ａnna1234")).toBe(false);
    expect(holds("pay anna1234", "anna\u200b1234")).toBe(false);
    expect(holds("pay ａnna1234 now", "ａnna1234")).toBe(true);
    expect(holds("pay ａnna1234 now", "anna1234")).toBe(true);
    expect(holds("ａb", "ａb")).toBe(true);
  });

  test("all of a value that is told is enough, however short", () => {
    expect(told("7", "me").find("7")).toBe("place 0");
    expect(told("7", "me").find("ME")).toBe("place 1");
    expect(told("it is 7 today, says me").find("me")).toBe(null);
  });

  test("a spelling of the source's own begins and ends where words do, and a short one is all that was told", () => {
    expect(holds("pay ａnna now", "ａnna")).toBe(true);
    expect(holds("pay joａnnas now", "ａnna")).toBe(false);
    expect(holds("ａb and more", "ａb")).toBe(false);
  });

  test("what cannot be seen comes from nowhere, alone", () => expect(holds("pay \u200b\u200b\u200b\u200b now", "\u200b\u200b\u200b\u200b")).toBe(false));

  test("of many texts with the same words each is looked through", () => {
    const source = told("pay the bill of anna", "the bill of bob", "of the bill");
    expect([source.find("bill of anna"), source.find("bill of bob"), source.find("the bill")]).toEqual(["place 0", "place 1", "place 0"]);
  });

  test("where it was told first, and again is no second time", () => {
    expect([told("anna", "ANNA").find("anna"), told(7, "7 a").find(7), told("on 19 May 2024", "by May 19, 2024").find("2024-05-19"), told("at 4 pm").find("16:00")]).toEqual(["place 0", "place 0", "place 0", "a time of day"]);
  });

  test("a run that begins in one text and ends in another is none", () => {
    expect(told("send to bob", "smith now").find("bob smith")).toBe(null);
  });

  const word = fc.stringMatching(/^[a-z0-9]{4,12}$/);
  test("every run of whole words is found, and no run that cuts one", () => {
    fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), fc.nat(7), fc.nat(7), (words, a, b) => {
      const [from, to] = [Math.min(a, b) % words.length, Math.max(a, b) % words.length];
      const run = words.slice(Math.min(from, to), Math.max(from, to) + 1).join(" ");
      const source = told(words.join("  "));
      expect(source.find(run.toUpperCase())).not.toBe(null);
      const cut = run.slice(0, -1);
      const isWhole = words.some((_, i) => words.some((__, j) => words.slice(i, j + 1).join(" ") === cut));
      if (cut.length >= 4 && !isWhole && !/^[\d ]*$/.test(cut)) expect(source.find(cut)).toBe(null);
    }));
  });

  test("whatever is found stands there between boundaries, or is all that was told", () => {
    const text = fc.stringMatching(/^[a-c .@/\-]{0,30}$/);
    fc.assert(fc.property(text, text, (source, value) => {
      if (told(source).find(value) === null) return;
      const [s, v] = [normal(source), normal(value)];
      const places = [...s].map((_, i) => i).filter((i) => s.startsWith(v, i) && isBoundary(s, i) && isBoundary(s, i + v.length));
      expect(s === v || (places.length > 0 && v.length >= 4)).toBe(true);
    }), { numRuns: 1000 });
  });
});

describe("a value is all of something told", () => {
  const source = told("Anna Bell", 30000, "costs 12", "");
  test("a text or a number", () => expect([source.whole("anna  bell"), source.whole(30000), source.whole(12)]).toEqual(["place 0", "place 1", "place 2"]));
  test("no run, nothing empty, and nothing else", () => expect([source.whole("anna"), source.whole(30001), source.whole(""), source.whole(NaN), source.whole(true), source.whole({})]).toEqual([null, null, null, null, null, null]));
});

describe("a number comes from a source", () => {
  test.each([["Total 98.70", 98.7], ["$30,000 in all", 30000], ["1.100,50 EUR", 1100.5], ["98,70", 98.7], ["-5 degrees", -5], ["only 7.", 7], [0.1, 0.1], ["0.10", 0.1], ["(42)", 42]])("%s has %d", (text, value) => {
    expect(holds(text, value)).toBe(true);
  });
  test.each([["Total 98.70", 98.71], ["Total 98.70", 98], ["Total 98.70", 70], ["2022-01-05", 5], ["10:30", 30], ["A7B", 7], ["id_7", 7], ["1,100", 1], ["5", NaN], ["v1.2.3", 2]])("%s has no %d", (text, value) => {
    expect(holds(text, value)).toBe(false);
  });
  test("by its exact value, whatever digits say it", () => {
    expect(holds("costs 100.0", 100)).toBe(true);
    expect(holds("costs 100.0", "100.00")).toBe(true);
    expect(numberKey(1e21)).toBe(numberKey(1000000000000000000000));
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ noNaN: true, noDefaultInfinity: true }), (a, b) => {
      expect(numberKey(a) === numberKey(b)).toBe(a === b);
    }));
  });
  test("every amount with cents is read as it is written", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (cents) => {
      const written = (cents / 100).toFixed(2);
      expect([...numbersIn(`pay ${written} now`)]).toEqual([numberKey(Number(written))]);
      expect([...numbersIn(`pay ${Number(written).toLocaleString("en-US", { minimumFractionDigits: 2 })} now`)]).toEqual([numberKey(Number(written))]);
    }));
  });
});

describe("a date comes from a source", () => {
  test.each([
    ["on May 19th, 2024 at 10 am", "2024-05-19 10:00"], ["on 19 May 2024, 16:00", "2024-05-19T16:00:00"], ["19.05.2024", "2024-05-19"], ["5/19/2024", "2024-05-19"],
    ["at 4:30 p.m.", "16:30"], ["2024-05-20 at 10:00", "2024-05-20 10:00"], ["the 1st of June 2024", "2024-06-01"], ["12 am, 2024-01-01", "2024-01-01 00:00"],
  ])("%s has %s", (text, value) => expect(holds(text, value)).toBe(true));
  test.each([
    ["on May 19th", "2024-05-19"], ["5/6/2024", "2024-05-06"], ["2024-05-19", "2024-05-19 10:00"], ["2024-05-19 10:00", "2024-05-19 11:00"], ["2024-02-30", "2024-03-01"], ["May 19th, 2024", "2024-05-20"],
  ])("%s has no %s", (text, value) => expect(holds(text, value)).toBe(false));
  test("days and times are read for what they are", () => {
    expect([...daysIn("2023-02-29 and 2024-02-29")]).toEqual(["2024-02-29"]);
    expect([...timesIn("13 pm, 25:00, 9:75, 09:05")]).toEqual(["09:05"]);
    expect(moment("2024-02-30")).toBe(null);
    expect(moment("2024-05-19 10:00:30")).toBe(null);
  });
});
