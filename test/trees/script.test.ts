import { describe, expect, test } from "vitest";
import { Script } from "../../runtime/trees/script.ts";

const LETTER = { success: "S", failure: "F", running: "R", skipped: "K" } as const;

/** What it answers if it is visited so often at each sample. */
function told(text: string, visits: readonly number[], rate = 10): string {
  const script = new Script(text, rate);
  return visits.map((count, sample) => {
    const answers = script.answers(sample);
    script.took(count, sample);
    // The last one goes on, as a tree has it.
    return Array.from({ length: count }, (_, i) => LETTER[answers[Math.min(i, answers.length - 1)]!]).join("");
  }).join(" ");
}

describe("a script", () => {
  test.each([
    ["S", [1, 1], "S S"],
    ["RRS", [1, 1, 1, 1], "R R S S"],
    ["RSF", [2, 0, 2, 1], "RS  FF F"],
    ["RS*", [1, 1, 1, 2], "R S R SR"],
    ["KF", [1, 1, 1], "K F F"],
    ["F@3", [1, 1, 1, 1, 1], "S S F S S"],
    ["R@1", [1, 1], "R S"],
    ["F@2*", [1, 1, 1, 1, 1], "S F S S F"],
    ["300ms:S", [1, 1, 1, 1, 1, 1], "R R R S R R"],
    ["0.2s:F,S", [1, 1, 1, 1, 1], "R R F S S"],
    ["0.1s:S,F*", [1, 2, 1, 1], "R SF R S"],
    ["0s:S", [2, 1], "SS S"],
    ["FF,0.1s:S", [3, 1, 1], "FFR S R"],
  ] as const)("%s, visited %j times at each tenth of a second: %s", (text, visits, expected) => expect(told(text, visits)).toBe(expected));

  test("whole samples are not missed by rounding", () => expect(told("0.7s:S", Array<number>(9).fill(1), 10)).toBe("R R R R R R R S R"));

  test("a delay that is halted begins anew", () => {
    const script = new Script("0.2s:S", 10);
    script.took(1, 0);
    script.halted();
    script.took(1, 1);
    expect([script.answers(2), script.answers(3)]).toEqual([["running"], expect.arrayContaining(["success"])]);
  });

  test.each(["", "X", "S@", "S@0", "2:S", "2s:R", "2s", "S,,F", "*", "s"])("`%s` says no answers", (text) => {
    expect(() => new Script(text, 10)).toThrow(`\`${text}\` says no answers: write letters`);
  });
});
