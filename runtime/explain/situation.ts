import type { Ir, ProgramIr, ToolGuardIr } from "../../compiler/ir/ir.ts";
import { key } from "../../compiler/ir/key.ts";
import type { World } from "../../stdlib/native.ts";
import { FUNCTIONS, SETS } from "../../stdlib/sets.ts";
import { pattern, type Pattern } from "../../stdlib/text/pattern.ts";
import { compile } from "../interpreter/expressions.ts";
import { overEvents } from "../interpreter/events.ts";
import { overFacts, type Know } from "../interpreter/facts.ts";
import { Happened } from "../interpreter/happened.ts";
import { frame, type Frame, type Scope, scopeOf } from "../interpreter/scope.ts";
import { judge, type Beyond, type ToolJudge, type ToolVerdict } from "../interpreter/tools.ts";
import { FALSE, fromJson, type Json, property, TRUE, unknownOf } from "../interpreter/values.ts";
import type { CallRecord, Places, Reading } from "../record/record.ts";
import type { Truth } from "./explanation.ts";
import { shortened } from "./noted.ts";
import { isReading } from "./readings.ts";

/** Nobody asks the machine again: what a link led to then is in the record. */
const STILL: World = { link: () => null, addresses: () => [] };

/** What is taken to be so: conditions by their keys, with what they are then. */
export type Assumed = ReadonlyMap<string, unknown>;
const NOTHING: Assumed = new Map();

/** The moment of a recorded call: its rules can be evaluated again, part by part, by what the record says was known. */
export class Situation {
  readonly tool: string;
  readonly places: Places;
  readonly #program: ProgramIr;
  readonly #record: CallRecord;
  readonly #scope: Scope<Frame>;
  readonly #judge: ToolJudge;
  readonly #known = new Map<Ir, (f: Frame) => unknown>();
  readonly #patterns = new Map<string, Pattern>();
  #args: Json;
  #assumed: Assumed = NOTHING;

