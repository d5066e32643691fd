import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pol } from "./io.ts";

let folder: string;
const rtamt = (...args: string[]): ReturnType<typeof pol> => pol(["import", "rtamt", ...args], folder);

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "pol-import-")));
  writeFileSync(join(folder, "gap.stl"), "always[0,2](gap/2 > 1)\n");
  writeFileSync(join(folder, "wrong.stl"), "always[0,0.3](gap > 1) and\n  once[2,1] x\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const policy = `env signals at 1Hz {
  observe gap_2: number
}

/// Imported from RTAMT: always[0,2](gap/2 > 1)
spec out over signals = always[0s, 2s] gap_2 > 1
`;
const note = "`gap/2` is one name in RTAMT, and `gap_2` here; a quotient needs blanks: `gap / 2`";

test("prints the policy, and notes on standard error", async () => {
  expect(await rtamt("gap.stl")).toEqual({ code: 0, out: policy, err: `note: ${note}\n` });
});

test("its output is a policy", async () => {
  expect(await rtamt("gap.stl", "--out", "gap.pol")).toEqual({ code: 0, out: "gap.pol\n", err: `note: ${note}\n` });
  expect(readFileSync(join(folder, "gap.pol"), "utf8")).toBe(policy);
  expect(await pol(["check", "gap.pol"], folder)).toMatchObject({ code: 0, out: "No findings in 1 file.\n" });
  expect(await pol(["fmt", "--check", "gap.pol"], folder)).toMatchObject({ code: 0 });
});

test("takes the sampling period, the unit of bare bounds and the env's name", async () => {
  writeFileSync(join(folder, "ms.stl"), "always[0,1500](gap > 1)");
  const { out } = await rtamt("ms.stl", "--period", "500ms", "--unit", "ms", "--env", "road");
  expect(out).toContain("env road at 2Hz {");
  expect(out).toContain("spec out over road = always[0ms, 1500ms] gap > 1");
});

test("as JSON", async () => {
  expect(JSON.parse((await rtamt("gap.stl", "--json")).out)).toEqual({ pol: policy, notes: [note], main: "out" });
  const { code, out, err } = await rtamt("wrong.stl", "--json");
  expect({ code, err, ...JSON.parse(out) }).toMatchObject({ code: 1, err: "", errors: [{ line: 1, column: 10 }, { line: 2, column: 8 }] });
});

test("each mistake with its place", async () => {
  const { code, out, err } = await rtamt("wrong.stl");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(/^wrong\.stl:1:10: 0\.3s is no whole number of samples.*\nwrong\.stl:2:8: the window ends at 1s, before it begins at 2s\n$/);
});

test("wrong usage", async () => {
  expect(await pol(["import", "rtmat", "gap.stl"], folder)).toEqual({ code: 2, out: "", err: "pol: `rtmat` is nothing that can be imported; did you mean `rtamt`?\n" });
  expect(await pol(["import", "cedar", "gap.stl"], folder)).toMatchObject({ code: 2, err: "pol: `cedar` is nothing that can be imported; there is `rtamt`, `progent`, `claude`, `mcp`, `bt`\n" });
  expect(await rtamt("none.stl")).toMatchObject({ code: 2, err: "pol: there is no file or folder `none.stl`\n" });
  expect(await rtamt("gap.stl", "--period", "soon")).toMatchObject({ code: 2, err: expect.stringContaining("write it as in `500ms`") });
  expect(await rtamt("gap.stl", "--period", "0s")).toMatchObject({ code: 2 });
  expect(await rtamt("gap.stl", "--unit", "min")).toMatchObject({ code: 2 });
  expect(await rtamt("gap.stl", "--env", "my env")).toMatchObject({ code: 2, err: expect.stringContaining("cannot be the name of an env") });
  expect(await rtamt("gap.stl", "--out", "no/such/folder.pol")).toMatchObject({ code: 1, err: expect.stringContaining("cannot write `no/such/folder.pol`") });
});

const bank = { tools: [{ name: "pay", inputSchema: { type: "object", properties: { to: { type: "string" }, amount: { type: "number" } } }, annotations: { readOnlyHint: false } }] };
/** What `pol check` and `pol fmt` say of a policy. */
const isSound = async (file: string): Promise<void> => {
  expect((await pol(["check", file], folder)).out).not.toMatch(/error/);
  expect(await pol(["check", file], folder)).toMatchObject({ code: 0 });
  expect(await pol(["fmt", "--check", file], folder)).toMatchObject({ code: 0 });
};

test("Progent, with and without the tools' schemas", async () => {
  writeFileSync(join(folder, "p.json"), '{"pay": [[1, 0, {"amount": {"type": "number", "maximum": 5}}, 0]]}');
  writeFileSync(join(folder, "bank.json"), JSON.stringify(bank));
  const without = await pol(["import", "progent", "p.json"], folder);
  expect(without).toMatchObject({ code: 0, err: expect.stringMatching(/^note: a file of Progent's has no schemas/) });
  expect(without.out).toContain("env toolbox {\n  tool pay(amount: number?)\n}");
  // The policy names the file from where it lies itself.
  mkdirSync(join(folder, "policies"));
  expect(await pol(["import", "progent", "p.json", "--tools", "bank.json", "--out", "policies/p.pol", "--env", "bank"], folder)).toMatchObject({ code: 0, out: "policies/p.pol\n" });
  expect(readFileSync(join(folder, "policies/p.pol"), "utf8")).toContain('env bank {\n  tools from "../bank.json"\n}');
  await isSound("policies/p.pol");
});

test("Progent's mistakes, with their places, and as JSON", async () => {
  writeFileSync(join(folder, "p.json"), '{"pay": [\n  [1, 2, {}, 0]]}');
  expect(await pol(["import", "progent", "p.json"], folder)).toEqual({ code: 1, out: "", err: "p.json:2:7: `2` is no effect: 0 allows and 1 forbids\n" });
  const { code, out, err } = await pol(["import", "progent", "p.json", "--json"], folder);
  expect({ code, err, ...JSON.parse(out) }).toEqual({ code: 1, err: "", errors: [{ line: 2, column: 7, message: "`2` is no effect: 0 allows and 1 forbids" }] });
});

test("Claude Code, from where its settings lie", async () => {
  mkdirSync(join(folder, "shop/.claude"), { recursive: true });
  writeFileSync(join(folder, "shop/.claude/settings.json"), '{"permissions": {"allow": ["Bash(ls)", "Read(~/.zshrc)"], "deny": ["Read(/a/**)"]}}');
  const { out, err } = await pol(["import", "claude", "shop/.claude/settings.json", "--home", folder], folder);
  expect(out.replace(/\s+/g, " ")).toContain(`file_path in folder("${folder}/.zshrc") or file_path in folder("${folder}/shop")`);
  expect(err).toContain(`note: \`./\` is \`${folder}/shop\` and \`~\` is \`${folder}\``);
  expect((await pol(["import", "claude", "shop/.claude/settings.json", "--root", "other"], folder)).out).toContain(`folder("${folder}/other")`);
  expect((await pol(["import", "claude", "shop/.claude/settings.json"], folder)).err).toContain(`\`~\` is \`${realpathSync(homedir())}\``);
  // A project that is reached through a link is where it leads.
  symlinkSync(join(folder, "shop"), join(folder, "link"));
  expect((await pol(["import", "claude", "link/.claude/settings.json"], folder)).out).toContain(`folder("${folder}/shop")`);
  await pol(["import", "claude", "shop/.claude/settings.json", "--out", "shop.pol"], folder);
  await isSound("shop.pol");
});

