import { field } from "./json.ts";
import type { Log, LogEvent } from "./log.ts";
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
  readonly when: When | null;
  readonly ask: When | null;
}

/** Of the judged call, which is event k of the log. */
export type When = (args: Json, log: Log, k: number) => Tri;

/** One case of a rule, with the parts of an answer that it may become. */
interface Row {
  readonly privilege: number;
  readonly effect: Effect;
  readonly when: When | null;
  /** `undefined`: there is no `else ask`. */
  readonly ask: When | null | undefined;
  readonly stop: boolean;
  readonly id: string;
  readonly saying: string;
}

// What a case says of a call. The `…_UNLESS` of an ask or a forbid: its condition is unknown.
const NOTHING = 0;
const ALLOW = 1;
const ASK = 2;
const ASK_UNLESS = 3;
const FORBID = 4;
const FORBID_UNLESS = 5;
const WAYS = 6;
const EFFECTS: readonly Effect[] = ["forbid", "allow", "ask", "ask", "forbid", "forbid"];

/** As many cases as a number can tell apart, and as many answers as are kept. */
const MOST_ROWS = 20;
const MOST_ANSWERS = 1000;

const NOBODY = '{"verdict":"forbid","rule":null,"stop":false,"saying":null,"matched":[]}';

export interface ToolSession {
  /**
   * Decides a call, `{"tool": …, "args": {…}, "time": …, "turn": …}`, as if it were granted: verdict, deciding rule, stop, saying,
   * and all rules that had a say, as JSON. It is not kept.
   */
  decide(call: string): string;
  /** Keeps an event, as JSON, and only the newest `capacity`. */
  note(event: string, capacity: number): void;
  /** Forgets a call that was reserved and is not granted. */
  retract(id: number): void;
}

/** A guard's sessions, each with what has happened in it. */
export function toolGuard(table: ToolTable): () => ToolSession {
  const byTool = new Map(table.tools.map((tool) => [tool, judgeOf(rowsOf(table.obeys, tool), table.obeys.length)]));
  return () => {
    const log: Log = { events: [], lost: false };
    return {
      decide: (call) => {
        const parsed: Json = JSON.parse(call);
        const tool = field(parsed, "tool");
        const judge = typeof tool === "string" ? byTool.get(tool) : undefined;
        if (judge === undefined || typeof tool !== "string") return NOBODY;
        const args = field(parsed, "args");
        log.facts = field(parsed, "facts");
        const [time, turn] = [Number(field(parsed, "time") ?? 0), Number(field(parsed, "turn") ?? 0)];
        log.events.push({ id: -1, kind: "call", tool, args, result: null, ok: false, time, turn });
        try {
          return judge(args, log);
        } finally {
          log.events.pop();
        }
      },
      note: (event, capacity) => {
        log.events.push(JSON.parse(event) as LogEvent);
        while (log.events.length > capacity) {
          log.events.shift();
          log.lost = true;
        }
      },
      retract: (id) => {
        const at = log.events.findIndex((one) => one.id === id);
        if (at >= 0) log.events.splice(at, 1);
      },
    };
  };
}

function rowsOf(obeys: readonly Privilege[], tool: string): readonly Row[] {
  return obeys.flatMap(({ name, rules }, privilege) => rules.flatMap((rule, index) => rule.cases.filter((one) => one.tool === null || one.tool === tool).map((one) => ({
    privilege, effect: rule.effect, when: one.when, ask: rule.elseAsk ? one.ask : undefined, stop: rule.stop,
    id: `"privilege":${JSON.stringify(name)},"index":${index}`, saying: JSON.stringify(rule.saying),
  }))));
}

/** What all cases say is a number, and the answer to it is put together once. */
function judgeOf(rows: readonly Row[], privileges: number): (args: Json, log: Log) => string {
  const said = rows.map(() => NOTHING);
  const answers = new Map<number, string>();
  return (args, log) => {
    const k = log.events.length - 1;
    let key = 0;
    for (let i = 0; i < rows.length; i++) {
      const one = says(rows[i]!, args, log, k);
      said[i] = one;
      key = key * WAYS + one;
    }
    if (rows.length > MOST_ROWS) return answer(rows, said, privileges);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const made = answer(rows, said, privileges);
    if (answers.size < MOST_ANSWERS) answers.set(key, made);
    return made;
  };
}

/** Unknown never permits: an allow needs a definite yes, an ask or a forbid only the lack of a definite no. */
function says({ effect, when, ask }: Row, args: Json, log: Log, k: number): number {
  const truth = when === null ? TRUE : when(args, log, k);
  if (effect === "forbid") return truth === FALSE ? NOTHING : truth === TRUE ? FORBID : FORBID_UNLESS;
  if (effect === "allow" && truth === TRUE) return ALLOW;
  if (effect === "allow" && ask === undefined) return NOTHING;
  const asked = effect === "ask" ? truth : ask === null || ask === undefined ? TRUE : ask(args, log, k);
  return asked === FALSE ? NOTHING : asked === TRUE ? ASK : ASK_UNLESS;
}

/** Forbid over ask over allow; a privilege that nothing in it speaks for forbids. */
function verdictOf(rows: readonly Row[], said: readonly number[], privileges: number): Effect {
  const spoken = rows.filter((_, i) => said[i] !== NOTHING);
  const heard = new Map(spoken.map((row) => [row.privilege, true]));
  if (privileges === 0 || heard.size < privileges || said.some((one) => one >= FORBID)) return "forbid";
  return said.some((one) => one >= ASK) ? "ask" : "allow";
}

/** Put together from parts that are JSON already. */
function answer(rows: readonly Row[], said: readonly number[], privileges: number): string {
  const verdict = verdictOf(rows, said, privileges);
  const speaking = rows.map((row, i) => ({ row, said: said[i]!, effect: EFFECTS[said[i]!]! })).filter((one) => one.said !== NOTHING);
  const deciding = speaking.filter(({ effect }) => effect === verdict).map(({ row }) => row);
  const first = deciding[0];
  const matched = speaking.map((one) => `{${one.row.id},"effect":"${one.effect}","definite":${one.said !== ASK_UNLESS && one.said !== FORBID_UNLESS}}`);
  const rule = first === undefined ? "null" : `{${first.id}}`;
  return `{"verdict":"${verdict}","rule":${rule},"stop":${deciding.some((row) => row.stop)},"saying":${first?.saying ?? "null"},"matched":[${matched.join(",")}]}`;
}
