import { field } from "./json.ts";
import type { Json } from "./json.ts";
import { FALSE, TRUE } from "./tri.ts";
import type { Tri } from "./tri.ts";

export type Effect = "allow" | "ask" | "forbid";

export interface ToolTable {
  readonly tools: readonly string[];
  readonly obeys: readonly Privilege[];
}

export interface Privilege {
  readonly name: string;
  readonly rules: readonly Rule[];
}

export interface Rule {
  readonly effect: Effect;
  readonly cases: readonly Case[];
  /** `allow … else ask`. */
  readonly elseAsk: boolean;
  readonly saying: string | null;
  readonly stop: boolean;
}

export interface Case {
  /** Null: any tool. */
  readonly tool: string | null;
  /** Null: always. */
  readonly when: ((args: Json) => Tri) | null;
  readonly ask: ((args: Json) => Tri) | null;
}

/** One case of a rule, with the parts of an answer that it may become. */
interface Row {
  readonly privilege: number;
  readonly effect: Effect;
  readonly when: ((args: Json) => Tri) | null;
  /** `undefined`: there is no `else ask`. */
  readonly ask: ((args: Json) => Tri) | null | undefined;
  readonly stop: boolean;
  readonly id: string;
  readonly saying: string;
}

type Said = "allow" | "ask" | "ask?" | "forbid" | "forbid?" | "nothing";

const NOTHING = '{"verdict":"forbid","rule":null,"stop":false,"saying":null,"matched":[]}';

/** Decides calls, each `{"tool": …, "args": {…}}`, as JSON: verdict, deciding rule, stop, saying, and all rules that had a say. */
export function toolGuard(table: ToolTable): (call: string) => string {
  const byTool = new Map(table.tools.map((tool) => [tool, rowsOf(table.obeys, tool)]));
  const privileges = table.obeys.length;
  return (call) => {
    const parsed: Json = JSON.parse(call);
    const tool = field(parsed, "tool");
    const rows = typeof tool === "string" && privileges > 0 ? byTool.get(tool) : undefined;
    return rows === undefined ? NOTHING : decide(rows, privileges, field(parsed, "args"));
  };
}

function rowsOf(obeys: readonly Privilege[], tool: string): readonly Row[] {
  return obeys.flatMap(({ name, rules }, privilege) => rules.flatMap((rule, index) => rule.cases.filter((one) => one.tool === null || one.tool === tool).map((one) => ({
    privilege, effect: rule.effect, when: one.when, ask: rule.elseAsk ? one.ask : undefined, stop: rule.stop,
    id: `"privilege":${JSON.stringify(name)},"index":${index}`, saying: JSON.stringify(rule.saying),
  }))));
}

function decide(rows: readonly Row[], privileges: number, args: Json): string {
  const said: Said[] = [];
  let verdict: Effect = "allow";
  let heard = -1;
  let silent = false;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const one = says(row, args);
    said.push(one);
    if (one === "nothing") continue;
    verdict = worse(verdict, effectOf(one));
    if (row.privilege > heard + 1) silent = true;
    heard = row.privilege;
  }
  // A privilege that nothing in it speaks for forbids.
  if (silent || heard < privileges - 1) verdict = "forbid";
  return answer(rows, said, verdict);
}

/** Unknown never permits: an allow needs a definite yes, an ask or a forbid only the lack of a definite no. */
function says({ effect, when, ask }: Row, args: Json): Said {
  const truth = when === null ? TRUE : when(args);
  if (effect !== "allow") return truth === FALSE ? "nothing" : truth === TRUE ? effect : `${effect}?`;
  if (truth === TRUE) return "allow";
  if (ask === undefined) return "nothing";
  const otherwise = ask === null ? TRUE : ask(args);
  return otherwise === FALSE ? "nothing" : otherwise === TRUE ? "ask" : "ask?";
}

function effectOf(said: Exclude<Said, "nothing">): Effect {
  return said === "ask?" ? "ask" : said === "forbid?" ? "forbid" : said;
}

function worse(a: Effect, b: Effect): Effect {
  return a === "forbid" || b === "forbid" ? "forbid" : a === "ask" || b === "ask" ? "ask" : "allow";
}

/** Put together from parts that are JSON already. */
function answer(rows: readonly Row[], said: readonly Said[], verdict: Effect): string {
  let rule = "null";
  let saying = "null";
  let stop = false;
  let matched = "";
  for (let i = 0; i < rows.length; i++) {
    const one = said[i]!;
    if (one === "nothing") continue;
    const row = rows[i]!;
    const effect = effectOf(one);
    matched += `${matched === "" ? "" : ","}{${row.id},"effect":"${effect}","definite":${one === effect}}`;
    if (effect !== verdict) continue;
    if (rule === "null") {
      rule = `{${row.id}}`;
      saying = row.saying;
    }
    if (row.stop) stop = true;
  }
  return `{"verdict":"${verdict}","rule":${rule},"stop":${stop},"saying":${saying},"matched":[${matched}]}`;
}
