import { field, record } from "./json.ts";
import type { Keeps, Log, LogEvent } from "./log.ts";
import { keep, note, openLog, pop, retract, stand } from "./log-book.ts";
import type { Args, Json } from "./json.ts";
import { FALSE, TRUE } from "./tri.ts";
import type { Tri } from "./tri.ts";

export type Effect = "allow" | "ask" | "forbid";

export interface ToolTable {
  readonly tools: readonly string[];
  readonly obeys: readonly Privilege[];
  readonly keeps: Keeps;
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
export type When = (args: Args, log: Log, k: number) => Tri;

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
  /** A text of its own for each thing it may say. */
  readonly keys: readonly string[];
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

/** As many characters of answers to calls of one tool as are kept. */
const MOST_KEPT = 1 << 18;

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
  /** Starts anew. The newest event that is not known any more; null: all are known. */
  forget(lostId: number | null, lostTime: number): void;
  /** Keeps a list of events, as JSON. */
  restore(events: string): void;
}

/** A guard's sessions, each with what has happened in it. */
export function toolGuard(table: ToolTable): () => ToolSession {
  const byTool = new Map(table.tools.map((tool) => [tool, judgeOf(rowsOf(table.obeys, tool), table.obeys.length)]));
  return () => {
    let log = openLog(table.keeps);
    return {
      decide: (call) => {
        const parsed: Json = JSON.parse(call);
        const tool = field(parsed, "tool");
        const judge = typeof tool === "string" ? byTool.get(tool) : undefined;
        if (judge === undefined || typeof tool !== "string") return NOBODY;
        const args = record(field(parsed, "args"));
        log.facts = field(parsed, "facts");
        stand(log, tool, args, Number(field(parsed, "time") ?? 0), Number(field(parsed, "turn") ?? 0));
        try {
          return judge(args, log);
        } finally {
          pop(log);
        }
      },
      note: (event, capacity) => {
        note(log, JSON.parse(event) as LogEvent);
        keep(log, capacity);
      },
      retract: (id) => retract(log, id),
      forget: (lostId, lostTime) => {
        log = openLog(table.keeps);
        log.lost = lostId === null ? null : { id: lostId, time: lostTime };
      },
      restore: (events) => {
        for (const event of JSON.parse(events) as readonly LogEvent[]) note(log, event);
      },
    };
  };
}

function rowsOf(obeys: readonly Privilege[], tool: string): readonly Row[] {
  const cases = obeys.flatMap(({ name, rules }, privilege) => rules.flatMap((rule, index) => rule.cases.filter((one) => one.tool === null || one.tool === tool).map((one) => ({
    privilege, effect: rule.effect, when: one.when, ask: rule.elseAsk ? one.ask : undefined, stop: rule.stop,
    id: `"privilege":${JSON.stringify(name)},"index":${index}`, saying: JSON.stringify(rule.saying),
  }))));
  return cases.map((row, i) => ({ ...row, keys: EFFECTS.map((_, said) => `${i * WAYS + said},`) }));
}

/** The cases that have a say, and which, are few: the answer to them is put together once. */
function judgeOf(rows: readonly Row[], privileges: number): (args: Args, log: Log) => string {
  const said = rows.map(() => NOTHING);
  const answers = new Map<string, string>();
  let length = 0;
  return (args, log) => {
    const k = log.base + log.ids.length - 1;
    let key = "";
    for (let i = 0; i < rows.length; i++) {
      const one = says(rows[i]!, args, log, k);
      said[i] = one;
      if (one !== NOTHING) key += rows[i]!.keys[one]!;
    }
    const known = answers.get(key);
    if (known !== undefined) return known;
    const made = answer(rows, said, privileges);
    length += key.length + made.length;
    if (length <= MOST_KEPT) answers.set(key, made);
    return made;
  };
}

/** Unknown never permits: an allow needs a definite yes, an ask or a forbid only the lack of a definite no. */
function says({ effect, when, ask }: Row, args: Args, log: Log, k: number): number {
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
