import { describe, expect, test } from "vitest";
import { around, entriesOf, importedTrees, mistakes, nodeOf } from "./trees.ts";

const asked = (script: string): string => nodeOf(`<ScriptCondition code="${script.replace(/[&<"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", '"': "&quot;" })[c]!)}"/>`).replace(/^check /, "");
const set = (script: string): string => nodeOf(`<Script code="${script.replace(/[&<"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", '"': "&quot;" })[c]!)}"/>`).replace(/^set \{ (.*) \}$/, "$1");

describe("conditions", () => {
  test.each([
    ["v", "truth(v)"],
    ["!v", "v == 0"],
    ["!!v", "not (v == 0)"],
    ["!(v > 1)", "not (v > 1)"],
    ["v == true", "v == 1"],
    ["false != v", "0 != v"],
    ["true", "true"],
    ["1", "true"],
    ["!0", "not false"],
    ["v + 1", "truth(v + 1)"],
    ["a && b || c", "truth(a) and truth(b) or truth(c)"],
    // Both bind alike and group to the left.
    ["a || b && c", "(truth(a) or truth(b)) and truth(c)"],
    ["a || (b && c)", "truth(a) or truth(b) and truth(c)"],
    ["a && (b && c)", "truth(a) and (truth(b) and truth(c))"],
    ["a < b", "a < b"],
    ["1 < b <= 3", "1 < b and b <= 3"],
    ["a - (b - c) * -2 >= 0x1F", "a - (b - c) * -2 >= 31"],
    ["(a + b) / 2 == 1.5e2", "(a + b) / 2 == 1.5e2"],
    ["s == 'x'", 's == "x"'],
    ["'x' != s", '"x" != s'],
    ["(v > 0) ? v == 1 : true", "if v > 0 then v == 1 else true"],
    ["v ? a : b", "if v != 0 then truth(a) else truth(b)"],
    ["((v > 0) ? 1 : 2) > a", "(if v > 0 then 1 else 2) > a"],
    ["(a > 1) == (b > 1)", "a > 1 iff b > 1"],
    ["(a > 1) != (b > 1)", "a > 1 xor b > 1"],
    ["(a > 1) == true", "a > 1"],
    ["(a > 1) == false", "not (a > 1)"],
    ["(a > 1) + 1 == 2", "(if a > 1 then 1 else 0) + 1 == 2"],
    ["a>-b", "a > -b"],
    ["a \n == \t 1", "a == 1"],
    ["forever == rate", "`forever` == `rate`"],
    ["ü_1 == 2", "`ü_1` == 2"],
  ])("%s", (script, pol) => expect(asked(script)).toBe(pol));
});

describe("assignments", () => {
  test.each([
    ["a := 1", "a = 1"],
    ["a = b; b = a;", "a = b b = a"],
    ["a += 2; a -= b; a *= 3; a /= 4 + b", "a = a + 2 a = a - b a = a * 3 a = a / (4 + b)"],
    ["a := 'x \"y\"'", 'a = "x \\"y\\""'],
    ["a := true", "a = true"],
    ["a := b > 1", "a = b > 1"],
    ["a := true; a += 1", "a = 1 a = a + 1"],
    ["a := b > 1; a += 1", "a = if b > 1 then 1 else 0 a = a + 1"],
    ["a := !b", "a = b == 0"],
    ["a := -1", "a = -1"],
    ["a := (b > 1) ? 'x' : 'y'", 'a = if b > 1 then "x" else "y"'],
    ["@a := 1", "a = 1"],
    ["A:=5;&#10;B:=6".replace("&#10;", "\n"), "A = 5 B = 6"],
  ])("%s", (script, pol) => expect(set(script)).toBe(pol));

  test("what is computed for nothing is left out, with a note", () => {
    expect(importedTrees(around('<Script code="a := 1; b"/>')).notes).toContain("what `code` computes and assigns to nothing is left out: `a := 1; b`");
  });
});

describe("what an entry is", () => {
  test.each([
    ["a := 1", "out a: number"], ["a := 'x'", "out a: text"], ["a := true", "out a: bool"], ["a := b", "b: number out a: number"], ["a := b; b := 'x'", "out a: text b: text"],
    ["a := true; b := a", "out b: bool a: bool"], ["a := true; b := a + 1", "out b: number a: number"], ["a := (b == 'x') ? c : d; c := 2", "b: text d: number out a: number c: number"],
  ])("%s", (script, entries) => expect(entriesOf(`<Script code="${script}"/>`)).toBe(entries));

  test("a truth value is a number unless it is only ever one", () => {
    expect(entriesOf('<A _skipIf="v"/>')).toBe("v: number");
    expect(entriesOf('<A _skipIf="v == true"/>')).toBe("v: number");
    expect(entriesOf('<A _skipIf="v" _onSuccess="v := true"/>')).toBe("v: bool");
    expect(nodeOf('<A _skipIf="!v" _onSuccess="v := true"/>')).toBe("run A with { skip if not v on success { v = true } }");
    expect(nodeOf('<A _skipIf="v == false" _onSuccess="v := true"/>')).toBe("run A with { skip if not v on success { v = true } }");
  });
});