test("Claude Code, the settings of a user", async () => {
  mkdirSync(join(folder, ".claude"));
  writeFileSync(join(folder, ".claude/settings.json"), '{"permissions": {"deny": ["Read(/a/**)"]}}');
  const { out } = await pol(["import", "claude", ".claude/settings.json", "--home", ".", "--root", "shop"], folder);
  expect(out).toContain(`${folder.slice(1)}/.claude/a/**`);
  expect(out).toContain(`folder("${folder}/shop")`);
});

test("an MCP tools/list answer", async () => {
  writeFileSync(join(folder, "bank.json"), JSON.stringify(bank));
  expect(await pol(["import", "mcp", "bank.json", "--out", "draft.pol"], folder)).toMatchObject({ code: 0, out: "draft.pol\n", err: expect.stringContaining("note: 0 tools are allowed, 1 asks") });
  expect(readFileSync(join(folder, "draft.pol"), "utf8")).toContain('tools from "bank.json"');
  await isSound("draft.pol");
  expect(await pol(["import", "mcp", "-"], folder)).toMatchObject({ code: 2, err: "pol: the policy names the file of its tools: save standard input and give the file\n" });
});

test("an option of another language is wrong usage", async () => {
  writeFileSync(join(folder, "p.json"), "{}");
  expect(await pol(["import", "progent", "p.json", "--period", "1s"], folder)).toMatchObject({ code: 2, err: "pol: `--period` says nothing about an import from `progent`\n" });
  expect(await rtamt("gap.stl", "--tools", "p.json")).toMatchObject({ code: 2 });
  expect(await pol(["import", "mcp", "p.json", "--root", "."], folder)).toMatchObject({ code: 2 });
  expect(await pol(["import", "progent", "p.json", "--tools", "none.json"], folder)).toMatchObject({ code: 2, err: "pol: there is no file or folder `none.json`\n" });
  expect(await pol(["import", "claude", "p.json", "--env", "my env"], folder)).toMatchObject({ code: 2, err: expect.stringContaining("cannot be the name of an env") });
});

test("standard input", () => {
  const run = (input: string): object => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(import.meta.dirname, "../../dist/pol.mjs"), "import", "rtamt", "-"], { input, encoding: "utf8" });
    return { status, stdout, stderr };
  };
  expect(run("always[0,2](gap/2 > 1)")).toEqual({ status: 0, stdout: policy, stderr: `note: ${note}\n` });
  expect(run("gap >")).toEqual({ status: 1, stdout: "", stderr: "<stdin>:1:6: expected a formula but found the end\n" });
});
