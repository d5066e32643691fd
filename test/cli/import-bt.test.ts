import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pol } from "./io.ts";

let folder: string;
const bt = (...args: string[]): ReturnType<typeof pol> => pol(["import", "bt", ...args], folder);
const root = (inner: string): string => `<root BTCPP_format="4" main_tree_to_execute="Main">${inner}</root>\n`;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "pol-import-bt-")));
  mkdirSync(join(folder, "parts"));
  writeFileSync(join(folder, "main.xml"), root('<include path="parts/sub.xml"/><BehaviorTree ID="Main"><Repeat num_cycles="2"><SubTree ID="Sub"/></Repeat></BehaviorTree>'));
  writeFileSync(join(folder, "parts/sub.xml"), '<root BTCPP_format="4"><BehaviorTree ID="Sub"><Script code="c := RED"/></BehaviorTree></root>');
  writeFileSync(join(folder, "wrong.xml"), root('<BehaviorTree ID="Main"><Inverter/></BehaviorTree>'));
  writeFileSync(join(folder, "patrol.txt"), "sequence\n  condition rested\n  task walk\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const policy = (rate: string, mode = " compatible"): string => `env arm at ${rate} {
}

tree Sub over arm${mode} {
  blackboard {
    c: number
  }

  set { c = 2 }
}

tree Main over arm${mode} {
  repeat 2 {
    run Sub
  }
}
`;

test("reads what a file includes, and says on standard error where the modes differ", async () => {
  const { code, out, err } = await bt("main.xml", "--env", "arm", "--rate", "50ms", "--enum", "RED=2");
  expect({ code, out }).toEqual({ code: 0, out: policy("20Hz") });
  expect(err).toMatch(/^note: BehaviorTree\.CPP and strict trees differ at `Repeat` \(line 1\): .*\n$/);
  expect((await bt("main.xml", "--env", "arm", "--rate", "2.5Hz", "--enum", "RED=2", "--strict")).out).toBe(policy("2.5Hz", ""));
});

test("its output is a policy, and goes back", async () => {
  expect(await bt("main.xml", "--out", "main.pol")).toMatchObject({ code: 0, out: "main.pol\n" });
  expect(await pol(["check", "main.pol"], folder)).toMatchObject({ code: 0 });
  expect(await pol(["fmt", "--check", "main.pol"], folder)).toMatchObject({ code: 0 });
  expect(await pol(["export", "bt", "main.pol", "--out", "again.xml"], folder)).toEqual({ code: 0, out: "again.xml\n", err: "" });
  expect((await bt("again.xml")).out).toBe(readFileSync(join(folder, "main.pol"), "utf8"));
});

test("files that are registered together", async () => {
  writeFileSync(join(folder, "alone.xml"), root('<BehaviorTree ID="Main"><SubTree ID="Sub"/></BehaviorTree>'));
  expect(await bt("alone.xml")).toMatchObject({ code: 1, err: expect.stringMatching(/^alone\.xml:1:\d+: there is no tree `Sub`/) });
  expect(await bt("alone.xml", "--with", "parts/sub.xml")).toMatchObject({ code: 0, out: expect.stringContaining("tree Sub over robot compatible") });
});

test("an outline", async () => expect((await bt("patrol.txt")).out).toContain("tree Main over robot {\n  sequence {\n    run rested\n    run walk\n  }\n}\n"));

test("as JSON", async () => {
  expect(JSON.parse((await bt("patrol.txt", "--json")).out)).toMatchObject({ main: "Main", notes: [] });
  expect(JSON.parse((await bt("wrong.xml", "--json")).out)).toEqual({ errors: [{ line: 1, column: 76, message: "`<Inverter>` takes 1 child and has none" }] });
});

test("each mistake with its place", async () => {
  expect(await bt("wrong.xml")).toEqual({ code: 1, out: "", err: "wrong.xml:1:76: `<Inverter>` takes 1 child and has none\n" });
  writeFileSync(join(folder, "do.pol"), "env e at 1Hz { act a: number in 0..1 default 0 }\ntree T over e { do { a = 1 } }\n");
  expect(await pol(["export", "bt", "do.pol"], folder)).toEqual({ code: 1, out: "", err: "do.pol:2:17: a leaf that proposes an action has no equivalent in BehaviorTree.CPP; write `run` and an `extern` leaf\n" });
  expect(await pol(["export", "bt", "do.pol", "X"], folder)).toMatchObject({ code: 1, err: "do.pol:1:1: this file has no tree `X`; it has `T`\n" });
});

test("wrong usage", async () => {
  expect(await bt("main.xml", "--rate", "fast")).toEqual({ code: 2, out: "", err: "pol: `fast` says not how often a tree ticks; write it as in `10Hz` or `50ms`\n" });
  expect(await bt("main.xml", "--enum", "RED")).toEqual({ code: 2, out: "", err: "pol: `RED` is no enumerator with its number; write it as in `RED=0`\n" });
  expect(await bt("main.xml", "--with", "none.xml")).toMatchObject({ code: 2, err: "pol: there is no file or folder `none.xml`\n" });
  expect(await pol(["import", "rtamt", "main.xml", "--strict"], folder)).toMatchObject({ code: 2, err: "pol: `--strict` says nothing about an import from `rtamt`\n" });
  expect(await pol(["export", "xml", "main.pol"], folder)).toMatchObject({ code: 2, err: "pol: a policy cannot be exported to `xml`; there is `bt`\n" });
  expect(await pol(["export", "bt", "none.pol"], folder)).toMatchObject({ code: 2 });
});
