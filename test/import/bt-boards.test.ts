import { describe, expect, test } from "vitest";
import { around, declared, entriesOf, importedTrees, mistakes } from "./trees.ts";

/** Trees by their name, the first of them running; what is around them besides. */
const trees = (all: Readonly<Record<string, string>>, model = "", version = ' BTCPP_format="4"'): string =>
  `<root${version} main_tree_to_execute="${Object.keys(all)[0]}">${Object.entries(all).map(([id, node]) => `<BehaviorTree ID="${id}">${node}</BehaviorTree>`).join("")}${model && `<TreeNodesModel>${model}</TreeNodesModel>`}</root>`;
const leaves = (xml: string): readonly string[] => declared(importedTrees(xml).pol, "extern").flatMap((part) => part.split(/ (?=extern)/)).map((line) => line.replace(" over robot", ""));
const written = (all: Readonly<Record<string, string>>, model?: string, version?: string): readonly string[] => declared(importedTrees(trees(all, model, version)).pol, "tree").map((tree) => tree.replaceAll(" over robot compatible", ""));

describe("leaves and their ports", () => {
  test.each([
    ['<A x="1" y="-2.5" z="true" s="a b" e=""/>', "extern A (x: number, y: number, z: bool, s: text, e: text)"],
    ['<Sequence><A x="1"/><A x="b"/></Sequence>', "extern A (x: text)"],
    ['<Sequence><A x="1"/><A x="0"/></Sequence>', "extern A (x: number)"],
    ['<Sequence><A x="1"/><A x="false"/></Sequence>', "extern A (x: bool)"],
    ['<A x="{k}"/>', "extern A (inout x: text)"],
    ['<A x="{=}"/>', "extern A (inout x: text)"],
    ['<Sequence><A x="{k}"/><Script code="k += 1"/></Sequence>', "extern A (inout x: number)"],
    ['<Sequence><A x="{k}"/><A x="3"/></Sequence>', "extern A (x: number)"],
    ['<A x="{k}" _skipIf="k"/>', "extern A (inout x: number)"],
    ["<A x='{}'/>", "extern A (x: text)"],
  ])("%s", (xml, leaf) => expect(leaves(around(xml))).toEqual([leaf]));

  test("what a model says of them", () => {
    const model = '<Action ID="A"><input_port name="i" type="int"/><output_port name="o" type="std::string"/><inout_port name="b" type="bool"/><input_port name="p" type="Point3D"/></Action>';
    expect(leaves(trees({ T: '<A i="{i}" o="{o}" b="{b}" p="1;2"/>' }, model))).toEqual(["extern A (i: number, out o: text, inout b: bool, p: text)"]);
  });
  test("a port that is left out has what the model says, or what nobody knows", () => {
    const model = '<Action ID="A"><input_port name="x" default="3"/><input_port name="y" default="{k}"/></Action>';
    expect(written({ T: '<Sequence><A/><A x="4"/></Sequence>' }, model)).toEqual(["tree T (k: text) { sequence { run A(x: 3, y: k) run A(x: 4, y: k) } }"]);
    expect(written({ T: '<Sequence><A x="4"/><A y="b"/></Sequence>' })).toEqual(['tree T { blackboard { unset: text unset_2: number } sequence { run A(x: 4, y: unset) run A(x: unset_2, y: "b") } }']);
    expect(written({ T: '<Sequence><A x="{k}"/><A/></Sequence>' })).toEqual(["tree T { blackboard { k: text } sequence { run A(x: k) run A } }"]);
  });
  test("one that takes a number here and a text there is two", () => {
    const { pol, notes } = importedTrees(around('<Sequence><Script code="n := 1"/><Say m="hello"/><Say m="{n}"/></Sequence>'));
    expect(declared(pol, "extern").join(" ")).toContain("extern Say over robot (m: text) extern Say_2 over robot (m: number)");
    expect(notes[0]).toBe("line 1: `Say` takes a number for `m` and elsewhere a text, so that it is `Say_2` here");
  });
  test("truth values and numbers become one another where they are only read", () => {
    const model = '<Action ID="A"><input_port name="b" type="bool"/><input_port name="n" type="double"/></Action>';
    expect(written({ T: '<A b="{v}" n="{t}" _skipIf="v > 1" _onSuccess="t := true"/>' }, model)).toEqual([expect.stringContaining("run A(b: v, n: t)")]);
  });
  test("names that are words of Pol or no words at all", () => {
    expect(leaves(around('<A to="1" x.y="2" if="{k-1}"/>'))).toEqual(["extern A (`to`: number, `x.y`: number, inout `if`: text)"]);
    expect(entriesOf('<A a="{k-1}" b="{if}"/>')).toBe("`k-1`: text `if`: text");
  });
});

