import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { main } from "../../cli/main.ts";
import { outline } from "../../cli/tree/outline.ts";
import type { GraphNode, TreeGraph } from "../../compiler/graph/graph.ts";
import { contract } from "../grammar/golden.ts";
import { pol } from "./io.ts";

const PATROL = `\
env yard at 10Hz {
  observe battery: number in 0..100
  act     speed: number in -1..1 default 0
}
controller stop over yard { speed = 0 }
extern look over yard
extern grip over yard (object: text, force: number)
tree patrol over yard {
  blackboard { rounds: int = 0 tired: bool = false object: text = "cup" }
  reactive sequence {
    check battery > 10
    sequence {
      inspect: retry 3 { run look }
      run pick
      set { rounds = rounds + 1 }
      do { speed = 0.5 } for 300ms
    }
  }
}
tree pick over yard { run grip(object: "box", force: 2) }
`;

function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), "pol-run-tree-"));
  for (const [name, text] of Object.entries({ "yard.pol": PATROL, ...files })) writeFileSync(join(path, name), text);
  return path;
}

interface Line {
  readonly tick: number;
  readonly root: string;
  readonly visits: readonly { readonly node: string; readonly status: string }[];
  readonly action: unknown;
  readonly blackboard: Readonly<Record<string, unknown>>;
}

async function ticks(...args: readonly string[]): Promise<Line[]> {
  const { code, out, err } = await pol(["run", "yard.pol", "--tree", "patrol", "--json", ...args], folder({ "battery.csv": "battery\n50\n50\n50\n50\n5\n5\n50\n" }));
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out.trimEnd().split("\n").map((line) => JSON.parse(line) as Line);
}
const roots = (lines: readonly Line[]): string => lines.map(({ root }) => root[0]).join("");
const of = (line: Line, node: string): string[] => line.visits.filter((visit) => visit.node === node).map(({ status }) => status);

