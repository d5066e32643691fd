import type * as ast from "../ast.ts";
import type { Marks } from "./marks.ts";

/** Lines of one group stand under one another. */
export type Group =
  | "signal" | "label" | "equation" | "assign" | "field" | "const" | "spec" | "policy" | "model" | "controller" | "memory"
  | "rule" | "guard" | "term" | "state" | "step" | "entry" | "extern";

/** Where a cell begins; -1 for one this item leaves empty. `gap` is the least distance to the cell before. */
export interface Cell {
  readonly at: number;
  readonly gap: number;
}

interface Cells {
  readonly start: number;
  readonly group: Group | null;
  readonly cells: readonly Cell[];
  readonly hang: number | null;
}

/** How an item's first line falls into cells; null for what is no item. */
export function cellsOf(node: ast.Node, marks: Marks): Cells | null {
  const start = marks.at(node.span.start);
  const cell = (at: number, gap = 1): Cell => ({ at, gap });
  const keywordOf = (part: ast.Node | null | undefined, gap = 1): Cell => cell(part ? marks.before(part.span.start) : -1, gap);
  const line = (group: Group, ...cells: Cell[]): Cells => ({ start, group, cells, hang: null });
  const plain = (hang: number | null = null): Cells => ({ start, group: null, cells: [], hang });
  switch (node.kind) {
    case "Observe": case "Act":
      return line("signal", cell(marks.at(node.name.span.start)), cell(marks.at(node.type.span.start)), keywordOf(node.range), keywordOf(node.default));
    case "Labelled": return line("label", cell(marks.after(start)));
    case "Equation": return line("equation", cell(marks.after(start)));
    case "Assign": return line("assign", keywordOf(node.value));
    case "Entry": return line("entry", cell(marks.at(node.type.span.start)), keywordOf(node.start));
    case "Extern": return line("extern", keywordOf(node.over), cell(marks.ports(node)));
    case "Field": return line("field", cell(marks.at(node.type.span.start)));
    case "Const": return line("const", cell(node.type ? marks.at(node.type.span.start) : -1), keywordOf(node.value));
    case "Spec": return line("spec", keywordOf(node.over), keywordOf(node.formula));
    case "Policy": return line("policy", keywordOf(node.over), keywordOf(node.server), keywordOf(node.giving[0], 2));
    case "Model": return line("model", keywordOf(node.over), keywordOf(node.server), keywordOf(node.type, 2));
    case "Memory": return line("memory", keywordOf(node.over), keywordOf(node.start));
    case "Controller": return line("controller", keywordOf(node.over), cell(marks.after(marks.at(node.over.span.start))));
    case "Rule": {
      const stop = node.thenStop ? marks.previous(marks.ending(node.span.end)) : -1;
      return { ...line("rule", cell(marks.after(start)), keywordOf(node.when), keywordOf(node.saying, 2), cell(stop, 2)), hang: 2 };
    }
    case "Proposal": return { start: marks.before(node.span.start), group: "guard", cells: [cell(start)], hang: null };
    case "Require": case "Limit": case "Barrier": case "Foresee": case "Keep": case "Obey": case "Follow":
      return line("guard", cell(marks.after(start)));
    case "Term": return line("term", cell(marks.at(node.name.span.start)), keywordOf(node.value), keywordOf(node.temperature), keywordOf(node.weight), keywordOf(node.otherwise));
    case "Log": return line("term", cell(marks.at(node.name.span.start)), keywordOf(node.value));
    case "State":
      return line("state", cell(marks.after(marks.at(node.name.span.start)), 2), ...node.items.flatMap((item, i) => [
        ...(i === 0 ? [] : [cell(marks.at(item.span.start), 2)]),
        ...(item.kind === "Go" ? [keywordOf(item.when)] : []),
      ]));
    case "Given": case "With": case "At": return line("step", keywordOf(node.assigns[0]));
    case "Prove": return plain(2);
    // Under the tool's name, behind `call `.
    case "CallStep": return plain(5);
    case "Use": case "Env": case "Tree": case "Machine": case "Privilege": case "Guard": case "Reward": case "Fn": case "Enum":
    case "Record": case "Test": case "ToolsFrom": case "Tool": case "Principal": case "Dynamics": case "TreeCase":
    case "TreeCondition": case "TreeHook": case "StateHook": case "May": case "Go": case "Ensure": case "Stage": case "Shape": case "Stop": case "Truncate": case "Simulate":
    case "Prompt": case "Expect": case "Gives": case "Mock":
      return plain();
    default: return null;
  }
}