describe("subtrees", () => {
  test("ports are entries of the caller, read or written as the subtree does", () => {
    expect(written({ T: '<SubTree ID="S" a="{x}" b="{y}"/>', S: '<Script code="b := a + 1"/>' })).toEqual([
      "tree T (x: number, out y: number) { run S(a: x, b: y) }", "tree S (a: number, out b: number) { set { b = a + 1 } }",
    ]);
  });
  test("`{=}` is the entry of the port's own name", () => {
    expect(written({ T: '<SubTree ID="S" a="{=}"/>', S: '<Script code="a := 1"/>' })[0]).toBe("tree T (out a: number) { run S(a: a) }");
  });
  test("what is not handed over is the subtree's own", () => {
    expect(written({ T: '<Sequence><SubTree ID="S"/><Script code="a := 1"/></Sequence>', S: '<Script code="a := true"/>' })).toEqual([
      "tree T (out a: number) { sequence { run S set { a = 1 } } }", "tree S { blackboard { a: bool } set { a = true } }",
    ]);
  });
  test("handed over here and not there", () => {
    expect(written({ T: '<Sequence><SubTree ID="S" a="{x}" b="1"/><SubTree ID="S"/></Sequence>', S: '<Script code="a := b"/>' })[0])
      .toBe("tree T (out x: number) { blackboard { unset: number } sequence { run S(b: 1, a: x) run S(b: unset) } }");
  });
  test("literals, and one that the subtree writes", () => {
    expect(written({ T: '<SubTree ID="S" name="s" n="3" t="x" b="true" w="5"/>', S: `<Script code="w += n" _skipIf="t == 'x' || b == true" _onSuccess="b := false"/>` })).toEqual([
      'tree T { blackboard { s_b: bool = true s_w: number = 5 } s: run S(t: "x", b: s_b, n: 3, w: s_w) }',
      'tree S (t: text, inout b: bool, n: number, out w: number) { set { w = w + n } with { skip if t == "x" or b on success { b = false } } }',
    ]);
  });
  test("`_autoremap` hands over what has the same name, private entries and what is said otherwise excepted", () => {
    expect(written({ T: '<SubTree ID="S" _autoremap="true" a="{x}" c="3"/>', S: '<Script code="a := b + c + _d"/>' })).toEqual([
      "tree T (b: number, out x: number) { run S(b: b, c: 3, a: x) }", "tree S (b: number, c: number, out a: number) { blackboard { _d: number } set { a = b + c + _d } }",
    ]);
    expect(written({ T: '<SubTree ID="S" _autoremap="false"/>', S: '<Script code="a := 1"/>' })[0]).toBe("tree T { run S }");
  });
  test("through several trees", () => {
    expect(written({ T: '<SubTree ID="M" _autoremap="1"/>', M: '<SubTree ID="S" a="{b}"/>', S: '<A x="{a}" _onSuccess="a := 1"/>' })).toEqual([
      "tree T { blackboard { b: number } run M(b: b) }", "tree M (inout b: number) { run S(a: b) }", "tree S (inout a: number) { run A(x: a) with { on success { a = 1 } } }",
    ]);
  });
  test("`@` is the outermost blackboard, wherever it stands", () => {
    expect(written({ T: '<Sequence><SubTree ID="M"/><A x="{k}"/></Sequence>', M: '<SubTree ID="S"/>', S: '<Sequence><Script code="@k := 1; k := true"/><A x="{@k}"/></Sequence>' })).toEqual([
      "tree T { blackboard { k: number } sequence { run M(k: k) run A(x: k) } }", "tree M (inout k: number) { run S(k: k) }",
      "tree S (inout k: number) { blackboard { k_2: bool } sequence { set { k = 1 k_2 = true } run A(x: k) } }",
    ]);
  });
  test("what a tree has no use for is left out, with a note", () => {
    const { pol, notes } = importedTrees(trees({ T: '<SubTree ID="S" a="{x}"/>', S: "<A/>" }));
    expect(declared(pol, "tree")[0]).toBe("tree T over robot compatible { run S }");
    expect(notes).toEqual(["line 1: `a` is left out: the tree `S` has no use for it"]);
  });
  test("what its model says: directions, what a missing port is, and which may not be missing", () => {
    const model = '<SubTree ID="S"><input_port name="i" default="3"/><output_port name="o" default="{out}"/></SubTree>';
    expect(written({ T: '<SubTree ID="S"/>', S: '<A x="{i}" y="{o}"/>' }, model)).toEqual([
      "tree T { blackboard { `out`: text S_i: number = 3 } run S(i: S_i, o: `out`) }", "tree S (inout i: number, inout o: text) { run A(x: i, y: o) }",
    ]);
    expect(mistakes(trees({ T: '<SubTree ID="S"/>', S: '<A x="{i}"/>' }, '<SubTree ID="S"><input_port name="i"/></SubTree>'))).toEqual(["1:70: `<TreeNodesModel>` says that `S` needs the port `i`, and this gives none"]);
  });
  test("a tree by its name alone", () => expect(written({ T: '<S a="{x}"/>', S: '<Script code="a := 1"/>' })[0]).toBe("tree T (out x: number) { run S(a: x) }"));
  test("version 3: keys without braces, a shared blackboard, SubTreePlus", () => {
    expect(written({ T: '<SubTree ID="S" a="x"/>', S: '<A p="{a}"/>' }, "", "")[0]).toBe("tree T { blackboard { x: text } run S(a: x) }");
    expect(written({ T: '<SubTree ID="S" __shared_blackboard="true"/>', S: '<A p="{a}" q="{_b}"/>' }, "", "")[0]).toBe("tree T { blackboard { a: text _b: text } run S(a: a, _b: _b) }");
    expect(written({ T: '<SubTreePlus ID="S" __autoremap="true" c="x"/>', S: '<A p="{a}" q="{c}"/>' }, "", "")[0]).toBe('tree T { blackboard { a: text S_c: text = "x" } run S(a: a, c: S_c) }');
  });
});

