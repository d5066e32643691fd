import type { ProgramIr, RuleIr } from "../../compiler/ir/ir.ts";
import { compileWhen, type NumberAt } from "./expressions.ts";
import { overEvents } from "./events.ts";
import { type Know, overFacts } from "./facts.ts";
import { Happened } from "./happened.ts";
import { found, frame, type Frame, type Scope, scopeOf } from "./scope.ts";
import { FALSE, type Json, TRUE } from "./values.ts";

export type Effect = RuleIr["effect"];

export interface Rule {
  readonly privilege: string;
  readonly index: number;
}

/** A rule that had a say, for the explanation. */
export interface Matched extends Rule {
  readonly effect: Effect;
  /** False where an unknown condition made it ask or forbid. */
  readonly definite: boolean;
}

export interface ToolVerdict {
  readonly verdict: Effect;
  /** The rule that decided; null where nothing spoke for the call. */
  readonly rule: Rule | null;
  readonly stop: boolean;
  readonly saying: string | null;
  /** In order of privilege and rule. */
  readonly matched: readonly Matched[];
}

/** Judges the call that `happened` is judging, or one before which nothing happened. */
export type ToolJudge = (tool: string, args: Json, happened?: Happened, know?: Know) => ToolVerdict;

const SEVERITY: Readonly<Record<Effect, number>> = { allow: 0, ask: 1, forbid: 2 };
const worse = (a: Effect, b: Effect): Effect => (SEVERITY[a] >= SEVERITY[b] ? a : b);
const NOTHING_YET = new Happened();
const NOBODY_KNOWS: Know = () => null;
const NOTHING: ToolVerdict = { verdict: "forbid", rule: null, stop: false, saying: null, matched: [] };

/** One case of a rule: what it says about a call, if anything. */
interface Case {
  readonly place: number;
  readonly rule: RuleIr;
  readonly id: Rule;
  readonly says: (f: Frame) => { readonly effect: Effect; readonly definite: boolean } | null;
}

/** How operators that ask beyond the call itself are compiled. */
export type Beyond = NonNullable<Scope<Frame>["time"]>;

/** `through`: puts something between the rules and what they ask beyond the call, to hear of it or to answer for it. */
export function judge(program: ProgramIr, guardName: string, through: (usual: Beyond) => Beyond = (usual) => usual): ToolJudge {
  const guard = found(program.guards.find((g) => g.name === guardName), `guard ${guardName}`);
  if (guard.kind !== "tools") throw new Error(`${guardName} guards samples, not tools`);
  const env = found(program.envs.find((e) => e.name === guard.env), `env ${guard.env}`);
  // What happened is another thing at each call, what is compiled is not.
  let now: Happened = NOTHING_YET;
  let knows: Know = NOBODY_KNOWS;
  const facts = overFacts(() => knows);
  const events = overEvents(() => now, (name) => found(program.specs.find((s) => s.name === name), `spec ${name}`).formula);
  const scope = scopeOf<Frame>(program, env, through((ir, inner) => (ir.op === "now" ? () => now.judged.time : (facts(ir, inner) ?? events(ir, inner)))));
  const obeyed = guard.obeys.map((name) => found(program.privileges.find((p) => p.name === name), `privilege ${name}`));
  const casesOf = (tool: string): Case[] => obeyed.flatMap(({ name, rules }, place) => rules.flatMap((rule, index) =>
    rule.cases.filter((c) => c.tool === null || c.tool === tool).map((c) => ({ place, rule, id: { privilege: name, index }, says: says(rule, c, scope) }))));
  const byTool = new Map(env.tools.map(({ name }) => [name, casesOf(name)]));

  const judgeNow: ToolJudge = (tool, args, happened, know = NOBODY_KNOWS) => {
    if (happened === undefined) return new Happened().judging({ tool, args, time: 0, turn: 0 }, (first) => judgeNow(tool, args, first, know));
    const cases = byTool.get(tool);
    now = happened;
    knows = know;
    return cases === undefined ? NOTHING : decide(cases, obeyed.length, frame({ args, at: Infinity }));
  };
  return judgeNow;
}

function decide(cases: readonly Case[], privileges: number, call: Frame): ToolVerdict {
  const worst: (Effect | null)[] = new Array<null>(privileges).fill(null);
  const said: { of: Case; effect: Effect; definite: boolean }[] = [];
  for (const of of cases) {
    const say = of.says(call);
    if (say === null) continue;
    said.push({ of, effect: say.effect, definite: say.definite });
    worst[of.place] = worse(say.effect, worst[of.place] ?? "allow");
  }
  const verdict = privileges === 0 ? "forbid" : worst.reduce<Effect>((all, one) => worse(all, one ?? "forbid"), "allow");
  const deciding = said.filter(({ effect }) => effect === verdict);
  return {
    verdict,
    rule: deciding[0]?.of.id ?? null,
    stop: deciding.some(({ of }) => of.rule.thenStop),
    saying: deciding[0]?.of.rule.saying ?? null,
    matched: said.map(({ of: { id }, effect, definite }) => ({ privilege: id.privilege, index: id.index, effect, definite })),
  };
}

/** Unknown never permits: an allow needs a definite yes, an ask or a forbid only the lack of a definite no. */
function says({ effect, hasElseAsk }: RuleIr, { when, elseAsk }: RuleIr["cases"][number], scope: Scope<Frame>): Case["says"] {
  const condition = compileWhen(when, scope);
  if (effect !== "allow") return unlessFalse(effect, condition);
  const otherwise = hasElseAsk ? unlessFalse("ask", compileWhen(elseAsk, scope)) : () => null;
  return (f) => (condition(f) === TRUE ? { effect, definite: true } : otherwise(f));
}

function unlessFalse(effect: Effect, condition: NumberAt): Case["says"] {
  return (f) => {
    const truth = condition(f);
    return truth === FALSE ? null : { effect, definite: truth === TRUE };
  };
}
