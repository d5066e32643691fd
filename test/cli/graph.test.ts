import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { main } from "../../cli/main.ts";
import { contract, corpus } from "../grammar/golden.ts";
import { pol } from "./io.ts";

function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "pol-graph-"));
  for (const [name, text] of Object.entries({ "arena.pol": contract("shooter"), "trip.pol": readFileSync(corpus("graph/trip.pol"), "utf8"), ...files })) writeFileSync(join(path, name), text);
  return path;
}

describe("pol graph", () => {
  test("draws all machines and the trees that no other runs; a pipe gets the picture", async () => {
    const { code, out, err } = await pol(["graph", "arena.pol"], folder());
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+"/);
    expect(out).toContain("<title>tree fight, machine stance</title>");
    expect((await pol(["graph", "trip.pol"], folder())).out).toContain("<title>tree trip</title>");
    expect((await pol(["graph", "trip.pol", "overtake"], folder())).out).toContain("<title>tree overtake</title>");
  });

  test("a person gets a file", async () => {
    const cwd = folder();
    let out = "";
    const code = await main(["graph", "arena.pol", "fight"], { stdout: { write: (text) => (out += text) }, stderr: { write: () => undefined }, cwd, color: false, tty: true });
    expect({ code, out }).toEqual({ code: 0, out: "Wrote arena.svg\n" });
    expect(readFileSync(join(cwd, "arena.svg"), "utf8")).toContain("tree fight");
  });

  test("the ending of `--out` says what is written, and `--format` says otherwise", async () => {
    const cwd = folder();
    const written = async (out: string, ...more: readonly string[]): Promise<string> => {
      expect(await pol(["graph", "arena.pol", "stance", "--out", out, ...more], cwd)).toEqual({ code: 0, out: `Wrote ${out}\n`, err: "" });
      return readFileSync(join(cwd, out), "utf8").slice(0, 60);
    };
    expect(await written("a.svg")).toMatch(/^<svg /);
    expect(await written("a.mmd")).toBe(`---\ntitle: "machine stance"\n---\nstateDiagram-v2\n  state "cal`);
    expect(await written("a.json")).toMatch(/^\{\n {2}"file": "arena\.pol",/);
    expect(await written("a.txt", "--format", "mermaid")).toMatch(/^---\ntitle/);
  });

  test("JSON says what the picture shows", async () => {
    const { out } = await pol(["graph", "arena.pol", "--json"], folder());
    const { graphs: [tree, machine] } = JSON.parse(out);
    expect(tree).toMatchObject({ kind: "tree", name: "fight", over: "arena", compatible: false, board: [], root: { word: "reactive fallback", symbol: "fallback", shape: "control", name: "reactive fallback" } });
    expect(tree.root.children[1].children[2]).toMatchObject({ word: "timeout", shape: "decorator", details: ["3s"], children: [{ word: "do", subject: "aim", name: "do aim" }] });
    expect(machine).toMatchObject({ kind: "machine", start: "calm", states: [{ name: "calm", may: ["roam"] }, { name: "alert" }, { name: "fight" }] });
    expect(machine.edges).toContainEqual({ from: "fight", to: "calm", kind: "go", when: "not enemy.visible", dwell: "5s" });
  });

  test("a state rolls back to where it can have come from", async () => {
    const { out } = await pol(["graph", corpus("graph/lane.pol"), "--json"]);
    const { graphs: [{ edges }] } = JSON.parse(out) as { graphs: [{ edges: readonly { from: string; to: string; kind: string }[] }] };
    expect(edges.filter(({ kind }) => kind === "rollback").map(({ from, to }) => `${from} ${to}`)).toEqual(["changing cruising", "stopping changing"]);
  });

  test("colours nodes by a recorded tick, the last or any", async () => {
    const cwd = folder();
    const { out: ticks } = await pol(["run", "trip.pol", "--tree", "trip", "--ticks", "3", "--mock", "plan=RRF", "--json"], cwd);
    writeFileSync(join(cwd, "ticks.jsonl"), ticks);
    const at = async (...more: readonly string[]): Promise<string> => (await pol(["graph", "trip.pol", "--status", "ticks.jsonl", ...more], cwd)).out;
    expect(await at("--tick", "0")).toMatch(/tick 0 · 0\.00 s · running[^]*class="node extern running"/);
    expect(await at()).toMatch(/tick 2 · 0\.10 s[^]*class="node extern failure"/);
    expect(await pol(["graph", "trip.pol", "--status", "ticks.jsonl", "--tick", "9"], cwd)).toMatchObject({ code: 1, err: "pol: ticks.jsonl holds no tick 9: its last is 2\n" });
    expect(await pol(["graph", "arena.pol", "fight", "--status", "ticks.jsonl"], cwd)).toMatchObject({ code: 1, err: "pol: ticks.jsonl holds no tick of `fight`\n" });
  });

  test("what has errors of types is drawn, what has errors of syntax is not", async () => {
    const cwd = folder({ "wrong.pol": "tree t over nowhere { sequence { check nothing run t } }", "broken.pol": "tree t over e { sequence {" });
    expect((await pol(["graph", "wrong.pol"], cwd)).out).toMatch(/check nothing|nothing/);
    expect(await pol(["graph", "broken.pol"], cwd)).toMatchObject({ code: 1, out: expect.stringContaining("error[") });
  });

  test.each([
    [["arena.pol", "dance"], 1, "arena.pol has no tree or machine `dance`; it has `fight`, `stance`"],
    [["none.pol"], 2, "there is no file or folder `none.pol`"],
    [["env.pol"], 1, "env.pol declares no tree and no machine"],
    [["arena.pol", "--format", "mermaid"], 2, "a Mermaid diagram holds one tree or machine; say which of `fight`, `stance`"],
    [["arena.pol", "--out", "fight.png"], 2, "`fight.png` does not say what is drawn: its name ends in .svg, .mmd, .mermaid, .json, or give `--format`"],
    [["arena.pol", "--out", "no/where.svg"], 1, "the picture cannot be written"],
    [["arena.pol", "--tick", "3"], 2, "`--tick` is for the ticks of `--status`"],
    [["arena.pol", "--status", "arena.pol"], 1, "arena.pol:1 is no tick as `pol run --tree NAME --json` writes it"],
  ] as const)("%j is refused in one sentence", async (args, code, said) => {
    const ended = await pol(["graph", ...args], folder({ "env.pol": "env e at 1Hz { observe x: number }" }));
    expect({ code: ended.code, out: ended.out }).toEqual({ code, out: "" });
    expect(ended.err).toContain(`pol: ${said}`);
  });
});
