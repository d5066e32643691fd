import { spawnSync } from "node:child_process";
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pol } from "./io.ts";

let folder: string;
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pol-fmt-"));
  writeFileSync(join(folder, "untidy.pol"), "const  a=1 // one\n");
  writeFileSync(join(folder, "tidy.pol"), "const a = 1   // one\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("writes what is untidy and names it", async () => {
  const before = statSync(join(folder, "tidy.pol"));
  expect(await pol(["fmt"], folder)).toEqual({ code: 0, out: "untidy.pol\n", err: "" });
  expect(read("untidy.pol")).toBe(read("tidy.pol"));
  expect(statSync(join(folder, "tidy.pol")).ino).toBe(before.ino);
  expect(await pol(["fmt"], folder)).toEqual({ code: 0, out: "", err: "" });
  expect(readdirSync(folder)).toEqual(["tidy.pol", "untidy.pol"]);
});

test("with --check, only names it and fails", async () => {
  expect(await pol(["fmt", "--check"], folder)).toEqual({ code: 1, out: "untidy.pol\n", err: "" });
  expect(read("untidy.pol")).toBe("const  a=1 // one\n");
  expect(await pol(["fmt", "--check", "tidy.pol"], folder)).toEqual({ code: 0, out: "", err: "" });
  expect(JSON.parse((await pol(["fmt", "--check", "--json"], folder)).out)).toEqual({ checked: ["tidy.pol", "untidy.pol"], changed: ["untidy.pol"], diagnostics: [] });
});

test.each([
  ["const  a = = 1\n", "error[POL0001]"],
  ['const  a = "\0"\n', "error[POL0005]"],
])("leaves %j as it is, says why, and writes the others", async (text, code) => {
  writeFileSync(join(folder, "broken.pol"), text);
  const ended = await pol(["fmt"], folder);
  expect(ended).toMatchObject({ code: 1, out: "untidy.pol\n" });
  expect(ended.err).toContain(code);
  expect(ended.err).toMatch(/\n1 error; what cannot be read is left as it is\.\n$/);
  expect(read("broken.pol")).toBe(text);
});

test("keeps a file's mode, and a link to it", async () => {
  chmodSync(join(folder, "untidy.pol"), 0o640);
  symlinkSync("untidy.pol", join(folder, "link.pol"));
  expect((await pol(["fmt", "link.pol"], folder)).out).toBe("link.pol\n");
  expect(lstatSync(join(folder, "link.pol")).isSymbolicLink()).toBe(true);
  expect(statSync(join(folder, "untidy.pol")).mode & 0o777).toBe(0o640);
  expect(read("untidy.pol")).toBe(read("tidy.pol"));
});

test("a byte order mark goes", async () => {
  writeFileSync(join(folder, "tidy.pol"), "\ufeffconst a = 1   // one\n");
  expect((await pol(["fmt", "tidy.pol"], folder)).out).toBe("tidy.pol\n");
  expect(read("tidy.pol")).toBe("const a = 1   // one\n");
});

test("standard input goes to standard output", () => {
  const fmt = (input: string, ...options: string[]): object => {
    const { status, stdout } = spawnSync(process.execPath, [resolve(import.meta.dirname, "../../dist/pol.mjs"), "fmt", ...options, "-"], { input, encoding: "utf8" });
    return { status, stdout };
  };
  expect(fmt("const  a = 1")).toEqual({ status: 0, stdout: "const a = 1\n" });
  expect(fmt("const a = = 1")).toEqual({ status: 1, stdout: "" });
  expect(fmt("const  a = 1", "--check")).toEqual({ status: 1, stdout: "<stdin>\n" });
});
