import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pol } from "./io.ts";

const root = resolve(import.meta.dirname, "../..");
const contract = join(root, "test/corpus/contract");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pol-check-"));
  const put = (path: string, text: string | Uint8Array): void => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  put("good/a.pol", "const a = 1\n");
  put("good/sub/c.pol", "const c = 1\n");
  put("good/b.pol", "const b = 1\n");
  put("good/b.txt", "?");
  put("good/node_modules/x/d.pol", "const = 1\n");
  put("good/.git/e.pol", "const = 1\n");
  put("bad/unknown.pol", "const standstill = 4m\nfn twice() -> [m] = 2 * standstil\n");
  put("bad/warn.pol", 'env road at 10Hz {\n  observe gap: [m] in 0..300\n  act accel: [m/s^2] in -8..3 default 0\n}\npolicy net over road = onnx("net.onnx")\n');
  put("odd/utf16.pol", Buffer.from("\ufeffconst a = 1\n", "utf16le"));
  put("odd/latin1.pol", Buffer.from("// caf\xe9\nconst a = = 1\n", "latin1"));
  put("odd/zero.pol", 'const a = "x\0y"\n');
  put("odd/empty.pol", "");
  put("odd/bom.pol", "\ufeffconst a = 1\n");
  put("empty/readme.md", "");
  symlinkSync("circle.pol", join(folder, "circle.pol"));
  symlinkSync("..", join(folder, "good/sub/up"));
  symlinkSync("../../bad/warn.pol", join(folder, "good/sub/linked.pol"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the contract examples", () => {
  test("hold no errors, only what is not there or does not run yet", async () => {
    const { code, out } = await pol(["check", contract]);
    expect(code).toBe(0);
    expect(out).not.toContain("error[");
    expect(out).toContain("warning[POL1101]: there is no model file `cruise.onnx`");
    expect(out).toContain("note[POL0503]: ");
    expect(out).toMatch(/\n\d+ warnings, \d+ notes in 4 files\.\n$/);
  });

  test("as SARIF", async () => {
    const { code, out } = await pol(["check", contract, "--format", "sarif"]);
    expect(code).toBe(0);
    const log = JSON.parse(out);
    expect(log).toMatchObject({ version: "2.1.0", runs: [{ tool: { driver: { name: "pol" } } }] });
    expect(new Set(log.runs[0].results.map((one: { level: string }) => one.level))).toEqual(new Set(["warning", "note"]));
  });
});

describe("what is checked", () => {
  const checked = async (...args: string[]): Promise<string[]> => JSON.parse((await pol(["check", "--json", ...args], folder)).out).checked;

  test("a folder with all below it, in order of name; links to files, never to folders", async () => {
    expect(await checked("good")).toEqual(["good/a.pol", "good/b.pol", "good/sub/c.pol", "good/sub/linked.pol"]);
  });

  test("each file once, named as it was asked for", async () => {
    expect(await checked("good/b.pol", "./good", join(folder, "good/b.pol"))).toEqual(["good/b.pol", "good/a.pol", "good/sub/c.pol", "good/sub/linked.pol"]);
  });

  test("this folder, without an argument", async () => {
    expect(JSON.parse((await pol(["check", "--json"], join(folder, "good/sub"))).out).checked).toEqual(["c.pol", "linked.pol"]);
  });

  test("standard input", () => {
    const ended = spawnSync(process.execPath, [join(root, "dist/pol.mjs"), "check", "-"], { cwd: folder, input: "const a = nope\n", encoding: "utf8" });
    expect(ended).toMatchObject({ status: 1, stderr: "", stdout: expect.stringContaining("┌─ <stdin>:1:11\n") });
  });
});

describe("what is found", () => {
  test("an error, with the name that was meant", async () => {
    expect(await pol(["check", "bad/unknown.pol"], folder)).toEqual({
      code: 1,
      err: "",
      out: `error[POL0101]: there is no name \`standstil\`
  ┌─ bad/unknown.pol:2:25
  │
2 │ fn twice() -> [m] = 2 * standstil
  │                         ^^^^^^^^^
  │
  = help: did you mean \`standstill\`?

1 error in 1 file.
`,
    });
  });

  test("a warning alone is no failure", async () => {
    expect(await pol(["check", "bad/warn.pol"], folder)).toMatchObject({ code: 0, out: expect.stringMatching(/1 warning in 1 file\.\n$/) });
  });

  test.each(["jsonl", "sarif", "junit"])("as %s, all files in one", async (format) => {
    const { code, out } = await pol(["check", "bad", "--format", format], folder);
    expect(code).toBe(1);
    expect(out).toContain("bad/unknown.pol");
    expect(out).toContain("POL1101");
  });

  test("what is no text in UTF-8, once a file and nothing else", async () => {
    const { code, out } = await pol(["check", "odd", "--json"], folder);
    const { diagnostics } = JSON.parse(out) as { diagnostics: { code: string; message: string; path: string; start: { line: number; column: number } }[] };
    expect(code).toBe(1);
    expect(diagnostics.map((d) => [d.path, d.code, d.message, d.start.line, d.start.column])).toEqual([
      ["odd/latin1.pol", "POL0005", "the bytes here are no UTF-8", 1, 7],
      ["odd/utf16.pol", "POL0005", "the bytes here are no UTF-8", 1, 1],
      ["odd/zero.pol", "POL0005", "a zero byte stands here", 1, 13],
    ]);
  });

  test("nothing of ours: the emitted module type-checks", async () => {
    expect(await pol(["check", "--verify", "examples/cruise"], root)).toMatchObject({ code: 0, err: "" });
  }, 60_000);
});

describe("wrong usage, in one sentence", () => {
  test.each([
    [["nowhere"], "there is no file or folder `nowhere`"],
    [["good/a.pol/x"], "there is no file or folder `good/a.pol/x`"],
    [["empty"], "there is no .pol file in `empty`"],
    [["good", "empty"], "there is no .pol file in `empty`"],
    [["-", "good"], "`-` is standard input, and stands alone"],
  ])("%j", async (args, sentence) => {
    expect(await pol(["check", ...args], folder)).toEqual({ code: 2, out: "", err: `pol: ${sentence}\n` });
  });

  test("a file that cannot be read", async () => {
    expect(await pol(["check", "circle.pol"], folder)).toMatchObject({ code: 2, err: "pol: cannot read `circle.pol` (ELOOP: too many symbolic links encountered)\n" });
  });
});
