import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/** What a user gets: the packed tarball in an empty project, with nothing of this checkout beside it. */
const root = join(import.meta.dirname, "../..");
const project = mkdtempSync(join(tmpdir(), "pol-package-"));
const sh = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: project, encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } });

beforeAll(() => {
  const packed = JSON.parse(execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], { cwd: root, encoding: "utf8" })) as { filename: string }[];
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }');
  sh("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", `./${packed[0]!.filename}`);
  cpSync(join(root, "examples/cruise"), join(project, "cruise"), { recursive: true });
}, 240_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

test("the binary checks, and the library guards", { timeout: 120_000 }, () => {
  expect(sh("npx", "pol", "--version").trim()).toMatch(/^\d+\.\d+\.\d+$/);
  expect(sh("npx", "pol", "check", "cruise/cruise.pol")).toContain("in 1 file");
  writeFileSync(join(project, "guard.mjs"), `
    import { loadGuard } from "pol-lang";
    const guard = await loadGuard("cruise/cruise.pol");
    const { acting, action } = await guard.step({ speed: 30, gap: 12, lead: 22 });
    console.log(JSON.stringify({ acting, action }));
    await guard.dispose();
  `);
  expect(JSON.parse(sh(process.execPath, "guard.mjs"))).toEqual({ acting: "brake", action: { accel: -8 } });
});

test("an example's world runs from the package", { timeout: 120_000 }, () => {
  const result = JSON.parse(sh("npx", "pol", "run", "cruise", "--episodes", "20", "--json")) as { guarded: { violations: number } };
  expect(result.guarded.violations).toBe(0);
});
