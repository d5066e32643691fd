import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { machineGraph } from "../../compiler/graph/machine.ts";
import { mermaid } from "../../compiler/graph/mermaid.ts";
import { type Graph, nodesOf } from "../../compiler/graph/graph.ts";
import { picture } from "../../compiler/graph/svg/picture.ts";
import { treeGraph } from "../../compiler/graph/tree.ts";
import { analyze } from "../../compiler/program.ts";
import { corpus, expectGolden } from "../grammar/golden.ts";

function graphOf(file: string, name: string): Graph {
  const path = corpus(file), text = readFileSync(path, "utf8");
  const { file: parsed, program, diagnostics } = analyze({ path, text }, { readText: () => undefined, exists: () => true });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  for (const decl of parsed.decls) {
    if (decl.kind === "Machine" && decl.name.text === name) return machineGraph(decl, text);
    if (decl.kind === "Tree" && decl.name.text === name) return treeGraph(decl, parsed, text, program.trees!.find((tree) => tree.name === name)!);
  }
  throw new Error(`${file} has no ${name}`);
}

const CASES = [["contract/shooter.pol", "fight"], ["graph/trip.pol", "trip"], ["graph/lane.pol", "lane_change"]] as const;

test.each(CASES)("%s: %s is drawn as it was", (file, name) => {
  const graph = graphOf(file, name);
  expectGolden(`graph/${name}.svg`, picture([graph], { expand: true, status: null, caption: null }));
  expectGolden(`graph/${name}.mmd`, mermaid(graph, { expand: true, status: null }));
});

test.each(CASES.slice(0, 2))("%s: each node of %s has the name that a tick has for it", (file, name) => {
  const graph = graphOf(file, name);
  if (graph.kind !== "tree") throw new Error("it is a tree");
  const all = nodesOf(graph.root);
  expect(new Set(all.map((node) => node.name)).size).toBe(all.length);
  for (const { name: of, label, word, subject } of all) expect(of!.split("/").at(-1), `${word} ${subject ?? ""}`).toMatch(new RegExp(`^(?:${[label, word, word.split(" ")[0], subject, word === "do" ? `do ${subject}` : null].filter((one) => one !== null).join("|")})( \\d+)?$`));
});

test("nodes are coloured by what they gave, and the others are pale", () => {
  const graph = graphOf("contract/shooter.pol", "fight");
  const status = new Map([["reactive fallback", "running"], ["survive", "failure"], ["check", "failure"], ["do roam", "running"]]);
  const svg = picture([graph], { expand: true, status, caption: "tick 7" });
  const classes = [...svg.matchAll(/<g class="node (\w+) (\w+)">/g)].map(([, shape, is]) => `${shape} ${is}`);
  expect(classes.filter((one) => !one.endsWith("unseen")).sort()).toEqual(["check failure", "control failure", "control running", "do running"]);
  expect(classes.filter((one) => one.endsWith("unseen"))).toHaveLength(8);
  expect(svg).toContain("tick 7");
  expect(mermaid(graph, { expand: true, status })).toMatch(/\n {2}class n0,n11 running\n/);
});

test("a subtree is a box until it is expanded", () => {
  const graph = graphOf("graph/trip.pol", "trip");
  const folded = picture([graph], { expand: false, status: null, caption: null }), open = picture([graph], { expand: true, status: null, caption: null });
  expect([folded, open].map((svg) => svg.includes("5 nodes inside"))).toEqual([true, false]);
  expect([folded, open].map((svg) => svg.includes(">2 * margin<") || svg.includes("until gap &gt; 2 * margin"))).toEqual([false, true]);
});
