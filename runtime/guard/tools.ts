import { HERE } from "../facts/world.ts";
import type { World } from "../../stdlib/native.ts";
import { noted } from "../explain/noted.ts";
import type { Heard } from "../explain/readings.ts";
import { withoutSecrets } from "../explain/secrets.ts";
import { Facts } from "../facts/facts.ts";
import type { Rule, ToolVerdict } from "../interpreter/tools.ts";
import { Ledger } from "../provenance/ledger.ts";
import { shownOf, type AnswerRecord, type ReleaseRecord, type Sink } from "../record/record.ts";
import { Denials } from "./denials.ts";
import type { History } from "./history.ts";
import { messageOf } from "./sampled.ts";
import { copyStrictJson, readStrictJson, RESULT_LIMITS } from "./strict-json.ts";
import { fill, holes, printable } from "./template.ts";
import type { Answer, CallDecision, Release, ToolCall } from "./tool-call.ts";
import type { ToolPolicy } from "./tool-policy.ts";

export type { Answer, CallDecision, Release, ToolCall } from "./tool-call.ts";

export interface SessionOptions {
  readonly name: string;
  readonly principal: string | null;
  readonly history: History;
  readonly sink: Sink;
  /** Seconds, for calls that bring no time; default: this machine's clock. */
  readonly clock?: () => number;
  /** What paths and host names lead to; default: this machine's links, and no host name at all. */
  readonly world?: World;
  /** The how manyth denial of the same call ends the run. Default: 5. */
  readonly denials?: number;
  /** Seconds for which a permitted call can be released. Default: 900. */
  readonly permit?: number;
}

interface Judged {
  readonly tool: string;
  readonly verdict: ToolVerdict;
  /** Why no rule decided. `ours`: the agent is not told what. */
  readonly problem: { readonly text: string; readonly ours: boolean } | null;
  readonly args: unknown;
  readonly canonical: string | null;
  readonly facts: Facts | null;
  /** What the rules read about what happened. */
  readonly heard: readonly Heard[];
}

/** A permitted call that has not been released. */
interface Permit {
  readonly time: number;
  readonly kept: number;
  readonly binds: Readonly<Record<string, string>>;
}

const REFUSED: ToolVerdict = { verdict: "forbid", rule: null, stop: false, saying: null, matched: [] };
const ANSWERS = { approved: "a person has approved this call", declined: "a person has declined this call", unanswered: "nobody has approved this call" } as const;
const STOPPED = "the run has been stopped";

/** A guard over tool calls. `decide` never throws on what comes from outside; whatever is odd is forbidden, with its reason. */
export class ToolSession {
  readonly name: string;
  readonly #policy: ToolPolicy;
  readonly #o: SessionOptions;
  readonly #history: History;
  readonly #sink: Sink;
  readonly #ledger: Ledger;
  readonly #denials: Denials;
  /** Calls that were asked about; those that may be released; those that are executed. */
  readonly #asked = new WeakMap<CallDecision, Permit>();
  readonly #permits = new WeakMap<CallDecision, Permit>();
  readonly #granted = new WeakSet<CallDecision>();
  #seq = 0;
  #isStopped = false;

  constructor(policy: ToolPolicy, options: SessionOptions) {
    this.#policy = policy;
    this.name = options.name;
    this.#o = options;
    this.#history = options.history;
    this.#sink = options.sink;
    this.#ledger = new Ledger(policy.asked);
    this.#denials = new Denials(options.denials ?? 5);
  }

  /** The user has spoken: a new turn begins. What they said vouches for values; without it nothing can come `from prompt`. */
  prompt(text?: string): void {
    this.#history.begin();
    if (text !== undefined) this.#ledger.prompt(text);
  }

  /** What the operator tells the agent (a system prompt): it vouches as the user's words do, and begins no turn. */
  operator(text: string): void {
    this.#ledger.prompt(text);
  }

  decide(call: ToolCall): CallDecision {
    return this.#history.alone(() => this.#decide(call, false));
  }

  /** The agent's answer to the user: the built-in tool `reply`. No call can pass for it. */
  reply(text: string, time?: number): CallDecision {
    return this.#history.alone(() => this.#decide({ tool: "reply", arguments: { text }, ...(time !== undefined && { time }) }, true));
  }

