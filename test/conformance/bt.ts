import { importBt } from "../../compiler/import/bt/import.ts";
import { TreeInterpreter } from "../../runtime/interpreter/tree.ts";
import { compileText } from "../../runtime/files/load.ts";
import type { Bundle } from "../../compiler/bundle.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import { TreeSession } from "../../runtime/trees/session.ts";
import { openTree, treeOf } from "../../runtime/trees/tree.ts";
import { differs, type Vector } from "./bt-cases.ts";
import { oddities } from "./bt-oddities.ts";
import { play } from "./bt-run.ts";
import type { Kind, Outcome } from "./kind.ts";
import { readLines } from "./lines.ts";

/** Ticks a second where a vector has no time. */
const RATE = 10;
const REFUSED = "it is refused";

/** Every vector goes through `pol import bt`, the compiler and the isolate, and beside it through the interpreter. */
export const bt: Kind = {
  holds: (file) => file.endsWith(".jsonl"),
  run: (path, { progress }) => runCases(readLines(path) as Vector[], progress),
};

interface Count {
  compatible: number;
  strict: number;
  quirky: number;
  /** Strict differences that the data does not tag, by the one oddity that explains each. */
  readonly untagged: Map<string, number>;
  refused: number;
}

async function runCases(cases: readonly Vector[], progress: (done: number) => void): Promise<Outcome> {
  const count: Count = { compatible: 0, strict: 0, quirky: 0, untagged: new Map(), refused: 0 };
  const differences: string[] = [];
  const began = performance.now();
  for (const [i, vector] of cases.entries()) {
    const trouble = vector.throws === true ? await thrown(vector, count) : await judge(vector, count);
    if (trouble !== null) differences.push(`${vector.id} (${vector.category}): ${trouble}`);
    progress((i + 1) / cases.length);
  }
  const failed = differences.length;
  const known = cases.filter(({ throws }) => throws !== true).length;
  return {
    passed: cases.length - failed, failed, differences,
    figures: {
      ...(known > 0 && { "compatible agrees": `${count.compatible} of ${known}`, "strict agrees": `${count.strict} of ${known}`, "strict differs where a quirk is tagged": count.quirky, ...Object.fromEntries([...count.untagged].map(([oddity, n]) => [`strict differs by \`${oddity}\` alone, not tagged`, n])) }),
      ...(known < cases.length && { "throws in the library": cases.length - known, "refused by the compiler": count.refused }),
      seconds: Math.round((performance.now() - began) / 100) / 10,
    },
  };
}

/** Both modes, both engines. In strict mode a difference is a fault only where the library has no quirk. */
async function judge(vector: Vector, count: Count): Promise<string | null> {
  const compatible = await bothEngines(vector, false);
  if (compatible === null) count.compatible++;
  const strict = await bothEngines(vector, true);
  if (strict === null) count.strict++;
  else if (vector.quirks!.length > 0) count.quirky++;
  if (compatible !== null || strict === null || vector.quirks!.length > 0) return compatible;
  const oddity = await explained(vector);
  if (oddity !== null) count.untagged.set(oddity, (count.untagged.get(oddity) ?? 0) + 1);
  return oddity !== null ? null : `strict: ${strict}`;
}

/** The one oddity with which the strict tree does as the library does. */
async function explained(vector: Vector): Promise<string | null> {
  return run(vector, true, (_, __, bundle, name) => {
    const agrees = (ir: TreeIr): boolean => differsAt(vector, interpreted(bundle, ir)) === null;
    return oddities(treeOf(bundle, name)).find(([, ir]) => agrees(ir))?.[0] ?? null;
  });
}

async function bothEngines(vector: Vector, strict: boolean): Promise<string | null> {
  return run(vector, strict, (session, where) => {
    const trouble = differsAt(vector, session);
    return trouble === null ? null : `${where}, ${trouble}`;
  });
}

/** Up to the tick at which the library throws. */
function differsAt(vector: Vector, session: TreeSession): string | null {
  const found = play(vector, session);
  for (const [k, expected] of vector.expected.entries()) {
    if (expected.root === "!") return null;
    const trouble = differs(expected, found[k]!);
    if (trouble !== null) return `tick ${k}: ${trouble}`;
  }
  return null;
}

/** What the library throws on has a meaning here, or is refused; up to there it is the same. */
async function thrown(vector: Vector, count: Count): Promise<string | null> {
  const trouble = await bothEngines(vector, false);
  if (trouble?.startsWith(REFUSED) !== true) return trouble;
  count.refused++;
  return null;
}

async function run(vector: Vector, strict: boolean, use: (session: TreeSession, where: string, bundle: Bundle, name: string) => string | null): Promise<string | null> {
  const imported = importBt(vector.xml, { strict, rate: vector.dt_ms === undefined ? RATE : 1000 / vector.dt_ms });
  if ("errors" in imported) return `${REFUSED} by the import: ${imported.errors[0]!.message}`;
  let bundle: Bundle;
  try {
    bundle = await compileText("vector.pol", imported.pol);
  } catch (error) {
    return `${REFUSED}: ${messageOf(error)}`;
  }
  const tree = await openTree(bundle, { tree: imported.main });
  try {
    return use(tree.session(), "isolate", bundle, imported.main) ?? use(interpreted(bundle, treeOf(bundle, imported.main)), "interpreter", bundle, imported.main);
  } catch (error) {
    return messageOf(error);
  } finally {
    tree.dispose();
  }
}

function interpreted(bundle: Bundle, ir: TreeIr): TreeSession {
  return new TreeSession(bundle.ir, ir, (t, obs, last, mem) => {
    const tree = new TreeInterpreter(bundle.ir, ir, t);
    const seen = { obs, last, mem };
    return { reset: () => tree.reset(), tick: () => tree.tick(seen), expire: () => tree.expire(seen), halt: () => tree.halt(seen) };
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
