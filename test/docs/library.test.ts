import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

/** Every program on the library's page runs as it stands, from the checkout's root. */
const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/library.md"), "utf8");
const programs = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((m) => m[1]!);
const folder = mkdtempSync(join(tmpdir(), "pol-library-"));

const run = (program: string, i: number): string => {
  const file = join(folder, `block-${i}.ts`);
  writeFileSync(file, program.replace('"pol-lang"', JSON.stringify(join(root, "runtime/index.ts"))));
  return execFileSync(process.execPath, [file], { cwd: root, encoding: "utf8" });
};

describe("docs/library.md", () => {
  const shown = ["true there is no file no-such-file.pol", "brake", "ask a person Send 42.5 to FR14", "{ executed: true, result: 1810 }", "\nfalse\n", "progress: 1, jerk: 0, distance: 0.1635", "forbid send_money when amount > 2000 saying"];
  test("has a program for each of these", () => expect(programs).toHaveLength(shown.length));
  test.each(shown.map((text, i) => [i, text] as const))("program %i prints what it says", { timeout: 60_000 }, (i, text) => {
    expect(run(programs[i]!, i)).toContain(text);
  });
});
