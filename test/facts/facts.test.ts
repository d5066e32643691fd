import { describe, expect, test } from "vitest";
import type { Ir, IrType } from "../../compiler/ir/ir.ts";
import { Facts } from "../../runtime/facts/facts.ts";
import { FALSE, TRUE, UNKNOWN } from "../../runtime/interpreter/values.ts";
import { Ledger } from "../../runtime/provenance/ledger.ts";
import type { World } from "../../stdlib/native.ts";
import { pattern } from "../../stdlib/text/pattern.ts";

const arg = (t: IrType): Ir => ({ op: "arg", t, path: ["to"] });
const fact = (op: Ir["op"], about: Partial<Ir>, ...types: readonly IrType[]): Ir => ({ op, t: "bool", args: (types.length > 0 ? types : ["text" as const]).map(arg), ...about });
const FOLDER = fact("within", { name: "folder", path: ["/srv/data"] });
const PROMPT = (t: IrType = "text"): Ir => fact("from", { path: [] }, t);
const NO_WORLD: World = { link: () => null, addresses: () => [] };

function facts(world: Partial<World> = {}): Facts {
  const ledger = new Ledger({
    sources: [{ tool: null, path: [] }, { tool: "read", path: [".a"] }],
    labels: [{ label: "secret", source: { tool: "read", path: [".code"] }, at: [0, 0] }, { label: "untrusted", source: { tool: "read", path: [".b"] }, at: [0, 0] }],
  });
  ledger.prompt("hello 2 you");
  ledger.result("read", { a: "from read", b: "who knows", code: "463820" });
  return new Facts({ ...NO_WORLD, ...world }, ledger, new Map([["[a-c]+", pattern("[a-c]+")]]));
}
const said = (made: Facts) => made.found.map(({ result, because }) => [result, because]);

describe("a set of texts", () => {
  test("holds a value, which is then executed in its canonical form", () => {
    const made = facts();
    expect(made.know(FOLDER, ["x/./y"], ["to"])).toBe(true);
    expect(made.forms.applied({ to: "x/./y" })).toEqual({ to: "/srv/data/x/y" });
    expect(said(made)).toEqual([[true, null]]);
  });

  test("or does not hold it, and says why", () => {
    const made = facts({ link: (path) => (path === "/srv/data/link" ? "/etc" : null) });
    expect([made.know(FOLDER, ["link/x"], ["to"]), made.know(FOLDER, ["ok/link"], ["to"])]).toEqual([false, true]);
    expect(said(made)).toEqual([[false, expect.stringContaining("link")], [true, null]]);
    expect(made.forms.applied({ to: "link/x" })).toEqual({ to: "link/x" });
  });

  test("is unknown of no text", () => {
    const made = facts();
    expect(made.know(FOLDER, [null], ["to"])).toBe(null);
    expect(said(made)).toEqual([[null, null]]);
  });

  test("asks for a name's addresses once a decision, and tells the host which", () => {
    let asked = 0;
    const made = facts({ addresses: () => [`93.184.216.${++asked}`] });
    const web = fact("within", { name: "public_web", path: ["https"] });
    expect([made.know(web, ["https://corp.com/a"], ["to"]), made.know(web, ["https://corp.com/b"], ["to"])]).toEqual([true, true]);
    expect([...made.addresses]).toEqual([["corp.com", ["93.184.216.1"]]]);
  });
});

describe("a pattern", () => {
  const letters = fact("matches", { value: "[a-c]+" });
  test.each([["abc", true], ["abcd", false], [null, null]])("of %s is %s", (value, wanted) => {
    const made = facts();
    expect(made.know(letters, [value], null)).toBe(wanted);
    expect(said(made)).toEqual([[wanted, null]]);
  });
  test("that nobody made ready is unknown", () => expect(facts().know(fact("matches", { value: "x" }), ["x"], null)).toBe(null));
});

describe("a function", () => {
  test("gives what it says, of all its operands", () => {
    const recipients = { ...fact("native", { name: "recipients" }, "json", "text", "text"), t: "list" as const };
    const made = facts();
    expect(made.know(recipients, [{ to: ["a"], cc: ["b"] }, "to", "cc"], null)).toEqual(["a", "b"]);
    expect(said(made)).toEqual([[["a", "b"], null]]);
  });
  test("is unknown where it cannot say", () => expect(facts().know({ ...fact("native", { name: "decimals" }, "num"), t: "num" }, [NaN], null)).toBe(null));
});

describe("where a value comes from", () => {
  const READ = fact("from", { name: "read", path: [".a"] });
  test.each<[what: string, ir: Ir, value: unknown, result: boolean | null, because: string | null]>([
    ["the prompt", PROMPT(), "hello", true, "the prompt"], ["not the prompt", PROMPT(), "from read", false, null], ["a result", READ, "from read", true, "read.a"],
    ["a result it is not in", READ, "hello", false, null],
    ["what is labelled secret", fact("carries", { name: "secret" }), "a 463820", true, "read.code"], ["not secret", fact("carries", { name: "secret" }), "who knows", false, null],
    ["what is labelled untrusted", fact("carries", { name: "untrusted" }), "who knows", true, "read.b"],
  ])("%s", (_, ir, value, result, because) => {
    const made = facts();
    expect(made.know(ir, [value], null)).toBe(result);
    expect(made.found).toEqual([{ ir, values: [value], result, because }]);
  });

  test("the prompt, where a fact names no path", () => expect(facts().know(fact("from", {}), ["hello"], null)).toBe(true));

  // An engine has NaN for a missing number and 0, 1 and 2 for truth: none of them is a number that somebody told.
  test.each<[what: string, t: IrType, value: unknown, is: unknown, result: boolean | null]>([
    ["a missing number", "num", NaN, null, null], ["a number", "num", 2, 2, true], ["a missing truth", "bool", UNKNOWN, null, null], ["a truth", "bool", TRUE, true, false], ["an untruth", "bool", FALSE, false, false],
    ["a missing text", "text", null, null, null], ["a list", "list", ["hello", "2"], ["hello", "2"], true], ["nothing", "json", undefined, null, null],
  ])("%s is asked about as what it is", (_, t, value, is, result) => {
    const made = facts();
    expect(made.know(PROMPT(t), [value], null)).toBe(result);
    expect(made.found[0]!.values).toEqual([is]);
    if (is === null) expect(made.know(fact("carries", { name: "secret" }, t), [value], null)).toBe(null);
  });
});

describe("one thing is asked", () => {
  test("once, of the same values", () => {
    const made = facts();
    expect([made.know(PROMPT(), ["hello"], null), made.know(PROMPT(), ["hello"], null), made.know(PROMPT(), ["bye"], null)]).toEqual([true, true, false]);
    expect(made.found).toHaveLength(2);
  });

  test("anew for a set, at another place of the arguments", () => {
    const made = facts();
    for (const root of [["a"], ["b"]]) made.know(FOLDER, ["x/./y"], root);
    expect(made.forms.applied({ a: "x/./y", b: "x/./y" })).toEqual({ a: "/srv/data/x/y", b: "/srv/data/x/y" });
  });

  test("and handed to the isolate under the values as it has them", () => {
    const made = facts();
    made.know(PROMPT("bool"), [TRUE], null);
    made.know(PROMPT("num"), [NaN], null);
    expect(JSON.parse(made.json)).toEqual({ "[\"from\",null,null,[]][2]": false, "[\"from\",null,null,[]][null]": null });
  });
});
