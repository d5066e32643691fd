import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Chance } from "../property/random.ts";
import { treeProgram, type TreeProgram } from "./generate.ts";
import { compare, opened } from "./isolated.ts";

const LONG = process.env["POL_LONG"] === "1";
/** Programs in one isolate. */
const MANY = 50;

const programs = (c: Chance, count: number): readonly TreeProgram[] => Array.from({ length: count }, () => treeProgram(c, c.below(41)));

/** Compares them all; how many visits there were. */
async function agree(seed: number, count: number, most?: number): Promise<number> {
  const c = new Chance(seed);
  return opened(programs(c, count), (sandbox, all) => {
    const found = all.map((one) => compare(c, sandbox, one, 30));
    expect(found.flatMap(({ differences }) => differences).slice(0, 5)).toEqual([]);
    return found.reduce((sum, { visits }) => sum + visits, 0);
  }, most);
}

describe("isolate and interpreter", () => {
  test("agree on generated trees, whatever the host does", { timeout: 3_600_000 }, async () => {
    let visits = 0;
    await fc.assert(fc.asyncProperty(fc.integer(), async (seed) => {
      visits += await agree(seed, MANY);
    }), { numRuns: LONG ? 400 : 6, endOnFailure: true });
    expect(visits).toBeGreaterThan(10_000);
  });
});