  constructor(program: ProgramIr, guard: ToolGuardIr, places: Places, record: CallRecord) {
    this.tool = record.tool;
    this.places = places;
    this.#program = program;
    this.#record = record;
    this.#args = argumentsOf(record);
    const env = program.envs.find((e) => e.name === guard.env)!;
    const facts = overFacts(() => this.#know);
    // Of events the rules are told what the record says; only the call itself is there to be looked at.
    const events = overEvents(() => Happened.only({ tool: this.tool, args: this.#args }), () => ({ op: "bool", t: "bool", value: null }));
    this.#scope = scopeOf<Frame>(program, env, this.#answered((ir, scope) => facts(ir, scope) ?? events(ir, scope)));
    this.#judge = judge(program, guard.name, this.#answered);
  }

  /** What an expression is, in the record's call. */
  value(ir: Ir): unknown {
    const known = this.#known.get(ir) ?? compile(ir, this.#scope);
    this.#known.set(ir, known);
    return known(frame({ args: this.#args, at: Infinity }));
  }

  /** Whether an expression reads what is not to be shown. */
  isSecret(ir: Ir): boolean {
    const { secret = [] } = this.#record;
    if (ir.op === "arg" && (ir.path!.length === 0 ? secret.length > 0 : secret.includes(ir.path![0]!))) return true;
    if (isReading(ir) && ir.at !== undefined && this.#noted(ir)?.secret === true) return true;
    return (ir.args ?? []).some((arg) => this.isSecret(arg));
  }

  #noted(ir: Ir): Reading | undefined {
    if (ir.at === undefined) return undefined;
    const { line, text } = this.places.of(ir.at);
    return this.#record.happened?.find((one) => one.line === line && one.text === text);
  }

  /** What an expression over a quantifier's variable is for each element of its list; nothing where there is no list. */
  elements({ name, args }: Ir): readonly { readonly element: unknown; readonly value: unknown }[] {
    const list = this.value(args![0]!);
    if (!Array.isArray(list)) return [];
    const body = compile(args![1]!, { ...this.#scope, locals: new Map([[name!, { index: 0, raw: true }]]) });
    return list.map((element: unknown) => {
      const f = frame({ args: this.#args, at: Infinity });
      f.locals[0] = element;
      return { element, value: body(f) };
    });
  }

  /** The verdict on another call, with this taken to be so. */
  verdict(args: Json, assumed: Assumed = NOTHING): ToolVerdict {
    const [own, before] = [this.#args, this.#assumed];
    this.#args = args;
    this.#assumed = assumed;
    try {
      return this.#judge(this.tool, args, undefined, this.#know);
    } finally {
      this.#args = own;
      this.#assumed = before;
    }
  }

  readonly #answered = (usual: Beyond): Beyond => {
    const within = new Set<Ir>();
    const answered: Beyond = (ir, scope) => {
      if (isReading(ir) && ir.op !== "called") return () => this.#assumption(ir) ?? this.#reading(ir);
      if (ir.t !== "bool" || within.has(ir)) return usual(ir, scope);
      within.add(ir);
      const point = compile(ir, scope);
      within.delete(ir);
      return (f) => this.#assumption(ir) ?? point(f);
    };
    return answered;
  };

  #assumption(ir: Ir): unknown {
    return this.#assumed.size === 0 ? undefined : this.#assumed.get(key(ir));
  }

  /** What was read of what happened, for the arguments at hand. */
  #reading(ir: Ir): unknown {
    const noted = this.#noted(ir);
    const value = noted === undefined ? unknownOf(ir.t) : fromJson(ir.t, noted.value);
    const own = argumentsOf(this.#record);
    const changed = this.#args === own ? [] : [...this.#readBy(ir)].filter((name) => JSON.stringify(property(own, name)) !== JSON.stringify(property(this.#args, name)));
    if (changed.length === 0) return value;
    if (ir.op !== "total") return unknownOf(ir.t);
    const [is, was] = [this.#args, own].map((args) => Math.max(0, fromJson("num", property(args, ir.path![0]!)) as number));
    return (value as number) - was! + is!;
  }

  /** The arguments of this call that a reading depends on. */
  #readBy(ir: Ir, found = new Set<string>()): Set<string> {
    const isOfThis = ir.name === this.tool || ir.name === "anything";
    if (ir.op === "arg") for (const name of ir.path!.length > 0 ? [ir.path![0]!] : Object.keys({ ...this.#args, ...argumentsOf(this.#record) })) found.add(name);
    if ((ir.op === "called" || ir.op === "total") && isOfThis) for (const name of ir.path ?? []) found.add(name);
    if (ir.op === "spec") this.#readBy(this.#program.specs.find((s) => s.name === ir.name)!.formula, found);
    for (const arg of ir.args ?? []) this.#readBy(arg, found);
    return found;
  }

  #pattern(source: string): Pattern {
    const known = this.#patterns.get(source) ?? pattern(source);
    this.#patterns.set(source, known);
    return known;
  }

  /** What the host found out then; what depends on the value alone is found out again. */
  readonly #know: Know = (ir, values) => {
    const [value] = values;
    if (ir.op === "native") return FUNCTIONS[ir.name!]!(...values) ?? null;
    if (ir.op === "matches") return typeof value === "string" ? this.#pattern(ir.value as string).test(value) : null;
    const { line, text } = ir.at === undefined ? { line: 0, text: "" } : this.places.of(ir.at);
    const noted = this.#record.evidence.find((one) => one.line === line && one.text === text && JSON.stringify(one.value) === JSON.stringify(shortened(value)));
    if (noted !== undefined) return noted.verdict === "unknown" ? null : noted.verdict === "true";
    return ir.op === "within" && typeof value === "string" ? SETS[ir.name!]!.match(value, ir.path!, STILL).holds : null;
  };
}

const NO_ARGUMENTS: Json = {};

/** The arguments that were judged. */
export function argumentsOf({ arguments: args }: CallRecord): Json {
  return typeof args === "object" && args !== null ? (args as Json) : NO_ARGUMENTS;
}

export const truthOf = (value: unknown): Truth => (value === TRUE ? "true" : value === FALSE ? "false" : "unknown");
