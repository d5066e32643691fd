import { isTemporal, OPS, type Ir, type ProgramIr, type ToolGuardIr } from "../../compiler/ir/ir.ts";
import { judge, type Rule, type ToolJudge, type ToolVerdict } from "../interpreter/tools.ts";
import { Places, type AnswerRecord, type CallRecord, type Sink } from "../record/record.ts";
import type { History } from "./history.ts";
import { messageOf } from "./sampled.ts";
import { copyStrictJson } from "./strict-json.ts";
import { fill, printable } from "./template.ts";
import { ArgumentReader } from "./tool-arguments.ts";
import { VerdictReader } from "./verdicts.ts";

export interface ToolCall {
  readonly tool: string;
  /** The arguments as JSON text (best: nothing is lost) or already parsed. */
  readonly arguments?: unknown;
  /** Seconds, on a clock that does not step back; without it the session's clock is asked. */
  readonly time?: number;
}

export interface CallDecision {
  readonly verdict: "allow" | "ask" | "forbid";
  /** For the agent: what the guard's `tell` says. Empty when the call is allowed. */
  readonly message: string;
  /** For the operator. */
  readonly reason: string;
  /** For the person who is asked: the headline of `saying`. */
  readonly question: string | null;
  /** True when the run should end here. */
  readonly stop: boolean;
  /** The arguments as judged, canonical JSON: what to execute. Null when refused. */
  readonly canonical: string | null;
  readonly record: CallRecord;
}

/** What became of a call that was asked about. */
export interface Answer {
  readonly permitted: boolean;
  /** For the agent. Empty when the call is permitted. */
  readonly message: string;
  readonly record: AnswerRecord;
}

/** What a guard's sessions share. */
export interface ToolPolicy {
  readonly program: ProgramIr;
  readonly guard: ToolGuardIr;
  readonly places: Places;
  readonly hash: string;
  readonly reader: ArgumentReader;
  readonly confirm: ToolJudge;
  readonly verdicts: VerdictReader;
  /** Whether a rule asks about what happened. */
  readonly asksEvents: boolean;
}

export function toolPolicy(program: ProgramIr, guard: ToolGuardIr, text: string, hash: string): ToolPolicy {
  const env = program.envs.find((e) => e.name === guard.env)!;
  return { program, guard, places: new Places(text), hash, reader: new ArgumentReader(env.tools), confirm: judge(program, guard.name), verdicts: new VerdictReader(), asksEvents: asksEvents(program, guard) };
}

function asksEvents(program: ProgramIr, guard: ToolGuardIr): boolean {
  const asks = (ir: Ir | null): boolean => ir !== null && (isTemporal(ir) || ir.op === "spec" || OPS[ir.op].runs === "calls" || (ir.args ?? []).some(asks));
  return program.privileges.filter((p) => guard.obeys.includes(p.name)).some((p) => p.rules.some((r) => r.cases.some((c) => asks(c.when) || asks(c.elseAsk))));
}

interface Judged {
  readonly tool: string;
  readonly verdict: ToolVerdict;
  /** Why no rule decided. `ours`: the agent is not told what. */
  readonly problem: { readonly text: string; readonly ours: boolean } | null;
  readonly args: unknown;
  readonly canonical: string | null;
}

const REFUSED: ToolVerdict = { verdict: "forbid", rule: null, stop: false, saying: null, matched: [] };
const ANSWERS = { approved: "a person has approved this call", declined: "a person has declined this call", unanswered: "nobody has approved this call" } as const;

/** A guard over tool calls. `decide` never throws on what comes from outside; whatever is odd is forbidden, with its reason. */
export class ToolSession {
  readonly name: string;
  readonly #policy: ToolPolicy;
  readonly #principal: string | null;
  readonly #history: History;
  readonly #sink: Sink;
  readonly #clock: () => number;
  /** Calls that were asked about, and their places in the history; those that are executed. */
  readonly #asked = new WeakMap<CallDecision, number>();
  readonly #granted = new WeakSet<CallDecision>();
  #seq = 0;

