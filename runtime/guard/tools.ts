import { Ajv, type ValidateFunction } from "ajv";
import type { EnvIr, ProgramIr, ToolGuardIr } from "../../compiler/ir/ir.ts";
import { judge, type ToolJudge, type ToolVerdict } from "../interpreter/tools.ts";
import { Places, type CallRecord, type Sink } from "../record/record.ts";
import { messageOf } from "./sampled.ts";
import { LIMITS, oversized, readStrictJson } from "./strict-json.ts";
import { fill } from "./template.ts";

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

/** What an isolate answers to a call given as one JSON text. */
export type Decider = (json: string) => string;

interface Judged {
  readonly verdict: ToolVerdict;
  readonly problem: string | null;
  readonly args: unknown;
}

const REFUSED: ToolVerdict = { verdict: "forbid", rule: null, stop: false, saying: null, matched: [] };

/** A guard over tool calls. `decide` never throws on what comes from outside; whatever is odd is forbidden, with its reason. */
export class ToolSession {
  readonly name: string;
  readonly #program: ProgramIr;
  readonly #guard: ToolGuardIr;
  readonly #places: Places;
  readonly #hash: string;
  readonly #decider: Decider;
  readonly #confirm: ToolJudge;
  readonly #validators: ReadonlyMap<string, ValidateFunction>;
  readonly #sink: Sink;
  #seq = 0;

  constructor(program: ProgramIr, guard: ToolGuardIr, text: string, hash: string, name: string, decider: Decider, sink: Sink) {
    this.#program = program;
    this.#guard = guard;
    this.#places = new Places(text);
    this.#hash = hash;
    this.name = name;
    this.#decider = decider;
    this.#confirm = judge(program, guard.name);
    this.#validators = validators(program.envs.find((e) => e.name === guard.env)!);
    this.#sink = sink;
  }

  decide(call: ToolCall): CallDecision {
    const began = performance.now();
    let judged: Judged;
    try {
      judged = this.#judge(call);
    } catch (error) {
      judged = { verdict: REFUSED, problem: `the guard failed (${messageOf(error)})`, args: null };
    }
    const decision = this.#decision(String(call.tool), judged, began);
    try {
      this.#sink(decision.record);
      return decision;
    } catch (error) {
      return this.#decision(String(call.tool), { ...judged, verdict: REFUSED, problem: `the record could not be kept (${messageOf(error)})` }, began);
    }
  }

  #judge(call: ToolCall): Judged {
    const refuse = (problem: string, args: unknown = null): Judged => ({ verdict: REFUSED, problem, args });
    if (typeof call.tool !== "string") return refuse("the tool's name is no text");
    const validate = this.#validators.get(call.tool);
    if (validate === undefined) return refuse(`there is no tool \`${call.tool}\``);
    const read = typeof call.arguments === "string" ? readStrictJson(call.arguments) : { value: call.arguments ?? {} };
    if ("problem" in read) return refuse(`its arguments are refused: the JSON ${read.problem}`);
    const args = read.value;
    const odd = oversized(args);
    if (odd !== null) return refuse(`its arguments are refused: the JSON ${odd}`);
    const json = JSON.stringify({ tool: call.tool, args });
    if (json.length > LIMITS.bytes) return refuse(`its arguments are refused: the JSON is longer than ${LIMITS.bytes} bytes`);
    if (!validate(args)) return refuse(`its arguments do not fit its schema: ${schemaProblem(validate)}`, args);
    const verdict = JSON.parse(this.#decider(json)) as ToolVerdict;
    if (verdict.verdict !== "allow" && verdict.verdict !== "ask" && verdict.verdict !== "forbid") return refuse("the sandbox gave no verdict", args);
    // Two engines must agree to permit: a broken sandbox alone can only refuse.
    if (verdict.verdict !== "forbid") {
      const second = this.#confirm(call.tool, args as Record<string, unknown>);
      if (second.verdict !== verdict.verdict) return refuse("the two engines disagree about it, which is a bug of ours", args);
    }
    return { verdict, problem: null, args };
  }

  #decision(tool: string, { verdict: v, problem, args }: Judged, began: number): CallDecision {
    const ruleOf = (r: { privilege: string; index: number }) => this.#program.privileges.find((p) => p.name === r.privilege)!.rules[r.index]!;
    const rule = v.rule === null ? null : { ...this.#places.of(ruleOf(v.rule).at), privilege: v.rule.privilege, effect: ruleOf(v.rule).effect };
    const values = typeof args === "object" && args !== null ? (args as Record<string, unknown>) : {};
    const said = v.saying === null ? null : fill(v.saying, values);
    const reason = problem ?? because(v, said, rule);
    const tell = this.#guard.proposers.at(-1)!.source;
    const forAgent = said !== null && v.verdict === "forbid" ? said : problem ?? (v.verdict === "ask" ? "a person has to approve this call" : "the policy does not permit this call");
    return {
      verdict: v.verdict, reason, stop: v.stop,
      message: v.verdict === "allow" ? "" : tell.kind === "tell" ? fill(tell.template, { ...values, reason: forAgent }) : forAgent,
      question: v.verdict === "ask" ? (said ?? `Allow \`${tool}\`?`) : null,
      canonical: v.verdict === "forbid" ? null : JSON.stringify(args),
      record: {
        kind: "call", seq: this.#seq++, guard: this.#guard.name, path: this.#program.path, policy: this.#hash, session: this.name, tool, arguments: args,
        verdict: v.verdict, reason, rule, stop: v.stop, took: performance.now() - began,
        matched: v.matched.map((m) => ({ ...this.#places.of(ruleOf(m).at), effect: m.effect, definite: m.definite })),
      },
    };
  }
}

function because(v: ToolVerdict, said: string | null, rule: { line: number; privilege: string; text: string } | null): string {
  if (rule === null) return "no rule allows it";
  const unknown = v.matched.some((m) => m.effect === v.verdict && !m.definite) ? ", since something it asks about is unknown" : "";
  return `line ${rule.line} of \`${rule.privilege}\`: ${rule.text}${unknown}${said === null ? "" : ` (“${said}”)`}`;
}

function validators(env: EnvIr): Map<string, ValidateFunction> {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: false });
  return new Map(env.tools.map((t) => [t.name, ajv.compile(t.schema)]));
}

function schemaProblem(validate: ValidateFunction): string {
  const e = validate.errors?.[0];
  if (e === undefined) return "unknown";
  const where = e.instancePath === "" ? "the arguments" : `\`${e.instancePath.slice(1).replaceAll("/", ".")}\``;
  const extra = typeof e.params["additionalProperty"] === "string" ? ` (\`${e.params["additionalProperty"]}\`)` : "";
  return `${where} ${e.message ?? "do not fit"}${extra}`;
}
