import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const dist = resolve(import.meta.dirname, "../../dist/pol.mjs");
const older = 'data:text/javascript,Object.defineProperty(process.versions, "node", { value: "20.9.0" })';

function launch(script: string, args: readonly string[], nodeOptions: readonly string[] = []): object {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeOptions, script, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

const explained = { status: 0, stdout: expect.stringContaining("POL0101: Unknown name"), stderr: "" };

test("runs under this Node", () => {
  expect(launch(dist, ["explain", "POL0101"])).toEqual(explained);
});

test("hands on to the Node of the checkout under an older one, exit code included", () => {
  expect(launch(dist, ["explain", "POL0101"], ["--import", older])).toEqual(explained);
  expect(launch(dist, ["explain", "x"], ["--import", older])).toMatchObject({ status: 2 });
});

test("says in one sentence that Node is too old where there is no other", () => {
  const folder = mkdtempSync(join(tmpdir(), "pol-launch-"));
  try {
    copyFileSync(dist, join(folder, "pol.mjs"));
    expect(launch(join(folder, "pol.mjs"), ["--version"], ["--import", older])).toEqual({
      status: 69,
      stdout: "",
      stderr: "pol needs Node 24 or newer, and this is Node 20.9.0.\n",
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("reports a closed pipe to nobody", () => {
  const line = `"${process.execPath}" "${dist}" explain --json | true; echo "\${PIPESTATUS[0]}"`;
  expect(spawnSync("bash", ["-c", line], { encoding: "utf8" })).toMatchObject({ stdout: "0\n", stderr: "" });
});
