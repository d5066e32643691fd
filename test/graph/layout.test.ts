import fc from "fast-check";
import { expect, test } from "vitest";
import type { Area, Point } from "../../compiler/graph/layout/routes.ts";
import { placeMachine } from "../../compiler/graph/svg/machine.ts";
import { placeTree } from "../../compiler/graph/svg/tree.ts";
import { machineGraphs, treeGraphs } from "./generate.ts";

/** How far two boxes are within each other; a pixel is lost by rounding. */
function overlap(a: Area, b: Area): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 - 1 && Math.abs(a.y - b.y) < (a.height + b.height) / 2 - 1;
}

function overlapping(areas: readonly (Area & { readonly what: string })[]): string[] {
  return areas.flatMap((a, i) => areas.slice(i + 1).flatMap((b) => (overlap(a, b) ? [`${a.what} and ${b.what}`] : [])));
}

test.each(["right", "down"] as const)("boxes of a tree that grows %s do not overlap, and stand in the order of the text", (direction) => {
  fc.assert(fc.property(treeGraphs, fc.boolean(), (graph, expand) => {
    const { boxes, width, height } = placeTree(graph, { direction, expand, status: null });
    const areas = boxes.map(({ box, x, y }, i) => ({ what: `${i}`, x: x + box.width / 2, y: y + box.height / 2, width: box.width, height: box.height }));
    expect(overlapping(areas)).toEqual([]);
    for (const { x, y, width: w, height: h } of areas) expect([x - w / 2 >= -1, y - h / 2 >= -1, x + w / 2 <= width, y + h / 2 <= height]).toEqual([true, true, true, true]);
    for (const parent of boxes) {
      const below = boxes.filter((one) => one.parent === parent);
      const at = below.map(({ box, x, y }) => (direction === "right" ? y + box.height / 2 : x + box.width / 2));
      expect(below.map(({ box }) => box.node)).toEqual(parent.box.node.children.slice(0, below.length));
      expect(at).toEqual([...at].sort((a, b) => a - b));
    }
  }), { numRuns: 150 });
});

test("states and labels of a machine do not overlap, and no edge crosses one that is not its own", () => {
  fc.assert(fc.property(machineGraphs, (machine) => {
    const { nodes, edges } = placeMachine(machine);
    const states = [...nodes].map(([id, area]) => ({ ...area, what: id }));
    const labels = edges.flatMap(({ label }, i) => (label.width === 0 ? [] : [{ ...label, what: `label ${i}` }]));
    expect(overlapping([...states, ...labels])).toEqual([]);
    edges.forEach(({ route }, i) => {
      if (route.kind === "loop") return;
      const others = [...states.filter(({ what }) => what !== edges[i]!.from && what !== edges[i]!.to), ...labels.filter(({ what }) => what !== `label ${i}`)];
      const crossed = others.filter((area) => stretches(route.runs).some((one) => overlap(one, area))).map(({ what }) => what);
      expect(crossed).toEqual([]);
    });
  }), { numRuns: 150 });
});

/** All that a way takes: straight runs, and between two of them the box in which it bends. */
function stretches(runs: readonly { readonly x: number; readonly from: number; readonly to: number }[]): Area[] {
  const between = (a: Point, b: Point): Area => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, width: Math.abs(a.x - b.x) + 2, height: Math.abs(a.y - b.y) });
  return runs.flatMap(({ x, from, to }, i) => {
    const next = runs[i + 1];
    return [between({ x, y: from }, { x, y: to }), ...(next === undefined ? [] : [between({ x, y: to }, { x: next.x, y: next.from })])];
  });
}