  constructor(policy: ToolPolicy, name: string, principal: string | null, history: History, sink: Sink, clock: () => number = () => Date.now() / 1000) {
    this.#policy = policy;
    this.name = name;
    this.#principal = principal;
    this.#history = history;
    this.#sink = sink;
    this.#clock = clock;
  }

  /** The user has spoken: `[this turn]` begins again. */
  turn(): void {
    this.#history.begin();
  }

  decide(call: ToolCall): CallDecision {
    const began = performance.now();
    const judged = this.#judge(call);
    const seq = this.#seq++;
    let decision = this.#decision(judged, seq, began);
    let kept: number | null = null;
    try {
      // What a person is asked about is reserved: calls meanwhile are judged as if it were granted.
      if (decision.verdict !== "forbid") kept = this.#history.note({ kind: "call", tool: judged.tool, args: judged.args });
      this.#sink(decision.record);
    } catch (error) {
      if (kept !== null) this.#forget(kept);
      const problem = { text: `the record could not be kept (${messageOf(error)})`, ours: true };
      decision = this.#decision({ ...judged, verdict: { ...REFUSED, stop: judged.verdict.stop }, problem }, seq, began);
    }
    if (decision.verdict === "ask") this.#asked.set(decision, kept!);
    if (decision.verdict === "allow") this.#granted.add(decision);
    return decision;
  }

  /**
   * What a tool answered to a call that was permitted: `returned` and `latest` see it. `ok` is false for an error. Without an
   * answer the call was granted all the same.
   */
  returned(call: CallDecision, result: unknown, ok = true): void {
    if (!this.#granted.delete(call)) return;
    const { tool, arguments: args } = call.record;
    const copy = copyStrictJson(result === undefined ? null : result);
    this.#history.clock(this.#clock());
    this.#history.note({ kind: "returned", tool, args, result: ok && "value" in copy ? resultOf(copy.value) : null, ok: ok && "value" in copy });
  }

  #forget(kept: number): void {
    try {
      this.#history.retract(kept);
    } catch {
      // The history says so itself from now on: nothing is judged by it any more.
    }
  }

  /** Settles a call that was asked about, once. It may be executed only where this says it is permitted: all but the ask is judged again. */
  answer(asked: CallDecision, answer: keyof typeof ANSWERS, because: string = ANSWERS[answer]): Answer {
    const kept = this.#asked.get(asked);
    const isOpen = this.#asked.delete(asked);
    // It is judged again as the call it is now, not beside what was reserved for it.
    if (kept !== undefined) this.#forget(kept);
    const again = isOpen && answer === "approved" ? this.#judge({ tool: asked.record.tool, arguments: asked.canonical }) : null;
    const permitted = again !== null && again.verdict.verdict !== "forbid";
    const reason = !isOpen ? "it was not asked about, or is settled already" : again !== null && !permitted ? "the policy does not permit this call any more" : because;
    const { guard, program, hash } = this.#policy;
    const record: AnswerRecord = {
      kind: "answer", seq: this.#seq++, guard: guard.name, path: program.path, policy: hash, session: this.name, principal: this.#principal,
      call: asked.record.seq, tool: asked.record.tool, answer, permitted, reason,
    };
    const told = (agent: string): string => this.#tell(agent, asked.record.arguments);
    try {
      if (permitted) this.#history.note({ kind: "call", tool: asked.record.tool, args: asked.record.arguments });
      this.#sink(record);
      if (permitted) this.#granted.add(asked);
      return { permitted, message: permitted ? "" : told(reason), record };
    } catch (error) {
      return { permitted: false, message: told(OURS), record: { ...record, permitted: false, reason: `the record could not be kept (${messageOf(error)})` } };
    }
  }