describe("pol run FILE --tree NAME", () => {
  test("prints one JSON object a tick, until the tree is done", async () => {
    const lines = await ticks("--mock", "check=S", "--mock", "look=FRS", "--mock", "grip=S");
    expect(roots(lines)).toBe("rrrrrs");
    expect(lines[0]).toMatchObject({ tree: "patrol", tick: 0, time: 0, blackboard: { rounds: 0, tired: false, object: "cup" }, action: null });
    expect(lines.slice(0, 3).flatMap((line) => of(line, "look"))).toEqual(["failure", "running", "success"]);
    expect(lines[2]).toMatchObject({ time: 0.2, action: { speed: 0.5 }, blackboard: { rounds: 1 } });
    expect(lines.at(-1)).toMatchObject({ tick: 5, action: null });
  });

  test("what is observed is a trace, and ends it", async () => {
    const lines = await ticks("--observe", "battery.csv", "--mock", "look=1s:S");
    expect(roots(lines)).toBe("rrrrffr");
    expect(of(lines[4]!, "look")).toEqual(["halted"]);
  });

  test("a delay counts from where the leaf began, and begins anew behind a halt", async () => {
    const lines = await ticks("--observe", "battery.csv", "--ticks", "10", "--mock", "look=300ms:S", "--mock", "grip=R");
    expect(lines.map((line) => of(line, "look").join()).join(" ")).toBe("running running running success   running running running success");
    expect(lines.map((line) => of(line, "pick/grip").join()).join(" ")).toBe("   running halted     running");
  });

  test("a node that is no leaf of the host can be mocked, with all below it", async () => {
    const [first] = await ticks("--ticks", "1", "--mock", "check=S", "--mock", "inspect=S", "--mock", "pick=F");
    expect(first!.visits.map(({ node, status }) => `${node} ${status}`)).toEqual(["check success", "inspect success", "pick failure", "sequence failure", "reactive sequence failure"]);
  });

  test("entries are written before the first tick, as their types have it", async () => {
    const [first] = await ticks("--ticks", "1", "--mock", "check=S", "--mock", "look=R", "--set", "rounds=7", "--set", "tired=true", "--set", "object=a = b");
    expect(first!.blackboard).toEqual({ rounds: 7, tired: true, object: "a = b" });
  });

  test("without `--json` a line says what each change was, and the tree stands at the end", async () => {
    const { code, out, err } = await pol(["run", "yard.pol", "--tree", "patrol", "--observe", "battery.csv", "--mock", "look=RRS"], folder({ "battery.csv": "battery\n50\n50\n50\n50\n5\n" }));
    expect({ code, err }).toEqual({ code: 0, err: "note: the host runs `pick/grip`: without `--mock` it stays running\n" });
    expect(out.split("\n\n")[0]!.split("\n")).toEqual([
      "0.00 s  tick 0       running   ✓ check battery > 10  ● extern look",
      "0.20 s  tick 2       running   ✓ check battery > 10  ✓ extern look  ● extern grip object: \"box\", force: 2",
      "0.30 s  tick 3       running   ✓ check battery > 10  ● extern grip object: \"box\", force: 2",
      "0.40 s  tick 4       failure   ✗ check battery > 10  ■ extern grip object: \"box\", force: 2",
    ]);
    expect(out.split("\n\n")[1]).toBe([
      "0.40 s  tick 4  failure", "✗ → reactive sequence", "✗   ○ check battery > 10", "·   → sequence", "·     ⟳ retry inspect 3", "·       ▹ extern look",
      "·     ▣ run pick", "■       ▹ extern grip object: \"box\", force: 2", "·     ≔ set rounds = rounds + 1", "·     ▸ do speed = 0.5 for 300ms",
      "blackboard  rounds = 0  tired = false  object = \"cup\"", "",
    ].join("\n"));
  });

  test("`--watch` in a pipe shows the whole tree once a change", async () => {
    const { out } = await pol(["run", "yard.pol", "--tree", "patrol", "--watch", "--mock", "check=S", "--mock", "look=RRRF", "--ticks", "5"], folder());
    expect(out.split("\n\n").filter((part) => part !== "").map((part) => part.split("\n")[0])).toEqual(["0.00 s  tick 0  running", "0.30 s  tick 3  running", "0.40 s  tick 4  failure"]);
  });

  test("`--watch` before a person draws the tree over itself", async () => {
    let out = "";
    const io = { stdout: { write: (text: string) => (out += text) }, stderr: { write: () => undefined }, cwd: folder(), color: false, tty: true };
    const code = await main(["run", "yard.pol", "--tree", "patrol", "--watch", "--speed", "0.5", "--mock", "check=S", "--mock", "look=RF", "--ticks", "3"], io);
    const frames = out.split("\x1b[J").slice(1);
    expect({ code, heads: frames.map((frame) => frame.split("\n")[0]) }).toEqual({ code: 0, heads: ["0.00 s  tick 0  running", "0.10 s  tick 1  running", "0.20 s  tick 2  failure"] });
    // Each goes up by as many lines as the one before it had.
    expect(frames.slice(0, -1).map((frame) => frame.split("\n").at(-1))).toEqual(frames.slice(0, -1).map((frame) => `\x1b[${frame.split("\n").length - 1}A`));
  });

  test("a tree that is higher than the screen is folded where nothing was visited, and then cut", () => {
    const leaf = (name: string): GraphNode => ({ name, shape: "check", symbol: "check", word: "check", label: name, subject: null, details: [], clauses: [], role: null, implied: false, children: [] });
    const some = (name: string, count: number): GraphNode => ({ ...leaf(name), word: "sequence", symbol: "sequence", children: Array.from({ length: count }, (_, i) => leaf(`${name}${i}`)) });
    const graph: TreeGraph = { kind: "tree", name: "t", over: "e", doc: null, board: [], compatible: false, root: { ...some("root", 0), children: [some("a", 3), some("b", 3)] } };
    const drawn = (lines: number): string[] => outline(graph, new Map([["root", "running"], ["b", "running"], ["b0", "success"]]), { color: false, columns: 22, lines });
    expect(drawn(9)).toHaveLength(9);
    expect(drawn(6)).toEqual(["● → sequence root", "·   → sequence a …", "●   → sequence b", "✓     ○ check b0", "·     ○ check b1", "·     ○ check b2"]);
    expect(drawn(4)).toEqual(["● → sequence root", "·   → sequence a …", "●   → sequence b", "· and 3 lines more"]);
    expect(outline(graph, new Map(), { color: false, columns: 12, lines: 9 })[0]).toBe("· → sequenc…");
  });

  test("a policy without a network proposes nothing, and the note says so; mocked, it acts no more", async () => {
    const cwd = folder({ "arena.pol": contract("shooter") });
    const { code, out, err } = await pol(["run", "arena.pol", "--tree", "fight", "--ticks", "1", "--json"], cwd);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toMatchObject({ root: "failure", action: null });
    expect((await pol(["run", "arena.pol", "--tree", "fight", "--ticks", "1"], cwd)).err).toBe("note: no network is here for `aim`, `roam`: it proposes nothing, and its leaves fail unless `--mock` answers for them\n");
    expect(JSON.parse((await pol(["run", "arena.pol", "--tree", "fight", "--ticks", "1", "--json", "--mock", "roam=R"], cwd)).out)).toMatchObject({ root: "running", action: null });
  });

  test.each([
    [["--tree", "walk"], 1, "yard.pol has no tree `walk`; it has `patrol`, `pick`"],
    [["--tree", "patrol", "--mock", "nobody=S"], 1, "the tree `patrol` has no node `nobody`; it has `look`, `pick/grip`, `do`"],
    [["--tree", "patrol", "--mock", "look=Q"], 1, "`Q` says no answers: write letters"],
    [["--tree", "patrol", "--mock", "look"], 2, "`--mock look` gives nothing a value; write it as in `--mock grasp=RRS`"],
    [["--tree", "patrol", "--mock", "look=S", "--mock", "look=F"], 2, "`--mock` is given twice for `look`"],
    [["--tree", "patrol", "--set", "rounds=many"], 2, "`rounds` is a number, and `many` is none"],
    [["--tree", "patrol", "--set", "tired=1"], 2, "`tired` is a truth value, `true` or `false`, and `1` is none"],
    [["--tree", "patrol", "--set", "bored=1"], 1, "the tree `patrol` has no entry `bored` on its blackboard"],
    [["--tree", "patrol", "--observe", "none.csv"], 1, "none.csv"],
    [["--tree", "patrol", "--speed", "0"], 2, "`--speed` is a number above 0"],
    [["--tree", "patrol", "--episodes", "3"], 2, "`--episodes` is for worlds, and a tree runs by itself"],
    [["--mock", "look=S"], 2, "`--mock` is for a tree: say which with `--tree NAME`"],
  ] as const)("%j is refused in one sentence", async (args, code, said) => {
    const cwd = folder();
    const ended = await pol(["run", "yard.pol", ...args], cwd);
    expect({ code: ended.code, out: ended.out }).toEqual({ code, out: "" });
    expect(ended.err.replaceAll(`${cwd}/`, "").split("\n")[0]).toContain(said);
  });
});