  #decide(call: ToolCall, isReply: boolean): CallDecision {
    const began = performance.now();
    let judged = this.#judge(call, isReply);
    const seq = this.#seq++;
    // What could not be read is like nothing else, and what fails here is not the agent's fault.
    if (judged.verdict.verdict === "forbid" && !judged.verdict.stop && judged.args !== null && judged.problem?.ours !== true && this.#denials.add(judged.tool, judged.args)) {
      judged = { ...judged, verdict: { ...judged.verdict, stop: true } };
    }
    let decision = this.#decision(judged, seq, began);
    let kept: number | null = null;
    const fail = (what: string, error: unknown): void => {
      const problem = { text: `${what} could not be kept (${messageOf(error)})`, ours: true };
      decision = this.#decision({ ...judged, verdict: { ...REFUSED, stop: judged.verdict.stop }, problem }, seq, began);
    };
    try {
      // What a person is asked about is reserved: calls meanwhile are judged as if it were granted.
      if (decision.verdict !== "forbid") kept = this.#history.note({ kind: "call", tool: judged.tool, args: judged.args, reserved: decision.verdict === "ask" });
    } catch (error) {
      fail("the call", error);
    }
    try {
      this.#history.done();
      this.#sink(decision.record);
    } catch (error) {
      if (kept !== null) this.#forget(kept);
      fail("the record", error);
    }
    if (decision.stop) this.#isStopped = true;
    if (decision.verdict === "forbid") return decision;
    const permit = { time: this.#history.now.time, kept: kept!, binds: call.binds ?? {} };
    if (decision.verdict === "ask") this.#asked.set(decision, permit);
    else this.#grant(decision, permit);
    return decision;
  }

