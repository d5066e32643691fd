import { runInThisContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { link } from "../../compiler/emit/link.ts";
import { emit } from "../../compiler/emit/module.ts";
import { typecheck } from "../../compiler/emit/typecheck.ts";
import type { EnvIr } from "../../compiler/ir/ir.ts";
import { treeLayout } from "../../compiler/ir/tree-layout.ts";
import { compileText } from "../../runtime/files/load.ts";
import type { TreeRun } from "../../runtime/kernel/tree.ts";
import { SandboxError } from "../../runtime/sandbox/isolate.ts";
import { expectGolden } from "../grammar/golden.ts";
import { actSlot, e, env, obs, slot } from "../interpreter/build.ts";
import { Chance } from "../property/random.ts";
import { entry, fallback, having, inProgram, leaf, node, parallel, put, read, reactive, retry, sequence, set, tree, wait, type Sketch } from "./build.ts";
import { treeProgram, type TreeProgram } from "./generate.ts";
import { compare, opened, together } from "./isolated.ts";

const LONG = process.env["POL_LONG"] === "1";
const source = { path: "t.pol", text: "" };
/** Programs in one isolate. */
const MANY = 50;

const programs = (c: Chance, count: number): readonly TreeProgram[] => Array.from({ length: count }, () => treeProgram(c, c.below(41)));

/** Compares them all; how many visits there were. */
async function agree(seed: number, all: (c: Chance) => readonly TreeProgram[], most?: number): Promise<number> {
  const c = new Chance(seed);
  return opened(all(c), (sandbox, some) => {
    const found = some.map((one) => compare(c, sandbox, one, 30));
    expect(found.flatMap(({ differences }) => differences).slice(0, 5)).toEqual([]);
    return found.reduce((sum, { visits }) => sum + visits, 0);
  }, most);
}

describe("isolate and interpreter", () => {
  test("agree on generated trees, whatever the host does", { timeout: 7_200_000 }, async () => {
    let visits = 0, runs = 0;
    await fc.assert(fc.asyncProperty(fc.integer(), async (seed) => {
      visits += await agree(seed, (c) => programs(c, MANY));
      runs += 1;
    }), { numRuns: LONG ? 400 : 6, endOnFailure: true });
    // Trees that are seldom visited would compare little.
    expect(visits / runs / MANY).toBeGreaterThan(50);
  });
  test("agree where a function holds no more than 40 nodes of code", { timeout: 1_200_000 }, async () => {
    await agree(40, (c) => programs(c, LONG ? 1000 : MANY), 40);
  });
});

const over: EnvIr = env({ obs: ["a", "b", "c", "d"].map((name) => slot(name, { low: -10, high: 10 })), acts: [actSlot("u", { low: -1, high: 1 })] });
const check = (name: string, above: number): Sketch => node("check", { value: e("gt", obs(name), above) });
const act = (name: string, above: number): Sketch => node("do", { source: null, sets: [{ name: "u", value: e("div", obs(name), 10) }], until: e("gt", obs("a"), above), ticks: null });
const alone = (root: Sketch, more: Parameters<typeof tree>[1] = {}): TreeProgram => {
  const of = tree(root, more);
  return { tree: of, program: inProgram(of, over) };
};

/** Trees of shapes that nobody generates. */
const SHAPES: Readonly<Record<string, (c: Chance) => TreeProgram>> = {
  "of thousands of nodes": (c) => alone(sequence(...Array.from({ length: 300 }, () => fallback(...Array.from({ length: 8 }, () => check(c.pick(["a", "b", "c"]), c.number())), act("b", c.number()))))),
  "deep in one another": (c) => alone(Array.from({ length: 480 }).reduce<Sketch>((child) => c.pick([(): Sketch => node("invert", {}, child), (): Sketch => retry(1, child), (): Sketch => reactive(child)])(), having(act("a", 0), { post: { halted: [put("n", 1)] } })), { entries: [entry("n")] }),
  "of conditions deep in one another": (c) => alone(Array.from({ length: 150 }).reduce<Sketch>((child, _, i) => (i % 2 === 0 ? fallback(check("a", c.number()), child) : sequence(check("b", c.number()), child, check("c", -9))), leaf("end"))),
  "with very many children": (c) => alone(parallel(-40, 30, Array.from({ length: 400 }, (_, i) => (c.is(0.5) ? check("a", c.number()) : c.is(0.5) ? wait(c.below(4)) : leaf(`l${i}`))))),
  "that ask very many leaves anew": () => alone(reactive(...Array.from({ length: 120 }, (_, i) => leaf(`l${i}`)))),
  "with very many cases": (c) => alone(node("switch", { cases: Array.from({ length: 200 }, () => e("gt", obs("a"), c.number() + 4)) }, ...Array.from({ length: 201 }, (_, i) => leaf(`l${i}`)))),
};

describe("trees", () => {
  test.each(Object.entries(SHAPES))("%s come in small functions, which agree with the interpreter", { timeout: 300_000 }, async (_, make) => {
    const one = make(new Chance(6));
    const { code } = emit(together([one])[0]!.program, source);
    const functions = code.split(/\n {2}const \w+ = \(/).slice(1);
    expect(Math.max(...functions.map((text) => text.match(/[\w.]+/g)!.length))).toBeLessThan(6000);
    expect(await agree(7, () => [one])).toBeGreaterThan(30);
  });
  test("stay apart: two sessions of one, ticked in turn", async () => {
    const c = new Chance(8);
    await opened(programs(c, 10), (sandbox, all) => {
      for (const one of all) expect([compare(new Chance(1), sandbox, one, 10), compare(new Chance(1), sandbox, one, 10)].map(({ differences }) => differences)).toEqual([[], []]);
    });
  });
  test("type-check, in functions of any size", { timeout: 300_000 }, () => {
    for (const most of [800, 30]) {
      const { code } = emit(together(programs(new Chance(most), 12))[0]!.program, source, most);
      expect(typecheck(code)).toEqual([]);
      if (most === 30) expect(code.match(/const part/g)!.length).toBeGreaterThan(50);
    }
  });
  test("read like their source", async () => {
    const { ts } = await compileText("patrol.pol", PATROL);
    expect(typecheck(ts)).toEqual([]);
    expectGolden("emit/tree.emitted", ts);
  });
});

// In this isolate: in one of its own V8 optimises what is ticked, too, but one tick a crossing may never see it.
test("a tick allocates nothing once V8 has optimised it", { timeout: 120_000 }, async () => {
  const patrol = await compileText("patrol.pol", PATROL), many = SHAPES["of thousands of nodes"]!(new Chance(2)).program;
  for (const { ir, js } of [patrol, { ir: many, js: await link(emit(many, source).code) }]) {
    const { trees } = runInThisContext(js) as { readonly trees: ReadonlyMap<string, (...buffers: Float64Array[]) => TreeRun> };
    const [one] = ir.trees!, layout = treeLayout(ir.envs[0]!, one!), t = new Float64Array(layout.size), x = Float64Array.of(0.5, 1.5, 2, 3.5);
    const { reset, tick } = trees.get(one!.name)!(t, x, new Float64Array(2), new Float64Array(1));
    reset();
    let least = Infinity;
    for (const start = performance.now(); performance.now() - start < 50_000 && least >= 16_384;) {
      const before = process.memoryUsage().heapUsed;
      for (let k = 0; k < 5000; k++) {
        t[layout.sample] = k;
        tick();
      }
      least = Math.min(least, Math.abs(process.memoryUsage().heapUsed - before));
    }
    // One number kept on the heap a tick would be eighty kilobytes each time.
    expect(least).toBeLessThan(16_384);
  }
});

const HOSTILE = ["t", "p", "x", "way", "tick", "halt_1", "part", "constructor", "__proto__", "*/ evil(); /*", "a]b", "a\nb", "\u2028", "größe", "1st", "", "NaN", "running_0", "\u202Eevil"] as const;

test("people may call things whatever they like", { timeout: 120_000 }, async () => {
  const named: EnvIr = env({ obs: HOSTILE.map((name) => slot(name)), acts: HOSTILE.map((name) => actSlot(name)) });
  const root = sequence(...HOSTILE.map((name) => having(fallback(
    having(node("check", { value: e("gt", e("add", obs(name), read(name)), 0) }), { name: `${name}?` }), having(set(put(name, e("add", read(name), 1))), { name: `${name}!` }),
    having(leaf(name), { name: `${name}.` }), node("do", { source: null, sets: [{ name, value: obs(name) }], until: null, ticks: 1 }),
  ), { name })));
  const all = HOSTILE.map((name): TreeProgram => {
    const of = tree(root, { name, entries: HOSTILE.map((one) => entry(one)) });
    return { tree: of, program: inProgram(of, named) };
  });
  const { code } = emit(together(all)[0]!.program, { path: "*/ evil\n.pol", text: "*/ evil(); /* \u2029 \u202E\n" });
  expect(typecheck(code)).toEqual([]);
  expect(code).toMatch(/^[\x20-\x7e\nßöü…×]*$/u);
  expect(await agree(3, () => all)).toBeGreaterThan(1000);
});

test("what no tree is, or has no shared buffers, is an error of the sandbox", async () => {
  await opened(programs(new Chance(1), 1), (sandbox, [one]) => {
    const shared = new Float64Array(new SharedArrayBuffer(8));
    expect(() => sandbox.bindTree("nobody", shared, shared, shared, shared)).toThrow(SandboxError);
    expect(() => sandbox.bindTree(one!.tree.name, new Float64Array(8), shared, shared, shared)).toThrow(SandboxError);
    expect(() => sandbox.bindTree(one!.tree.name, shared, shared.subarray(1), shared, shared)).toThrow(SandboxError);
  });
});

const PATROL = `/// A cart that patrols, and charges.
env yard at 10Hz {
  observe battery: number in 0..1
  observe gap:     [m] in 0..50
  observe there:   bool
  observe speed:   [m/s]
  act     drive:   [m/s] in -1..2 default 0
  act     lamp:    bool default false
}
controller home over yard { drive = -1[m/s]  lamp = true }
tree patrol over yard {
  blackboard {
    rounds: int = 0
    tired:  bool
  }
  reactive fallback {
    sequence charge {
      check battery < 0.2
      retry 3 { do home until there }
    } with { on halt { tired = true } }
    sequence round {
      fallback {
        check gap > 5m
        timeout 2s { do { drive = -0.5[m/s] } until gap > 5m }
      }
      parallel success 1 {
        do { drive = 1[m/s] } until there
        sequence { wait 30s  fail }
      }
      set { rounds = rounds + 1 }
    } with { skip if rounds > 100 }
    do { lamp = true } for 1s
  }
}
`;
