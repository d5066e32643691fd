import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mailboxes } from "../../stdlib/email/mailboxes.ts";
import { recipients } from "../../stdlib/email/recipients.ts";
import type { Match, World } from "../../stdlib/native.ts";

const nowhere: World = { link: () => null, addresses: () => [] };
const ask = (value: string, domains: readonly string[] = ["acme.io", "Lab.Acme.io"]): Match => mailboxes.match(value, domains, nowhere);

describe("mailboxes have", () => {
  test.each([
    ["ann@acme.io", "ann@acme.io"],
    ["Ann.Lee+x_1-2'3@ACME.io", "Ann.Lee+x_1-2'3@acme.io"],
    ["ann@lab.acme.io", "ann@lab.acme.io"],
    ["Ann Lee <ann@Acme.IO>", "Ann Lee <ann@acme.io>"],
    ["J. R. O'Hara-Lee 3rd <j@acme.io>", "J. R. O'Hara-Lee 3rd <j@acme.io>"],
    ["a <a@acme.io>", "a <a@acme.io>"],
  ])("%j", (value, canonical) => expect(ask(value)).toEqual({ holds: true, canonical }));
});

const NONE = "is no single plain mailbox";
const NAME = "has a name with more than letters, digits and ` . ' -`";
const ASCII = "holds a character other than plain ASCII";
const DOMAIN = "is at a domain that is not listed";

describe("mailboxes do not have", () => {
  test.each([
    ["", "is empty"],
    ["ann", NONE],
    ["@acme.io", NONE],
    ["acme.io", NONE],
    ["ann@", NONE],
    ["ann@acme.io@acme.io", NONE],
    ["ann@acme.io,bob@acme.io", NONE],
    ["ann@acme.io;bob@acme.io", NONE],
    ["ann@acme.io bob@acme.io", NONE],
    [" ann@acme.io", NONE],
    ["ann@acme.io ", NONE],
    ["ann@acme.io.", NONE],
    ["ann@.acme.io", NONE],
    ["ann@[10.0.0.1]", NONE],
    ["ann@acme.io (home)", NONE],
    ["ann(x)@acme.io", NONE],
    [".ann@acme.io", NONE],
    ["ann.@acme.io", NONE],
    ["a..n@acme.io", NONE],
    ["\"ann\"@acme.io", NONE],
    ["a%b@acme.io", NONE],
    ["a!b@acme.io", NONE],
    ["mailto:ann@acme.io", NONE],
    ["=?utf-8?q?x?=@acme.io", NONE],
    ["<ann@acme.io>", NONE],
    ["Ann<ann@acme.io>", NONE],
    ["Ann <ann@acme.io> ", NONE],
    ["Ann <ann@acme.io", NONE],
    ["Ann ann@acme.io>", NONE],
    ["Ann <<ann@acme.io>>", NONE],
    ["Ann <ann@acme.io>, Bob <bob@acme.io>", NONE],
    ["Ann <@evil.io:ann@acme.io>", NONE],
    [" <ann@acme.io>", NAME],
    [" Ann <ann@acme.io>", NAME],
    ["Ann  <ann@acme.io>", NAME],
    ["ann@acme.io <x@evil.io>", NAME],
    ["\"Ann\" <ann@acme.io>", NAME],
    ["Ann, Bob <ann@acme.io>", NAME],
    ["Group: Ann <ann@acme.io>", NAME],
    ["Ann <x@evil.io>", DOMAIN],
    ["ann@evil.io", DOMAIN],
    ["ann@acme.io.evil.io", DOMAIN],
    ["ann@myacme.io", DOMAIN],
    ["ann@x.acme.io", DOMAIN],
    ["ann@acme", DOMAIN],
    ["ann@acme.io\nBcc: x@evil.io", ASCII],
    ["ann\t@acme.io", ASCII],
    ["ann@acme.io\0", ASCII],
    ["änn@acme.io", ASCII],
    ["ann@acmé.io", ASCII],
    ["ann@acme\u3002io", ASCII],
    ["ann@acme.\u0131o", ASCII],
    ["\u200dann@acme.io", ASCII],
    ["\ud800@acme.io", ASCII],
  ])("%j", (value, why) => expect(ask(value)).toEqual({ holds: false, why }));

  test("a letter whose lower case is in ASCII", () => {
    expect(ask("ann@\u212aey.io", ["key.io"])).toEqual({ holds: false, why: ASCII });
    expect(ask("ann@KEY.io", ["key.io"]).holds).toBe(true);
  });
});

