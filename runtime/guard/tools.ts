import type { ProgramIr, ToolGuardIr } from "../../compiler/ir/ir.ts";
import { judge, type Rule, type ToolJudge, type ToolVerdict } from "../interpreter/tools.ts";
import { Places, type AnswerRecord, type CallRecord, type Sink } from "../record/record.ts";
import { messageOf } from "./sampled.ts";
import { fill, printable } from "./template.ts";
import { ArgumentReader } from "./tool-arguments.ts";
import { VerdictReader } from "./verdicts.ts";

export interface ToolCall {
  readonly tool: string;
  /** The arguments as JSON text (best: nothing is lost) or already parsed. */
  readonly arguments?: unknown;
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

/** What an isolate answers to a call given as one JSON text. */
export type Decider = (json: string) => string;

/** What a guard's sessions share. */
export interface ToolPolicy {
  readonly program: ProgramIr;
  readonly guard: ToolGuardIr;
  readonly places: Places;
  readonly hash: string;
  readonly reader: ArgumentReader;
  readonly confirm: ToolJudge;
  readonly verdicts: VerdictReader;
}

export function toolPolicy(program: ProgramIr, guard: ToolGuardIr, text: string, hash: string): ToolPolicy {
  const env = program.envs.find((e) => e.name === guard.env)!;
  return { program, guard, places: new Places(text), hash, reader: new ArgumentReader(env.tools), confirm: judge(program, guard.name), verdicts: new VerdictReader() };
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
  readonly #decider: Decider;
  readonly #sink: Sink;
  readonly #asked = new WeakSet<CallDecision>();
  #seq = 0;

  constructor(policy: ToolPolicy, name: string, principal: string | null, decider: Decider, sink: Sink) {
    this.#policy = policy;
    this.name = name;
    this.#principal = principal;
    this.#decider = decider;
    this.#sink = sink;
  }

  decide(call: ToolCall): CallDecision {
    const began = performance.now();
    const judged = this.#judge(call);
    const seq = this.#seq++;
    let decision = this.#decision(judged, seq, began);
    try {
      this.#sink(decision.record);
    } catch (error) {
      const problem = { text: `the record could not be kept (${messageOf(error)})`, ours: true };
      decision = this.#decision({ ...judged, verdict: { ...REFUSED, stop: judged.verdict.stop }, problem }, seq, began);
    }
    if (decision.verdict === "ask") this.#asked.add(decision);
    return decision;
  }

  /** Settles a call that was asked about, once. It may be executed only where this says it is permitted: all but the ask is judged again. */
  answer(asked: CallDecision, answer: keyof typeof ANSWERS, because: string = ANSWERS[answer]): Answer {
    const isOpen = this.#asked.delete(asked);
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
      this.#sink(record);
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
      const { tool: named, arguments: given } = call;
      if (typeof named !== "string") return refuse("the tool's name is no text");
      tool = named.length > 200 ? `${named.slice(0, 200)}…` : named;
      const read = this.#policy.reader.read(named, given);
      args = read.values;
      if ("problem" in read) return refuse(read.problem);
      // Two engines must agree, so that a broken sandbox alone can only refuse; the words are the host's.
      const first = this.#policy.verdicts.read(this.#decider(`{"tool":${JSON.stringify(named)},"args":${read.canonical}}`));
      const verdict = this.#policy.confirm(named, read.values);
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
