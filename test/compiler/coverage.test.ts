import { describe, expect, test } from "vitest";
import { analyze, type Host } from "../../compiler/program.ts";

const HOST: Host = { readText: () => undefined, exists: () => false };

const MAIL = `env mail {
  tool read(id: text) -> text
  tool contacts() -> list<{ name: text, address: text }, 100>
  tool send(to: text, body: text, copies: int?)
`;

function found(labels: string, rules: string, more = ""): string[] {
  const text = `${MAIL}  ${labels}\n}\nprivilege p over mail {\n${rules}\n}\n${more}guard g over mail { propose agent else tell "No." obey p }\n`;
  return analyze({ path: "a.pol", text }, HOST).diagnostics.map((d) => `${d.code} ${text.slice(d.span.start, d.span.end).replace(/\s+/g, " ")}: ${d.message}`);
}

const codes = (labels: string, rules: string, more = ""): string[] => found(labels, rules, more).map((line) => line.slice(0, 7));
const ALL = "allow read, contacts";

describe("tools that no rule names", () => {
  test("are listed at the guard", () => {
    expect(found("", "allow read")).toEqual(["POL0608 g: no rule that `g` obeys is about `contacts`, `send`: every call of them is forbidden"]);
    expect(found("", "allow anything forbid send")).toEqual(["POL0608 g: no rule that `g` obeys is about `read`, `contacts`: only rules about `anything` decide"]);
    expect(found("", "allow read, contacts forbid anything when calls(anything, 1min) > 9")).toEqual(["POL0608 g: no rule that `g` obeys is about `send`: every call of it is forbidden"]);
  });

  test("a rule in any privilege that is obeyed names them; what the guard keeps does not", () => {
    expect(codes("", "allow read, contacts, send")).toEqual([]);
    const two = `privilege q over mail { forbid send }\nguard h over mail { propose agent else tell "No." obey p obey q require not call read }\n`;
    expect(codes("", ALL, two)).toEqual(["POL0608"]);
  });

  test("are not looked for where there is an error, nor where nothing is obeyed", () => {
    expect(codes("", "allow read when nope")).toEqual(["POL0101"]);
    expect(analyze({ path: "a.pol", text: `${MAIL}}\nguard g over mail { propose agent else tell "No." }\n` }, HOST).diagnostics.map((d) => d.code)).toEqual(["POL0603"]);
  });
});

describe("labels that no rule reads", () => {
  test.each([
    ["untrusted results of read", `${ALL}, send`, ["POL0609 results of read"]],
    ["untrusted results of read", `${ALL}\nallow send when body carries untrusted`, []],
    ["untrusted results of read", `${ALL}\nallow send when to from prompt`, []],
    ["untrusted results of read", `${ALL}\nask send when to from results of read`, []],
    ["secret results of read", `${ALL}\nallow send when to from prompt`, ["POL0609 results of read"]],
    ["secret results of read", `${ALL}\nallow send when to from prompt\nforbid send when body carries secret`, []],
    ["trusted results of read", `${ALL}, send`, []],
  ])("%s; %s", (labels, rules, expected) => {
    const unread = found(labels, rules).filter((line) => line.startsWith("POL0609"));
    expect(unread.length).toBe(expected.length);
  });

  test("a spec may read one; an env without rules is not judged", () => {
    expect(codes("secret results of read", `${ALL}, send`, "spec s over mail = always not (once call send)\n")).toEqual(["POL0609"]);
    expect(analyze({ path: "a.pol", text: `${MAIL}  secret results of read\n}\n` }, HOST).diagnostics).toEqual([]);
  });
});

describe("results that vouch without a label", () => {
  const FROM = `${ALL}\nallow send when to from results of contacts[*].address`;
  test("are listed, each once", () => {
    expect(found("", FROM)).toEqual(["POL0610 to from results of contacts[*].address: `results of contacts[*].address` vouches for a value here, and no label says that nobody else writes it"]);
    expect(codes("", `${FROM} and body from results of contacts[*].address and body from results of contacts[*].name`)).toEqual(["POL0610", "POL0610"]);
  });

  test.each(["trusted results of contacts[*].address", "trusted results of contacts", "trusted results of contacts[*]"])("`%s` says so", (label) => expect(codes(label, FROM)).toEqual([]));
  test.each(["trusted results of contacts[*].name", "trusted results of read", "secret results of contacts"])("`%s` does not", (label) => expect(codes(label, FROM)).toContain("POL0610"));

  test("nor what only chooses whom to ask", () => {
    expect(codes("", `${ALL}\nask send when to from results of contacts[*].address`)).toEqual([]);
    expect(codes("", `${ALL}\nallow send when to from prompt else ask when to from results of contacts[*].address`)).toEqual([]);
  });
});

describe("`carries` as the only protection", () => {
  const LABELS = "untrusted results of read";
  test.each([
    [`${ALL}, send\nforbid send when body carries untrusted`, 1],
    [`${ALL}\nallow send when not (body carries untrusted)`, 1],
    [`${ALL}\nallow send when not (body carries untrusted) and to from prompt`, 0],
    [`${ALL}\nallow send when to from prompt\nforbid send when body carries untrusted`, 0],
    [`${ALL}\nallow send when to from prompt or to == "me"\nforbid send when body carries untrusted`, 1],
    [`${ALL}\nallow send when (to from prompt or to from results of contacts[*].address)\nforbid send when body carries untrusted`, 0],
    [`${ALL}\nallow send when "send" from prompt\nforbid send when body carries untrusted`, 1],
    [`${ALL}\nask send\nforbid send when body carries untrusted`, 0],
    [`${ALL}\nallow anything\nforbid send when body carries untrusted`, 1],
  ])("%s", (rules, expected) => expect(codes(LABELS, rules).filter((code) => code === "POL0611")).toHaveLength(expected));
});

describe("rules that never decide", () => {
  const never = (rules: string): string[] => found("", `${ALL}\n${rules}`).filter((line) => line.startsWith("POL0601"));

  test.each([
    "allow send when copies in 1..3 and copies > 5",
    "allow send when copies < 3 and copies >= 3",
    'allow send when to == "a" and to == "b"',
    'allow send when to == "a" and to != "a"',
    "allow send when copies is missing and copies > 1",
    "allow send when not (copies is present) and copies is present",
    'allow send when (to == "a" or to == "b") and to == "c"',
    "allow send when once call read and not once call read".replace("once call read and", "(once call read) and"),
    'forbid send when to == "a" and to == "b"',
    "forbid send when copies is missing and copies is present",
    "allow send forbid anything",
    'allow send when to == "a" else ask forbid anything',
  ])("%s", (rule) => expect(never(rule).length).toBeGreaterThan(0));

  test.each([
    "allow send when copies in 1..3 and copies > 2",
    "allow send when copies <= 3 and copies >= 3",
    'allow send when to == "a" or to == "b"',
    // Without copies both are unknown, and the unknown forbids.
    "forbid send when copies > 5 and copies < 3",
    "ask send when copies == 1 and copies == 2",
    'allow send when to == "a" and body == "b"',
    'allow send when to == "a" else ask forbid anything when calls(anything, 1min) > 9',
  ])("%s decides", (rule) => expect(never(rule)).toEqual([]));

  test("says which of the two it is", () => {
    expect(never('allow send when to == "a" and to == "b"')[0]).toContain("this `allow` never decides: its condition holds for no call");
    expect(never('allow send when to == "a" and to == "b" else ask')[0]).toContain("its condition holds for no call, so it asks at most");
    expect(never("allow send forbid anything").at(-1)).toContain("a wider `forbid` covers every call of it");
  });
});