  #grant(call: CallDecision, permit: Permit): void {
    this.#permits.set(call, permit);
    this.#granted.add(call);
  }

  /**
   * What a tool answered to a call that was permitted: `returned`, `latest` and provenance see it. `ok` is false for an error.
   * Without an answer the call was granted all the same.
   */
  returned(call: CallDecision, result: unknown, ok = true): void {
    if (!this.#granted.delete(call)) return;
    const { tool, arguments: args } = call.record;
    const copy = copyStrictJson(result === undefined ? null : result, RESULT_LIMITS);
    const isRead = "value" in copy;
    const value = isRead ? this.#resultOf(tool, copy.value) : null;
    // An error's text too was written by whoever made it.
    if (isRead) this.#ledger.result(tool, value, ok);
    else this.#ledger.unread(tool);
    this.#history.alone(() => {
      this.#history.clock(this.#clock());
      this.#history.note({ kind: "returned", tool, args, result: ok ? value : null, ok: ok && isRead });
    });
  }

  /** An answer of the form { result: … } is its `result`; a text that is JSON where the tool declares a structure is that. */
  #resultOf(tool: string, value: unknown): unknown {
    const declared = this.#policy.env.tools.find((t) => t.name === tool)?.result ?? null;
    const isStructured = declared !== null && declared["type"] !== "string";
    const parsed = isStructured && typeof value === "string" ? readStrictJson(value, RESULT_LIMITS) : { value };
    const inner = "value" in parsed ? parsed.value : value;
    const isWrapped = typeof inner === "object" && inner !== null && !Array.isArray(inner) && Object.keys(inner).join() === "result";
    return isWrapped ? (inner as { result: unknown }).result : inner;
  }

  #clock(): number {
    return this.#o.clock?.() ?? Date.now() / 1000;
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
    return this.#history.alone(() => this.#answer(asked, answer, because));
  }

  #answer(asked: CallDecision, answer: keyof typeof ANSWERS, because: string): Answer {
    const open = this.#asked.get(asked);
    this.#asked.delete(asked);
    // It is judged again as the call it is now, not beside what was reserved for it.
    if (open !== undefined) this.#forget(open.kept);
    const { permitted, reason, again } = open === undefined ? { permitted: false, reason: "it was not asked about, or is settled already", again: null }
      : answer !== "approved" ? { permitted: false, reason: because, again: null } : this.#again(asked, because);
    const { tool } = asked.record;
    const { kept, ...settled } = this.#settle(asked, { kind: "answer", ...this.#heads(), call: asked.record.seq, tool, answer, permitted, reason }, reason);
    if (kept !== null) {
      this.#grant(asked, { ...open!, time: this.#history.now.time, kept });
      this.#endorse(asked, again!);
    }
    return settled;
  }

  /** Keeps a call that is permitted, and the record of it; where either fails, it is not. `told`: what the agent hears of one that is not. */
  #settle<R extends AnswerRecord | ReleaseRecord>(call: CallDecision, record: R, told: string): { readonly permitted: boolean; readonly message: string; readonly record: R; readonly kept: number | null } {
    const { tool, arguments: args } = call.record;
    let kept: number | null = null;
    try {
      if (record.permitted) kept = this.#history.note({ kind: "call", tool, args });
      this.#history.done();
      this.#sink(record);
      return { permitted: record.permitted, message: record.permitted ? "" : this.#tell(told), record, kept };
    } catch (error) {
      if (kept !== null) this.#forget(kept);
      return { permitted: false, message: this.#tell(OURS), record: { ...record, permitted: false, reason: `the record could not be kept (${messageOf(error)})` }, kept: null };
    }
  }

  /** The values a person saw in the headline and said yes to. */
  #endorse(asked: CallDecision, judged: Judged): void {
    const args = valuesOf(shownOf(asked.record));
    for (const name of judged.verdict.saying === null ? [] : holes(judged.verdict.saying)) if (Object.hasOwn(args, name)) this.#ledger.endorse(args[name]);
  }

  /** Judges a call once more as what it is now. What only a person could permit, a person has permitted. */
  #again(call: CallDecision, because: string): { readonly permitted: boolean; readonly reason: string; readonly again: Judged | null } {
    const again = this.#judge({ tool: call.record.tool, arguments: JSON.stringify(call.record.arguments) }, call.record.tool === "reply" && this.#policy.reply !== null);
    if (again.verdict.verdict === "forbid") return { permitted: false, reason: again.problem === null || again.problem.ours ? "the policy does not permit this call any more" : again.problem.text, again };
    return again.canonical === call.canonical ? { permitted: true, reason: because, again } : { permitted: false, reason: "it leads somewhere else than when it was judged", again };
  }

  /**
   * Asks, right before a permitted call is executed, whether it still may be: once, within its time, with the arguments that were
   * judged, resting on what it rested on, and judged again by the world as it is now.
   */
  release(call: CallDecision, now: { readonly arguments?: unknown; readonly binds?: Readonly<Record<string, string>> } = {}): Release {
    return this.#history.alone(() => this.#release(call, now));
  }

  #release(call: CallDecision, now: { readonly arguments?: unknown; readonly binds?: Readonly<Record<string, string>> }): Release {
    const permit = this.#permits.get(call);
    this.#permits.delete(call);
    const { tool, seq } = call.record;
    const late = this.#history.clock(this.#clock());
    let reason = late ?? this.#unfit(call, permit, now);
    const isFit = reason === null;
    if (isFit) {
      this.#forget(permit!.kept);
      const again = this.#again(call, "it is as it was judged");
      reason = again.permitted && again.again!.verdict.verdict === "ask" && call.verdict === "allow" ? "a person has to approve this call now" : again.permitted ? null : again.reason;
    }
    const { kept: _, ...released } = this.#settle(call, { kind: "release", ...this.#heads(), call: seq, tool, permitted: reason === null, reason: reason ?? "it is as it was judged" }, late === null ? (reason ?? "") : OURS);
    if (!released.permitted) this.#granted.delete(call);
    return released;
  }

  /** Why a permit does not cover this execution; null where it does. */
  #unfit(call: CallDecision, permit: Permit | undefined, now: { readonly arguments?: unknown; readonly binds?: Readonly<Record<string, string>> }): string | null {
    if (permit === undefined) return "it was not permitted here, or is released already";
    if (this.#history.now.time - permit.time > (this.#o.permit ?? 900)) return "it was permitted too long ago";
    if (now.arguments !== undefined) {
      const given = typeof now.arguments === "string" ? readStrictJson(now.arguments) : copyStrictJson(now.arguments);
      if (!("text" in given) || given.text !== call.canonical) return "its arguments are not those that were judged";
    }
    const names = new Set([...Object.keys(permit.binds), ...Object.keys(now.binds ?? {})]);
    const changed = [...names].find((name) => own(permit.binds, name) !== own(now.binds ?? permit.binds, name));
    return changed === undefined ? null : `${printable(changed)} has changed since it was judged`;
  }

  #heads(): Pick<AnswerRecord, "seq" | "guard" | "path" | "policy" | "session" | "principal" | "time"> {
    const { guard, program, hash } = this.#policy;
    return { seq: this.#seq++, guard: guard.name, path: program.path, policy: hash, session: this.name, principal: this.#o.principal, time: this.#time };
  }

  /** What a record says of the time. */
  get #time(): number | null {
    const { time } = this.#history.now;
    return Number.isFinite(time) ? time : null;
  }

  #judge(call: ToolCall, isReply: boolean): Judged {
    let tool = "?";
    let args: unknown = null;
    let facts: Facts | null = null;
    let heard: readonly Heard[] = [];
    const refuse = (text: string, ours = false): Judged => ({ tool, verdict: REFUSED, problem: { text, ours }, args, canonical: null, facts, heard });
    try {
      const { tool: named, arguments: given, time } = call;
      if (typeof named !== "string") return refuse("the tool's name is no text");
      tool = named.length > 200 ? `${named.slice(0, 200)}…` : named;
      if (this.#isStopped) return { ...refuse(STOPPED), verdict: { ...REFUSED, stop: true } };
      if (isReply ? this.#policy.reply === null : named === this.#policy.reply?.name) return refuse(isReply ? "this policy's `reply` is a tool" : `there is no tool \`${named}\``);
      const read = this.#policy.reader.read(named, given);
      args = read.values;
      if ("problem" in read) return refuse(read.problem);
      const late = this.#history.clock(time ?? this.#clock());
      if (late !== null) return refuse(late, true);
      facts = new Facts(this.#o.world ?? HERE, this.#ledger, this.#policy.patterns);
      const { know } = facts;
      const verdict = this.#history.judged(named, read.values, (happened) => this.#policy.confirm(named, read.values, happened, know));
      heard = this.#policy.readings.take();
      // Two engines must agree, so that a broken sandbox alone can only refuse; the words are the host's.
      const { time: now, turn } = this.#history.now;
      const first = this.#policy.verdicts.read(this.#history.engine.decide(`{"tool":${JSON.stringify(named)},"args":${read.canonical},"facts":${facts.json},"time":${now},"turn":${turn}}`));
      if (first !== verdict.verdict) return refuse("the two engines disagree about it, which is a bug in Pol", true);
      const executed = verdict.verdict === "forbid" ? read.values : facts.forms.applied(read.values);
      if (executed === null) return refuse("one of its values was judged in two forms");
      return { tool, verdict, problem: null, args, canonical: executed === read.values ? read.canonical : JSON.stringify(executed), facts, heard };
    } catch (error) {
      return refuse(`the guard failed (${messageOf(error)})`, true);
    }
  }

  #decision({ tool, verdict: v, problem, args, canonical, facts, heard }: Judged, seq: number, began: number): CallDecision {
    const { guard, program, places, hash } = this.#policy;
    const ruleOf = (r: Rule) => program.privileges.find((p) => p.name === r.privilege)!.rules[r.index]!;
    const rule = v.rule === null ? null : { ...places.of(ruleOf(v.rule).at), privilege: v.rule.privilege, effect: ruleOf(v.rule).effect };
    const known = noted(args, facts, heard, v.verdict !== "allow", this.#ledger, places);
    const said = v.saying === null || v.verdict === "allow" ? null : fill(v.saying, withoutSecrets(args, known.secret));
    const reason = problem === null ? because(v, said, rule) : printable(problem.text);
    const agent = problem !== null ? (problem.ours ? OURS : problem.text) : v.verdict === "ask" ? "a person has to approve this call" : (said ?? "the policy does not permit this call");
    const executes = v.verdict === "forbid" ? null : canonical;
    return {
      verdict: v.verdict, reason, stop: v.stop,
      message: v.verdict === "allow" ? "" : this.#tell(agent),
      // The person who is asked sees everything, as it would be executed.
      question: v.verdict !== "ask" ? null : v.saying === null ? `Allow \`${tool}\`?` : fill(v.saying, valuesOf(executes === null ? args : JSON.parse(executes))),
      canonical: executes, addresses: facts?.addresses ?? new Map(),
      record: {
        kind: "call", seq, guard: guard.name, path: program.path, policy: hash, session: this.name, principal: this.#o.principal, tool, arguments: args,
        verdict: v.verdict, reason, rule, stop: v.stop, took: performance.now() - began,
        matched: v.matched.map((m) => ({ ...places.of(ruleOf(m).at), effect: m.effect, definite: m.definite })),
        ...known, time: this.#time, turn: this.#history.spoken,
        ...(executes !== null && facts !== null && !facts.forms.isEmpty && { executes: JSON.parse(executes) as unknown }),
      },
    };
  }

  #tell(reason: string): string {
    const { source } = this.#policy.guard.proposers.at(-1)!;
    return source.kind === "tell" ? fill(source.template, { reason }) : printable(reason);
  }
}

/** What failed on our side is the operator's to know: it would tell an attacker about the machine. */
const OURS = "this call cannot be judged now";

function own(record: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function valuesOf(args: unknown): Readonly<Record<string, unknown>> {
  return typeof args === "object" && args !== null ? (args as Record<string, unknown>) : {};
}

function because(v: ToolVerdict, said: string | null, rule: { line: number; privilege: string; text: string } | null): string {
  if (rule === null) return "no rule allows it";
  const isUnknown = v.matched.find((m) => m.effect === v.verdict)?.definite === false;
  return `line ${rule.line} of \`${rule.privilege}\`: ${rule.text}${isUnknown ? ", since something it asks about is unknown" : ""}${said === null ? "" : ` (“${said}”)`}`;
}
