import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { requireProgram } from "../require.ts";

const root = resolve(import.meta.dirname, "../..");

test("a headless Neovim shows findings and hover with the configuration that the README gives", (context) => {
  requireProgram(context, "nvim", "apt-get install neovim");
  const folder = mkdtempSync(join(tmpdir(), "pol-neovim-"));
  try {
    const file = join(folder, "a.pol");
    writeFileSync(file, "/// How far to stay away.\nconst standstill = 4m\n\nconst twice = standstil + standstill\n");
    const { status, stdout, stderr } = spawnSync(
      "nvim",
      ["--headless", "--clean", "-u", join(root, "editor/neovim/pol.lua"), "-S", join(import.meta.dirname, "neovim.lua")],
      { cwd: root, encoding: "utf8", timeout: 60_000, env: { ...process.env, POL_FILE: file, HOME: folder } },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      filetype: "pol",
      found: [{ message: "there is no name `standstil`\nhelp: did you mean `standstill`?", code: "POL0101", line: 3, column: 14, severity: 1 }],
      hover: "```pol\nconst standstill = 4m\n```\n\nHow far to stay away.",
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 90_000);
