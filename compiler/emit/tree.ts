import type { ProgramIr } from "../ir/ir.ts";
import { TreeStatus, type TreeIr } from "../ir/tree.ts";
import { indented } from "./reward/print.ts";
import { proposal } from "./tree/do.ts";
import { halting, haltingAll } from "./tree/halt.ts";
import { print } from "./tree/print.ts";
import { resetting } from "./tree/reset.ts";
import { split, WAY, WAYS } from "./tree/split.ts";
import { block, Label, leave, line, type Code } from "./tree/statements.ts";
import { tidy } from "./tree/tidy.ts";
import { expiry } from "./tree/timers.ts";
import { VISITS } from "./tree/visits.ts";
import { Writer } from "./tree/writer.ts";
import type { Unit } from "./unit.ts";

/**
 * A tree as one function that takes its buffer and what it sees, and gives what resets, ticks, expires and halts it: closures, so that V8
 * sees constants where the buffer is. `p` is where the log goes on. The function's name. `most`: nodes of emitted code in one function.
 */
export function emitTree(program: ProgramIr, tree: TreeIr, unit: Unit, most: number): string {
  const fn = unit.names.take(`tree_${tree.name}`), names = unit.names.inner();
  for (const one of ["reset", "tick", "expire", "halt", "left"]) names.take(one);
  const w = new Writer(program, tree, unit, fn, names, VISITS);
  const parts: string[] = [];
  const body = (code: Code): readonly string[] => {
    const whole = split(tidy(code), (wanted) => names.take(wanted), most);
    for (const part of whole.parts) parts.push(...threaded(part.name, print(part.body)));
    return print(whole.code);
  };
  const { log, logged } = w.layout, end = line(`${w.place(logged, "logged")} = p - ${log};`), again = visitsAgain(w);
  const main = { tick: body([...again, ...ticking(w), end, ...proposal(w)]), expire: body([...again, ...expiry(w), end]), halt: body([...again, ...haltingAll(w), end]) };
  const halts = new Map<number, readonly string[]>();
  // A node's halting may ask for that of those below it.
  while (halts.size < w.halts.size) for (const [n, name] of w.halts) if (!halts.has(n)) halts.set(n, [`// Ends ${n}.`, ...threaded(name, [...body(halting(w, n)), "return p;"])]);
  const functions = [...parts, ...[...halts].sort(([a], [b]) => a - b).flatMap(([, lines]) => lines)];
  const shared = [...w.shared].map(([name, start]) => `let ${name} = ${start};`);
  unit.add({
    name: fn, docs: `${unit.lines.cite(tree.at)}\n${LEGEND}`, params: ["t", "x", "last", "mem"].map((id) => ({ id, type: "Vec" })), returns: "TreeRun",
    statements: [[
      ...(parts.some((text) => text.includes(`${WAY} = `)) ? WAYS : []), ...shared, ...functions,
      "const reset = (): void => {", ...indented(print(resetting(w))), "};",
      ...Object.entries(main).flatMap(([name, lines]) => [`const ${name} = (): void => {`, ...indented([`let p = ${log};`, ...lines]), "};"]),
      "return { reset, tick, expire, halt };",
    ].join("\n")],
  });
  return fn;
}

const LEGEND = "Statuses: 0 idle, 1 running, 2 success, 3 failure; in the log 4 skipped, 5 halted, and what is logged is 8 × node + status.";

/** A function that goes on with the log, and says where it ends. */
function threaded(name: string, body: readonly string[]): readonly string[] {
  return [`const ${name} = (p: number): number => {`, ...indented(body), "};"];
}

function visitsAgain(w: Writer): Code {
  return w.tree.nodes.flatMap(({ kind }, n) => (kind === "extern" ? [w.put(n, "visits", 0)] : []));
}

function ticking(w: Writer): Code {
  const { wake, root } = w.layout, end = new Label("end");
  const given = (status: TreeStatus, code: Code): (() => Code) => () => [...code, line(`${w.place(root, "root")} = ${status};`), leave(end)];
  const visit = w.visit(0, {
    running: given(TreeStatus.running, w.keep(0, "running")), success: given(TreeStatus.success, w.drop(0)), failure: given(TreeStatus.failure, w.drop(0)), skipped: given(TreeStatus.skipped, []),
  });
  return [...(w.tree.keepsWake ? [] : [line(`${w.place(wake, "wake")} = 0;`)]), block(end, ...visit)];
}
