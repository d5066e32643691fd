import { describe, expect, test } from "vitest";
import { ROAD } from "../../compiler/diagnostics/fixtures.ts";
import { analyze, type Host } from "../../compiler/program.ts";

const host: Host = { readText: () => undefined, exists: () => false };
const of = (text: string) => analyze({ path: "a.pol", text }, host);
const laterOf = (text: string): readonly string[] => of(text).program.guards[0]?.later ?? [];

describe("a guard counts what it runs besides its own lines", () => {
  test("its controllers", () => {
    expect(laterOf(`${ROAD}controller z over road { accel = if eventually[0s, 1s] gap < 5m then 1[m/s^2] else 0[m/s^2] }\nguard g over road { propose z else brake }\n`)).toEqual(["`eventually` in a guard"]);
    expect(laterOf(`${ROAD}controller z over road { accel = if gap - previous gap < 0m then 1[m/s^2] else 0[m/s^2] }\nguard g over road { propose z else brake }\n`)).toEqual([]);
  });

  test("the env's memories", () => {
    expect(laterOf(`${ROAD}memory m over road: bool = false then m or (gap > 3m since gap > 5m)\nguard g over road { propose brake else brake }\n`)).toEqual(["`since` in a guard"]);
  });

  test("a backup that only look-ahead runs", () => {
    const text = `${ROAD}spec apart over road = always gap > 2m\ncontroller z over road { accel = if next gap < 5m then -8[m/s^2] else -7[m/s^2] }\nguard g over road { propose brake else brake foresee z until speed <= 0[m/s] within 10s keeps apart }\n`;
    expect(laterOf(text)).toEqual(["`next` in a guard"]);
  });
});

describe("specs that need themselves are reported, not followed for ever", () => {
  const recursion = (text: string) => of(text).diagnostics.some((d) => d.code === "POL0104");
  test("by name", () => expect(recursion(`${ROAD}spec s over road = always t\nspec t over road = always s\n`)).toBe(true));
  test("by margin", () => expect(recursion(`${ROAD}spec c over road = always margin(c) > 1m\n`)).toBe(true));
});
