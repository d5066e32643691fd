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

/** A rule that had a say; `definite`: false where an unknown condition made it ask or forbid. */
interface Matched {
  readonly privilege: string;
  readonly index: number;
  readonly effect: Effect;
  readonly definite: boolean;
}

const NOTHING = JSON.stringify({ verdict: "forbid", rule: null, stop: false, saying: null, matched: [] });

/** The verdict on one call, `{"tool": …, "args": {…}}`, as JSON. */
export function decide(table: ToolTable, call: string): string {
  const parsed: Json = JSON.parse(call);
  const tool = field(parsed, "tool");
  const args = field(parsed, "args");
  if (typeof tool !== "string" || !table.tools.includes(tool) || table.obeys.length === 0) return NOTHING;
  const matched: Matched[] = [];
  const rules: Rule[] = [];
  let verdict: Effect = "allow";
  for (const privilege of table.obeys) {
    const before = matched.length;
    privilege.rules.forEach((rule, index) => {
      for (const one of rule.cases) {
        if (one.tool !== null && one.tool !== tool) continue;
        const said = says(rule, one, args);
        if (said === null) continue;
        matched.push({ privilege: privilege.name, index, ...said });
        rules.push(rule);
        verdict = worse(verdict, said.effect);
      }
    });
    if (matched.length === before) verdict = "forbid";
  }
  const first = matched.findIndex(({ effect }) => effect === verdict);
  const deciding = matched[first];
  return JSON.stringify({
    verdict,
    rule: deciding === undefined ? null : { privilege: deciding.privilege, index: deciding.index },
    stop: rules.some((rule, i) => rule.stop && matched[i]!.effect === verdict),
    saying: rules[first]?.saying ?? null,
    matched,
  });
}

/** Unknown never permits: an allow needs a definite yes, an ask or a forbid only the lack of a definite no. */
function says(rule: Rule, one: Case, args: Json): { readonly effect: Effect; readonly definite: boolean } | null {
  const when = one.when === null ? TRUE : one.when(args);
  if (rule.effect !== "allow") return when === FALSE ? null : { effect: rule.effect, definite: when === TRUE };
  if (when === TRUE) return { effect: "allow", definite: true };
  if (!rule.elseAsk) return null;
  const ask = one.ask === null ? TRUE : one.ask(args);
  return ask === FALSE ? null : { effect: "ask", definite: ask === TRUE };
}

function worse(a: Effect, b: Effect): Effect {
  return a === "forbid" || b === "forbid" ? "forbid" : a === "ask" || b === "ask" ? "ask" : "allow";
}
