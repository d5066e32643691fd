import { Level } from "../code.ts";
import { read } from "./columns.ts";
import type { NodeWriter } from "./nodes.ts";
import type { Scope } from "./scope.ts";
import { asNumber, literal, name, type Value } from "./value.ts";

/** A list that is not made element by element in a loop over its own index. */
export function listNode(w: NodeWriter, id: number, home: Scope): Value {
  const { reward, wanted, scratch } = w.with;
  const { op, args, loop } = reward.nodes[id]!;
  const { max } = reward.loops[loop!]!;
  const list = scratch(wanted(id), max);
  const line = (text: string, weight: number): void => void home.statements.push({ kind: "line", text, weight });
  switch (op) {
    case "listOf": {
      const items = args.map((arg) => asNumber(w.value(arg, home)));
      items.forEach((item, i) => line(`${list}[${i}] = ${item.text};`, item.weight + 2));
      break;
    }
    case "sorted": line(`sort_list(${w.value(args[0]!, home).text}, ${list}, ${whole(w.length(loop!, home))});`, 6); break;
    case "history": history(w, id, home, list); break;
  }
  return name(list, "num");
}

/** A length as a whole number to V8 too: an argument that is a double is allocated. */
export function whole({ text }: Value): string {
  return /^\d+$/.test(text) ? text : `${text} | 0`;
}

/** This step's value, then the kept ones, newest first. */
function history(w: NodeWriter, id: number, home: Scope, list: string): void {
  const { args, cell, loop } = w.with.reward.nodes[id]!;
  const now = asNumber(w.value(args[0]!, home));
  const { index } = home.inside(loop!);
  const newest = newestOf(w, cell!, home).text;
  const kept = w.with.columns.cell(cell!, `(${newest} - ${index} + (${newest} < ${index} ? ${w.with.layout.cells[cell!]!.size} : 0))`);
  home.statements.push({ kind: "line", text: `${list}[0] = ${now.text};`, weight: now.weight + 2 }, {
    kind: "loop", before: [], index, from: "1", to: w.length(loop!, home).text, body: [], each: [`${list}[${index}] = ${kept}!;`], defines: [], weight: 20,
  });
}

/** Where in its cell this step's value will be kept. A whole number to V8 too. */
export function newestOf(w: NodeWriter, cell: number, from: Scope): Value {
  const { columns, layout } = w.with;
  const { size } = layout.cells[cell]!;
  if (size === 1) return literal(0);
  const steps = read(columns.steps, "num").text;
  const known = w.newest.get(size) ?? from.home([]).define(`newest_of_${size}`, { text: `(${steps} % ${size}) | 0`, level: Level.choice, form: "num", weight: 6 });
  w.newest.set(size, known);
  return known;
}
