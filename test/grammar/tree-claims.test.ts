import { describe, expect, test } from "vitest";
import type * as ast from "../../grammar/ast.ts";
import { parse } from "../../grammar/parse.ts";
import { format } from "../../grammar/print.ts";

function only(text: string): ast.Decl {
  const { file, errors } = parse(text);
  expect(errors).toEqual([]);
  return file.decls[0]!;
}

function claim(text: string): ast.Prove["claim"] {
  const decl = only(`prove "p" t ${text}`);
  return decl.kind === "Prove" ? decl.claim : expect.fail("no claim");
}

describe("a mock", () => {
  test("has a script of outcomes, each at one visit or for some time", () => {
    const decl = only('test "a" on t { mock nav gives running for 2s, skip, failure mock `main/do net` gives success }');
    const steps = decl.kind === "Test" ? decl.steps : [];
    expect(steps).toMatchObject([
      { kind: "Mock", node: { text: "nav" }, answers: [{ outcome: "running", duration: { value: 2 } }, { outcome: "skip", duration: null }, { outcome: "failure" }] },
      { kind: "Mock", node: { text: "main/do net" }, answers: [{ outcome: "success" }] },
    ]);
  });
  test("is a word of its own only where a step begins", () => {
    const decl = only("test \"a\" on t { `mock` gives { speed = 1 } mock mock gives success expect mock > 1 }");
    expect(decl.kind === "Test" && decl.steps.map(({ kind }) => kind)).toEqual(["Gives", "Mock", "Expect"]);
  });
  test("says what it may give", () => {
    expect(parse('test "a" on t { mock nav gives halted }').errors[0]!.message).toBe("expected `success`, `failure`, `running` or `skip` but found `halted`");
  });
});

describe("a claim", () => {
  test("about a tree is a formula", () => {
    expect(claim("always nav is running implies ready")).toMatchObject({ kind: "Holds", always: true, formula: { kind: "Binary", op: "implies" } });
    expect(claim("never once (nav is failure)")).toMatchObject({ kind: "Holds", always: false, formula: { kind: "Temporal" } });
  });
  test("about verdicts stays one, and its words are names elsewhere", () => {
    expect(claim("never allows send when amount > 500")).toMatchObject({ kind: "Verdict", always: false, verdict: "allow" });
    expect(claim("always forbids anything")).toMatchObject({ kind: "Verdict", always: true, verdict: "forbid" });
    expect(claim("always allows > 3")).toMatchObject({ kind: "Holds", formula: { kind: "Binary", op: ">" } });
    expect(claim("always asks is running")).toMatchObject({ kind: "Holds", formula: { kind: "Is" } });
  });
});

test("they are laid out", () => {
  const text = 'test "it goes" on main { mock   nav gives running   for 1s,success simulate 2s\nexpect nav is success }\nprove "p" main   always nav is running\n';
  const formatted = format(text);
  const shown = 'test "it goes" on main {\n  mock nav gives running for 1s, success\n  simulate 2s\n  expect nav is success\n}\nprove "p" main always nav is running\n';
  expect("text" in formatted && formatted.text).toBe(shown);
});