describe("a domain that is none is refused, and has nobody", () => {
  test.each(["", "@acme.io", "*.acme.io", "acme..io", ".acme.io", "acme.io.", "acme io", "ann@acme.io", "acme_x.io", "10.0.0.1", "[10.0.0.1]", "acmé.io", "\u212aey.io", "acme.io\n", "\ud800", "a".repeat(64)])("%j", (domain) => {
    expect(mailboxes.refuse(["acme.io", domain])).toBe("domain 2 is none, as in `corp.com`");
    expect(ask(`ann@${domain}`, [domain]).holds).toBe(false);
  });
  test("so is no domain at all", () => {
    expect(mailboxes.refuse([])).toBe("it takes at least one domain");
    expect(ask("ann@acme.io", []).holds).toBe(false);
  });
  test("others are not", () => expect(mailboxes.refuse(["acme.io", "ACME.IO", "x-1.acme.io", "mailhost", "xn--acm-dma.io"])).toBeNull());
});

test("what is accepted is at a listed domain, and its canonical text is its own", () => {
  const piece = fc.constantFrom("ann", "Ann Lee", " ", "<", ">", "@", "acme.io", "ACME.io", "evil.io", ".", "'", ",", "+", "\"", "é");
  const near = fc.tuple(fc.constantFrom("", "Ann ", "Ann <", " "), fc.array(piece, { maxLength: 3 }), fc.constantFrom("@acme.io", "@ACME.IO>", "@acme.io>", "@evil.io")).map(([a, b, c]) => a + b.join("") + c);
  let accepted = 0;
  fc.assert(fc.property(fc.oneof(near, fc.array(piece, { maxLength: 8 }).map((all) => all.join(""))), (value) => {
    const first = ask(value);
    if (!first.holds) return;
    accepted += 1;
    expect(first.canonical).toMatch(/@acme\.io>?$/);
    expect(value.split("@")).toHaveLength(2);
    expect(first.canonical.toLowerCase()).toBe(value.toLowerCase());
    expect(ask(first.canonical)).toEqual(first);
  }), { numRuns: 5000 });
  expect(accepted).toBeGreaterThan(10);
});

test("no text of UTF-16 units makes it fail, however long", () => {
  const any = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0x20, max: 0x7e })), { maxLength: 30 }).map((units) => String.fromCharCode(...units));
  fc.assert(fc.property(any, any, (value, domain) => {
    for (const text of [value, `${value}@acme.io`, `${value} <ann@acme.io>`]) expect(typeof ask(text, [domain, "acme.io"]).holds).toBe("boolean");
  }));
  for (const unit of ["a", ".", "a.", "@", "<", ">", " ", " <"]) {
    const long = unit.repeat(1_000_000 / unit.length);
    for (const text of [long, `a@${long}`, `${long}<a@acme.io>`]) expect(ask(text).holds).toBe(false);
  }
});

describe("recipients", () => {
  const of = (value: unknown) => recipients(value, "to", "cc", "bcc");

  test("are the texts of all fields that are there, in the order of the fields", () => {
    expect(of({ bcc: ["c"], to: ["a", "b"], subject: "x", Reply: 1 })).toEqual(["a", "b", "c"]);
    expect(of({ cc: ["a"], to: [] })).toEqual(["a"]);
    expect(recipients({ to: ["a"] }, "to", "to")).toEqual(["a"]);
  });

  test.each([
    ["nobody", { to: [], cc: [] }],
    ["no field", { subject: "x" }],
    ["nothing", {}],
    ["a text for a field", { to: ["a"], cc: "b" }],
    ["an empty text for a field", { to: ["a"], cc: "" }],
    ["a record for a field", { to: ["a"], cc: { 0: "b", length: 1 } }],
    ["null for a field", { to: ["a"], bcc: null }],
    ["a number in a field", { to: ["a", 1] }],
    ["a list in a field", { to: [["a"]] }],
    ["null in a field", { to: ["a", null] }],
    ["a gap in a field", { to: ["a", , "b"] }],
    ["another case", { to: ["a"], BCC: ["b"] }],
    ["another case of a field that is not there", { to: ["a"], Bcc: [] }],
    ["wide letters", { to: ["a"], ｂｃｃ: ["b"] }],
    ["an invisible character", { to: ["a"], "b\u200dcc": ["b"] }],
    ["a list", [["a"]]],
    ["a text", "a"],
    ["null", null],
    ["undefined", undefined],
    ["a number", 1],
  ])("are unknown with %s", (_, value) => expect(of(value)).toBeNull());

  test("are unknown without a field to look at", () => expect(recipients({ to: ["a"] })).toBeNull());

  test("are own keys, whatever an object inherits", () => {
    expect(of(Object.create({ to: ["a"] }))).toBeNull();
    expect(of({ cc: ["a"], __proto__: { bcc: ["b"] } })).toEqual(["a"]);
    expect(recipients({ to: ["a"] }, "to", "constructor", "__proto__")).toEqual(["a"]);
    expect(of(JSON.parse('{"to": ["a"], "__proto__": {"bcc": ["b"]}}'))).toEqual(["a"]);
  });

  test("are unknown with a long s for an s", () => expect(recipients({ addresses: ["a"], "addre\u017f\u017fes": ["b"] }, "addresses")).toBeNull());
});
