import { liveness, type Live } from "./live.ts";
import { hasExit, partsOf } from "./split.ts";
import type { Loop, Part, Statement, Variable } from "./statements.ts";

/** One environment's step as lines of code: its parts as functions, then what stands inside the loop over environments. */
export interface Printed {
  readonly declarations: readonly string[];
  readonly body: readonly string[];
}

export function print(statements: readonly Statement[]): Printed {
  const live = liveness(statements);
  const parts = partsOf(statements);
  const scratch = live.size === 0 ? [] : ["// What parts leave for each other.", `const live = new Float64Array(${live.size});`];
  return { declarations: [...scratch, ...parts.flatMap((part) => partLines(part, live))], body: bodyLines(statements, live, "continue;") };
}

function partLines(part: Part, live: Live): readonly string[] {
  const exits = hasExit(part.body);
  const params = ["k", ...part.indices].map((name) => `${name}: number`).join(", ");
  const inside = [...live.atStart(part).map((variable) => load(variable, live)), ...bodyLines(part.body, live, "return false;"), ...(exits ? ["return true;"] : [])];
  return [`const ${part.name} = (${params}): ${exits ? "boolean" : "void"} => {`, ...indented(inside), "};"];
}

function bodyLines(statements: readonly Statement[], live: Live, leave: string): readonly string[] {
  return statements.flatMap((one): readonly string[] => {
    switch (one.kind) {
      case "line": return [one.text, ...(one.defines === undefined ? [] : store(one.defines, live))];
      case "exit": return [`if (${one.when}) {`, ...indented([...one.act, leave]), "}"];
      case "call": return [callOf(one.part, leave)];
      case "loop": return loopLines(one, live, leave);
    }
  });
}

function loopLines(loop: Loop, live: Live, leave: string): readonly string[] {
  const { before, index, from, to, body, each, defines } = loop;
  const inside = [...bodyLines(body, live, leave), ...live.afterCalls(each, body).map((variable) => load(variable, live)), ...each];
  const head = `for (let ${index} = ${from}; ${index} < ${to}; ${index}++)`;
  const lines = inside.length === 1 ? [`${head} ${inside[0]!}`] : [`${head} {`, ...indented(inside), "}"];
  return [...before, ...lines, ...defines.flatMap((variable) => store(variable, live))];
}

function callOf({ name, indices, body }: Part, leave: string): string {
  const call = `${name}(${["k", ...indices].join(", ")})`;
  return hasExit(body) ? `if (!${call}) ${leave}` : `${call};`;
}

function load({ name, form, again }: Variable, live: Live): string {
  if (again !== undefined) return again;
  const place = `live[${live.place(name)!}]`;
  return `const ${name} = ${form === "num" ? `${place}!` : form === "bool" ? `${place} === 1` : `${place} as Tri`};`;
}

function store({ name, form }: Variable, live: Live): readonly string[] {
  const place = live.place(name);
  return place === undefined ? [] : [`live[${place}] = ${form === "bool" ? `${name} ? 1 : 0` : name};`];
}

export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === "" ? "" : `  ${line}`));
}
