import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { HERE } from "../../runtime/facts/world.ts";

const folder = mkdtempSync(join(tmpdir(), "pol-world-"));
afterAll(() => { rmSync(folder, { recursive: true }); });
writeFileSync(join(folder, "file"), "");
symlinkSync("../elsewhere", join(folder, "link"));
symlinkSync("nothing-there", join(folder, "dangling"));

describe("this machine says of a path", () => {
  test.each([["a link", "link", "../elsewhere"], ["a link to nothing", "dangling", "nothing-there"], ["a file", "file", null], ["nothing there", "missing/deeper", null], ["something in a file", "file/inner", null]])("%s", (_, name, target) => {
    expect(HERE.link(join(folder, name))).toBe(target);
  });
  test("a folder", () => expect(HERE.link(folder)).toBe(null));
  test("nothing, but throws, where nobody can vouch for it", () => {
    expect(() => HERE.link(join(folder, "x".repeat(5000)))).toThrow(/ENAMETOOLONG/);
    expect(() => HERE.link(`${folder}/\0`)).toThrow(/null bytes/);
  });
});

test("this machine is asked for no addresses", () => expect(HERE.addresses("localhost")).toEqual([]));