describe("enumerators", () => {
  test("with their numbers", () => {
    expect(nodeOf('<Script code="c := RED; d := c == BLUE"/>', { enums: { RED: 0, BLUE: 2 } })).toBe("set { c = 0 d = c == 2 }");
    expect(nodeOf('<Switch2 variable="{c}" case_1="RED" case_2="BLUE" _onSuccess="c := RED"><A/><A/><A/></Switch2>', { enums: { RED: 0, BLUE: 2 } })).toBe("switch c { case 0 run A case 2 run A else run A } with { on success { c = 0 } }");
  });
  test("by their names, where they are cases of a switch", () => {
    expect(nodeOf('<Switch2 variable="{c}" case_1="RED" case_2="BLUE" _onSuccess="c := RED"><A/><A/><A/></Switch2>')).toBe('switch c { case "RED" run A case "BLUE" run A else run A } with { on success { c = "RED" } }');
  });
  test("are no entries", () => expect(mistakes(around('<Script code="RED := 1"/>'), { enums: { RED: 0 } })).toEqual(["1:62: `RED` is an enumerator, and no entry that a script could write"]));
});

describe("each mistake has its place", () => {
  test.each([
    ["", "1:0: this script is empty"], ["a ==", "1:4: expected a value but found the end"], ["(a", "1:2: expected `)` but found the end"], ["a b", "1:2: expected an operator or `;` but found `b`"],
    ["a ? b", "1:5: expected `:` but found the end"], ["1abc", "1:0: `1abc` is no number"], ["1. > a", "1:0: `1.` is no number"], ["'x", "1:0: this text has no closing quote"], ["a $ b", "1:2: `$` means nothing in a script"],
    ["1e999 > a", "1:0: `1e999` is larger than any number that can be computed with"],
    ["a & 1", "1:2: Pol has no operator for `&`: let a leaf compute this"], ["a | 1", "1:2: Pol has no operator for `|`: let a leaf compute this"], ["a ^ 1", "1:2: Pol has no operator for `^`: let a leaf compute this"],
    ["~a > 1", "1:0: Pol has no operator for `~`: let a leaf compute this"],
    ["a = 1", "1:2: an assignment is no condition; write `==` to compare"], ["(a = 1) > 0", "1:3: an assignment stands on its own in Pol; write it before this, with `;` between"],
    ["'x' && a", "1:0: a condition is wanted here, and this is a text"], ["a > 'x'", "1:4: a number is wanted here, and this is a text"], ["1 == 'x'", "1:5: a text and a number are never the same"],
    ["a == 'x' && a > 1", "1:5: `a` is a text here and a number in line 1; an entry has one type"], ["a == 'x' && a", "1:12: `a` is a text, and a condition is wanted here"], ["-'x' > 1", "1:1: a number is wanted here, and this is a text"],
    ["2", "1:0: `2` is neither 0 nor 1, and BehaviorTree.CPP throws where it is asked for a truth value"], ["'a' + b == c", "1:4: Pol's blackboard does not join texts: let a leaf do it"],
    ["a" + " + a".repeat(50_000) + " > 1", "1:602: more than 150 operators in one statement: give parts of it to entries before"],
    ["a > 1" + " && a > 1".repeat(100), "1:677: more than 150 operators in one statement: give parts of it to entries before"],
    ["(".repeat(150) + "a", "1:100: nested more than 100 levels deep"], ["!".repeat(150) + "a", "1:0: nested more than 100 levels deep"],
  ])("%s", (script, message) => {
    const [, column, text] = /^1:(\d+): (.*)$/.exec(message)!;
    const before = around('<ScriptCondition code="').indexOf("</");
    expect(mistakes(around(`<ScriptCondition code="${script.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}"/>`))[0]).toBe(`1:${before + 1 + [...script.slice(0, Number(column))].reduce((n, c) => n + (c === "&" ? 5 : c === "<" ? 4 : 1), 0)}: ${text}`);
  });

  test("a condition around a node assigns nothing", () => {
    expect(mistakes(around('<A _skipIf="a := 1; a > 0"/>'))).toEqual(["1:62: a condition in Pol assigns nothing; move this into a `<Script>` before the node"]);
  });
  test("and what is given a value is an entry", () => expect(mistakes(around('<Script code="1 := 2"/>'))).toEqual(["1:62: only an entry of the blackboard can be given a value"]));
});
