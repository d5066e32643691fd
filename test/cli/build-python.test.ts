import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { TABLE, tableIn } from "../rewards/python/table.ts";
import { pol } from "./io.ts";

const folder = mkdtempSync(join(tmpdir(), "pol-python-"));
afterAll(() => rmSync(folder, { recursive: true }));
const build = (...args: string[]): ReturnType<typeof pol> => pol(["build", ...args], folder);

test.each(["numpy", "torch", "gymnasium"] as const)("builds rewards for %s", async (target) => {
  writeFileSync(join(folder, "table.pol"), TABLE);
  const { code, out, err } = await build("table.pol", "--target", target, "--out", "out");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out.split("\n")[0]).toBe(`Built \`lift\` as \`Lift\`, \`soft\` as \`Soft\`, \`plain\` as \`Plain\`${target === "gymnasium" ? "" : ", `ranked` as `Ranked`"}`);
  expect(readFileSync(join(folder, `out/table_${target}.py`), "utf8")).toBe(tableIn(target));
});

test("a module has a name that Python can import, and --json says where it is", async () => {
  writeFileSync(join(folder, "2-cubes.pol"), "env e {\n  observe x: number\n}\nreward r over e = x\n");
  const { code, out } = await build("2-cubes.pol", "--target", "numpy", "--out", ".", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({ python: join(folder, "_2_cubes_numpy.py"), classes: [{ reward: "r", name: "R" }] });
});

test("what is no reward there is said in a sentence", async () => {
  writeFileSync(join(folder, "empty.pol"), "env e {\n  observe x: list<number, 3>\n}\n");
  expect(await build("empty.pol", "--target", "torch")).toMatchObject({ code: 1, err: "pol: empty.pol has no reward; write one with `reward NAME over ENV { … }`\n" });
  writeFileSync(join(folder, "list.pol"), "env e {\n  observe xs: list<number, 3>\n}\nreward r over e = xs\n");
  expect(await build("list.pol", "--target", "gymnasium")).toMatchObject({ code: 1, err: "pol: list.pol has no reward that is one number, and Gymnasium takes no other; build it for numpy or torch\n" });
  writeFileSync(join(folder, "wrong.pol"), "env e {\n  observe x: number\n}\nreward r over e = y\n");
  expect((await build("wrong.pol", "--target", "numpy")).err).toMatch(/wrong\.pol:4: .*`y`/);
});
