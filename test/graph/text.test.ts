import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mermaid } from "../../compiler/graph/mermaid.ts";
import { cutTo, wrap } from "../../compiler/graph/svg/measure.ts";
import { picture } from "../../compiler/graph/svg/picture.ts";
import stringWidth from "fast-string-width";
import { parseXml } from "@rgrove/parse-xml";
import { machineGraphs, treeGraphs } from "./generate.ts";

describe("lines", () => {
  test("break before `and` and behind commas, and the rest is cut", () => {
    expect(wrap("enemy.visible and enemy.distance < 40m or ammo == 0", 24, 3)).toEqual(["enemy.visible", "and enemy.distance < 40m", "or ammo == 0"]);
    expect(wrap("first: 1, second: two + 2, third: 3", 20, 3)).toEqual(["first: 1,", "second: two + 2,", "third: 3"]);
    expect(wrap("a and b and c and d and e", 5, 2)).toEqual(["a", "and…"]);
    expect(cutTo("名前です", 5)).toBe("名前…");
  });

  test("are never wider than the room, nor more than there may be, and lose nothing where nothing is cut", () => {
    fc.assert(fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 4, max: 40 }), fc.integer({ min: 1, max: 4 }), (text, columns, most) => {
      const lines = wrap(text, columns, most);
      expect(lines.length).toBeLessThanOrEqual(most);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      if (!lines.some((line) => line.endsWith("…"))) expect(lines.join(" ")).toBe(text);
    }));
  });
});

test("any tree and any machine is an SVG that is sound XML", () => {
  fc.assert(fc.property(treeGraphs, machineGraphs, (tree, machine) => {
    const { root } = parseXml(picture([tree, machine], { expand: true, status: new Map(), caption: null }));
    expect(root!.name).toBe("svg");
  }), { numRuns: 50 });
});

/** No sign of a text is taken for one of Mermaid's own, and each node is declared before an edge names it. */
const SAFE = /(?:[^#"<>&`;%\n]|#\d+;|<br\/>)*/.source;
const NODE = new RegExp(`^ {2}(n\\d+|board)(?:\\[\\(|\\(\\[|\\(\\(|\\[\\[|\\{\\{|\\[/|\\[|\\(|>)"${SAFE}"(?:\\)\\]|\\]\\)|\\)\\)|\\]\\]|\\}\\}|/\\]|\\]|\\))$`);
const EDGE = new RegExp(`^ {2}(n\\d+) -->(?:\\|"${SAFE}"\\|)? (n\\d+)$`);
const STATE = new RegExp(`^ {2}state "${SAFE}" as (s\\d+)$`);
const GO = new RegExp(`^ {2}(s\\d+|\\[\\*\\]) --> (s\\d+)(?: : ${SAFE})?$`);
const NOTE = new RegExp(`^(?: {2}note right of s\\d+| {4}${SAFE}| {2}end note)$`);

test("a tree in Mermaid is a flowchart", () => {
  fc.assert(fc.property(treeGraphs, (graph) => {
    const [dashes, title, more, kind, ...lines] = mermaid(graph, { expand: true, status: null }).trimEnd().split("\n");
    expect([dashes, more, kind]).toEqual(["---", "---", "flowchart LR"]);
    expect(JSON.parse(title!.replace("title: ", ""))).toBe(`tree ${graph.name}`);
    const declared = new Set<string>();
    for (const line of lines) {
      const edge = EDGE.exec(line);
      if (edge === null) declared.add(NODE.exec(line)?.[1] ?? expect.fail(line));
      else expect([declared.has(edge[1]!), declared.has(edge[2]!)], line).toEqual([true, true]);
    }
  }));
});

test("a machine in Mermaid is a state diagram", () => {
  fc.assert(fc.property(machineGraphs, (graph) => {
    const [, , , kind, ...lines] = mermaid(graph, { expand: true, status: null }).trimEnd().split("\n");
    expect(kind).toBe("stateDiagram-v2");
    const declared = new Set(["[*]"]);
    for (const line of lines) {
      const go = GO.exec(line), state = STATE.exec(line);
      if (state !== null) declared.add(state[1]!);
      else if (go !== null) expect([declared.has(go[1]!), declared.has(go[2]!)], line).toEqual([true, true]);
      else expect(line).toMatch(NOTE);
    }
  }));
});
