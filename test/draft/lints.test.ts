import { expect, test, vi } from "vitest";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { newFindings } from "../../runtime/draft/findings.ts";
import { block, draft, LIFT, TABLE, toldAfter } from "./world.ts";

// A lint of our own, so that these tests are about the loop and not about what the compiler happens to warn of.
vi.mock(import("../../compiler/program.ts"), async (original) => {
  const real = await original();
  return {
    ...real,
    analyze: (source, host) => {
      const found = real.analyze(source, host);
      const heavy = [...source.text.matchAll(/weight 99/g)].map(({ index }): Diagnostic => finding("warning", "`weight 99` drowns the others", { path: source.path, span: { start: index, end: index + 9 } }));
      return { ...found, diagnostics: [...found.diagnostics, ...heavy] };
    },
  };
});

const finding = (severity: Diagnostic["severity"], message: string, more: Partial<Diagnostic> = {}): Diagnostic => ({ code: "POL0601", severity, message, path: "table.pol", span: { start: 0, end: 1 }, ...more });

test("first broken, then with a lint, then clean", async () => {
  const ended = await draft([block("reward lift over table = hand"), block(LIFT.replace("1[m]", "1[m] weight 99")), block(LIFT)], ["--write"]);
  expect(ended).toMatchObject({ code: 0, file: `${TABLE}\n${LIFT}\n` });
  expect(ended.err).toBe("try 1 of 4: asking small\ntry 1 of 4: 1 error\ntry 2 of 4: asking small\ntry 2 of 4: 1 warning\ntry 3 of 4: asking small\ntry 3 of 4: clean\nwrote table.pol\n");
  expect(toldAfter(ended, 1)).toMatch(/warning\[POL0601\]: `weight 99` drowns the others\n[^]*\n\d+ │   term height = cube\.z \/ 1\[m\] weight 99\n[^]*\nPOL0601: /);
});

test("a draft that only warns is not taken, and is shown with its warning", async () => {
  const ended = await draft([block(LIFT.replace("1[m]", "1[m] weight 99"))], ["--write", "--tries", "1"]);
  expect(ended).toMatchObject({ code: 1, file: TABLE });
  expect(ended.out).toContain("weight 99\n}\n\nwarning[POL0601]: ");
});

test("what the file was warned of before, or the reward that goes, is not held against the draft; what the new one shares with it is", async () => {
  const heavy = TABLE.replace("fn closeness", "fn other(x: number) -> number = x // weight 99\nfn closeness");
  expect((await draft([block(LIFT)], [], { source: heavy })).code).toBe(0);
  const old = TABLE.replace("= closeness(norm(hand - cube))", "{ term a = closeness(norm(hand - cube)) weight 99 }");
  const same = block("reward reach over table { term a = closeness(norm(hand - cube)) weight 99 }");
  expect((await draft([same], ["--name", "reach", "--tries", "1"], { source: old })).code).toBe(1);
  expect((await draft([block("reward reach over table = closeness(norm(hand - cube))")], ["--name", "reach"], { source: old })).code).toBe(0);
});

test("findings are new by what they say and how often; notes are none", () => {
  const [a, b] = [finding("warning", "a"), finding("error", "b")];
  expect(newFindings([a], [a, b])).toEqual([b]);
  expect(newFindings([a], [a, a])).toEqual([a]);
  expect(newFindings([a, a], [a])).toEqual([]);
  expect(newFindings([], [finding("info", "c"), a])).toEqual([a]);
});
