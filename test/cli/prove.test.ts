import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blocks } from "../docs/pages.ts";
import { pol } from "./io.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/prove.md"), "utf8");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pol-prove-"));
  const put = (path: string, text: string): void => writeFileSync(join(folder, path), text);
  put("robot.pol", blocks(page).find(({ text }) => text.includes("prove "))!.text);
  put("broken.pol", "tree t over nowhere { succeed }\n");
  put("none.pol", "const a = 1\n");
  put("counter.pol", 'env e at 10Hz { observe a: bool }\ntree t over e { blackboard { n: int = 0 } set { n = n + 1 } }\nprove "it counts up" t always n > 0\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const prove = async (...args: string[]): ReturnType<typeof pol> => pol(["prove", ...args], folder);

test("says what its page says", async () => {
  const { code, out } = await prove("robot.pol");
  expect(page).toContain(`\`\`\`\n${out}\`\`\``);
  expect(code).toBe(1);
});

test("is clean where all is proved", async () => {
  expect(await prove("robot.pol", "--filter", "three times")).toMatchObject({ code: 0, out: expect.stringMatching(/1 proved, 0 refuted, 0 unknown\n$/) });
  expect(await prove("none.pol")).toMatchObject({ code: 0, out: "none.pol\n  no claims\n0 proved, 0 refuted, 0 unknown\n" });
});

test("what is not known is a finding", async () => {
  const { code, out } = await prove("counter.pol", "--states", "20", "--ticks", "1000");
  expect(out).toBe("counter.pol\n  ? it counts up (on t, line 3)\n      not proved: there is more to look at than 20 states and 1,000 ticks; no run of 20 ticks breaks it\n0 proved, 0 refuted, 1 unknown\n");
  expect(code).toBe(1);
});

test("a file that does not compile is told of, and the others are looked at", async () => {
  const { code, out } = await prove("broken.pol", "none.pol");
  expect(out).toMatch(/✗ .*broken.pol:1: there is no env `nowhere`/);
  expect(out).toContain("no claims");
  expect(code).toBe(1);
});

test("as JSON, with the run", async () => {
  const { out } = await prove("--json", "robot.pol", "--filter", "help");
  expect(JSON.parse(out)).toMatchObject({
    proved: 0, refuted: 1, unknown: 0,
    files: [{ path: "robot.pol", refused: null, results: [{ title: "it asks for help when it is tired", on: "fetch", result: "refuted", trace: [{ tick: 0, asked: { held: false, "far < 1m": true }, entries: { tries: 1 }, proposes: {}, timeOver: [] }] }] }],
  });
});

test("tests on trees are run, and their bounds printed", async () => {
  writeFileSync(join(folder, "tested.pol"), `${readFileSync(join(folder, "robot.pol"), "utf8")}test "it grips" on fetch {\n  given { far = 0.5, held = false }\n  mock grip gives running for 1s, success\n  simulate 1s\n  expect grip is success and tries == 1\n}\n`);
  expect(await pol(["test", "tested.pol"], folder)).toMatchObject({ code: 0, out: "tested.pol\n  ✓ it grips (on fetch, line 29)\n1 passed, 0 failed\n" });
  const { out } = await pol(["check", "--cost", "tested.pol"], folder);
  expect(out).toMatch(/`fetch`: 10 nodes, at most 10 visits and \d+ operations a tick, \d+ bytes a session\n$/);
  expect(JSON.parse((await pol(["check", "--cost", "--json", "tested.pol"], folder)).out).treeBounds).toMatchObject([{ tree: "fetch", nodes: 10, visits: 10 }]);
});
