import { describe, expect, test } from "vitest";
import { Forms } from "../../runtime/facts/forms.ts";

type Form = readonly [root: readonly string[] | null, value: string, canonical: string];
function forms(...all: readonly Form[]): Forms {
  const made = new Forms();
  for (const [root, value, canonical] of all) made.add(root, value, canonical);
  return made;
}

describe("a canonical form takes a value's place", () => {
  test.each<[what: string, form: Form, args: unknown, wanted: unknown]>([
    ["where it is the argument", [["to"], "./a", "/srv/a"], { to: "./a", note: "./a" }, { to: "/srv/a", note: "./a" }],
    ["in a list", [["to"], "./a", "/srv/a"], { to: ["./a", "b", ["./a"], 7] }, { to: ["/srv/a", "b", ["/srv/a"], 7] }],
    ["in a record, whatever the field", [["to"], "./a", "/srv/a"], { to: { one: "./a", two: { three: "./a" }, four: null } }, { to: { one: "/srv/a", two: { three: "/srv/a" }, four: null } }],
    ["at a field of an argument, not beside it", [["to", "path"], "./a", "/srv/a"], { to: { path: "./a", name: "./a" } }, { to: { path: "/srv/a", name: "./a" } }],
    ["anywhere, where all arguments were asked about", [[], "./a", "/srv/a"], { to: "./a", note: "./a" }, { to: "/srv/a", note: "/srv/a" }],
    ["not as a part of a text", [["to"], "./a", "/srv/a"], { to: "./ab" }, { to: "./ab" }],
    ["nowhere, where the argument is missing", [["to"], "./a", "/srv/a"], { note: "./a" }, { note: "./a" }],
    ["nowhere, where a part of the way is missing", [["to", "path"], "./a", "/srv/a"], { to: null }, { to: null }],
    ["nowhere, where a part of the way is a text", [["to", "length"], "./a", "/srv/a"], { to: "./a" }, { to: "./a" }],
    ["nowhere, by what an object inherits", [["toString"], "./a", "/srv/a"], { to: "./a" }, { to: "./a" }],
  ])("%s", (_, form, args, wanted) => {
    expect(forms(form).applied(args)).toEqual(wanted);
    expect(forms(form).isEmpty).toBe(false);
  });

  test("and the arguments that were judged stay as they are", () => {
    const args = { to: { path: "./a" } };
    forms([["to", "path"], "./a", "/srv/a"]).applied(args);
    expect(args).toEqual({ to: { path: "./a" } });
  });
});

describe("nothing takes its place", () => {
  test.each<[what: string, ...all: Form[]]>([
    ["without a form"], ["where the value is computed", [null, "./a", "/srv/a"]], ["where it is its own form", [["to"], "/srv/a", "/srv/a"]],
  ])("%s", (_, ...all) => {
    const args = { to: "./a" };
    expect(forms(...all).isEmpty).toBe(true);
    expect(forms(...all).applied(args)).toBe(args);
  });
});

describe("one value in two forms", () => {
  const [a, b] = ["/srv/a", "/home/a"];
  test.each<[what: string, one: readonly string[], other: readonly string[]]>([
    ["of one argument", ["to"], ["to"]], ["of an argument and a part of it", ["to"], ["to", "path"]], ["of a part of an argument and all of it", ["to", "path"], ["to"]], ["of all arguments and one", [], ["to"]],
  ])("%s cannot be executed", (_, one, other) => expect(forms([one, "./a", a], [other, "./a", b]).applied({ to: { path: "./a" } })).toBe(null));

  test.each<[what: string, one: readonly string[], other: readonly string[]]>([["of two arguments", ["to"], ["from"]], ["of two parts of one", ["to", "x"], ["to", "y"]]])("%s can", (_, one, other) => {
    expect(forms([one, "./a", a], [other, "./a", b]).applied({ to: { x: "./a", y: "./a" }, from: "./a" })).not.toBe(null);
  });

  test("in one form, twice, it can", () => expect(forms([["to"], "./a", a], [["to"], "./a", a]).applied({ to: "./a" })).toEqual({ to: a }));
  test("two values can, each in its own", () => expect(forms([["to"], "./a", a], [["to"], "./b", b]).applied({ to: ["./a", "./b"] })).toEqual({ to: [a, b] }));
});