  #judge(call: ToolCall): Judged {
    let tool = "?";
    let args: unknown = null;
    const refuse = (text: string, ours = false): Judged => ({ tool, verdict: REFUSED, problem: { text, ours }, args, canonical: null });
    try {
      const { tool: named, arguments: given, time } = call;
      if (typeof named !== "string") return refuse("the tool's name is no text");
      tool = named.length > 200 ? `${named.slice(0, 200)}…` : named;
      const read = this.#policy.reader.read(named, given);
      args = read.values;
      if ("problem" in read) return refuse(read.problem);
      // Two engines must agree, so that a broken sandbox alone can only refuse; the words are the host's.
      const late = this.#history.clock(time ?? this.#clock());
      if (late !== null) return refuse(late, true);
      const { time: now, turn } = this.#history.now;
      const first = this.#policy.verdicts.read(this.#history.engine.decide(`{"tool":${JSON.stringify(named)},"args":${read.canonical},"time":${now},"turn":${turn}}`));
      const verdict = this.#history.judged(named, read.values, (happened) => this.#policy.confirm(named, read.values, happened));
      if (first !== verdict.verdict) return refuse("the two engines disagree about it, which is a bug in Pol", true);
      return { tool, verdict, problem: null, args, canonical: read.canonical };
    } catch (error) {
      return refuse(`the guard failed (${messageOf(error)})`, true);
    }
  }

  #decision({ tool, verdict: v, problem, args, canonical }: Judged, seq: number, began: number): CallDecision {
    const { guard, program, places, hash } = this.#policy;
    const ruleOf = (r: Rule) => program.privileges.find((p) => p.name === r.privilege)!.rules[r.index]!;
    const rule = v.rule === null ? null : { ...places.of(ruleOf(v.rule).at), privilege: v.rule.privilege, effect: ruleOf(v.rule).effect };
    const said = v.saying === null || v.verdict === "allow" ? null : fill(v.saying, valuesOf(args));
    const reason = problem === null ? because(v, said, rule) : printable(problem.text);
    const agent = problem !== null ? (problem.ours ? OURS : problem.text) : v.verdict === "ask" ? "a person has to approve this call" : (said ?? "the policy does not permit this call");
    return {
      verdict: v.verdict, reason, stop: v.stop,
      message: v.verdict === "allow" ? "" : this.#tell(agent, args),
      question: v.verdict === "ask" ? (said ?? `Allow \`${tool}\`?`) : null,
      canonical: v.verdict === "forbid" ? null : canonical,
      record: {
        kind: "call", seq, guard: guard.name, path: program.path, policy: hash, session: this.name, principal: this.#principal, tool, arguments: args,
        verdict: v.verdict, reason, rule, stop: v.stop, took: performance.now() - began,
        matched: v.matched.map((m) => ({ ...places.of(ruleOf(m).at), effect: m.effect, definite: m.definite })),
      },
    };
  }

  #tell(reason: string, args: unknown): string {
    const { source } = this.#policy.guard.proposers.at(-1)!;
    return source.kind === "tell" ? fill(source.template, { ...valuesOf(args), reason }) : printable(reason);
  }
}

/** An MCP answer of the form { result: … } is its `result`. */
function resultOf(value: unknown): unknown {
  const isWrapped = typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).join() === "result";
  return isWrapped ? (value as { result: unknown }).result : value;
}

/** What failed on our side is the operator's to know: it would tell an attacker about the machine. */
const OURS = "this call cannot be judged now";

function valuesOf(args: unknown): Readonly<Record<string, unknown>> {
  return typeof args === "object" && args !== null ? (args as Record<string, unknown>) : {};
}

function because(v: ToolVerdict, said: string | null, rule: { line: number; privilege: string; text: string } | null): string {
  if (rule === null) return "no rule allows it";
  const isUnknown = v.matched.find((m) => m.effect === v.verdict)?.definite === false;
  return `line ${rule.line} of \`${rule.privilege}\`: ${rule.text}${isUnknown ? ", since something it asks about is unknown" : ""}${said === null ? "" : ` (“${said}”)`}`;
}