test("what an outermost tree does not give itself the host does, and what it does not read is for the host", () => {
  expect(written({ T: '<Script code="b := a; c := b; d := d + 1"/>' })).toEqual(["tree T (a: number, out c: number, out d: number) { blackboard { b: number } set { b = a c = b d = d + 1 } }"]);
});

describe("what an entry is", () => {
  test.each([
    ['<A x="{a}"/>', "a: text"], ['<Sequence><A x="{a}"/><B y="{a}"/></Sequence>', "a: text"], ['<Sequence><A x="{a}"/><B y="{a}"/><B y="7"/></Sequence>', "a: number"],
    ['<Switch2 variable="{a}" case_1="1" case_2="2"><A/><A/><A/></Switch2>', "a: text"], ['<WasEntryUpdated entry="{a}"/>', "a: number"], ['<SetBlackboard output_key="a" value="7"/>', "out a: number"],
    ['<SetBlackboard output_key="a" value="true"/>', "out a: bool"], ['<SetBlackboard output_key="a" value="1;2"/>', "out a: text"], ['<Sequence><SetBlackboard output_key="a" value="7"/><Script code="a == 1"/></Sequence>', "out a: number"],
    ['<Repeat num_cycles="{a}"><A/></Repeat>', "a: number"], ['<Sleep msec="{a}"/>', "a: number"], ['<LoopString queue="1;2" value="{a}"><A/></LoopString>', "out a: text"],
  ])("%s", (xml, entries) => expect(entriesOf(xml)).toBe(entries));

  test("never a text and a number, in however many trees", () => {
    expect(mistakes(trees({ T: "<Sequence><SubTree ID='S' a='{x}'/>\n<Script code=\"x := 'b'\"/></Sequence>", S: '<Script code="a := 1"/>' }))).toEqual(["2:20: `a` is a text here and a number in line 2; an entry has one type"]);
  });
});

test("trees that run each other twice are looked at once each", () => {
  const chain = Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`T${i}`, i === 13 ? "<A/>" : `<KeepRunningUntilFailure><Sequence><SubTree ID="T${i + 1}"/><SubTree ID="T${i + 1}"/></Sequence></KeepRunningUntilFailure>`]));
  expect(mistakes(trees({ ...chain })).join()).toMatch(/^$|more than/);
});

test("trees that run each other very deep", () => {
  const chain = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`T${i}`, i === 2999 ? "<A/>" : `<SubTree ID="T${i + 1}"/>`]));
  expect(mistakes(trees(chain))[0]).toContain("trees run each other more than 200 levels deep");
});
