import type { MachineIr } from "./machine.ts";
import type { RewardIr } from "./reward.ts";
import type { Given, TreeIr } from "./tree.ts";

/**
 * The intermediate program: small, typed, scalar, JSON-serialisable. Everything after the checker reads only this.
 *
 * Vectors and records of observations are scalars here, named by their path (`cube.position.x`). Numbers are in the unit
 * their declaration names; the checker has put conversions in. A number that is not known is NaN, a truth value that is
 * not known is `unknown` (Kleene), a text or list that is not known is `null`.
 */
export type IrType = "num" | "bool" | "text" | "list" | "json";

/** UTF-16 offsets into the source, start inclusive and end exclusive. */
export type At = readonly [start: number, end: number];

/** One expression. Every operand is in `args`; `OPS` says how many each operator takes and of what type. */
export interface Ir {
  readonly op: Op;
  readonly t: IrType;
  readonly args?: readonly Ir[];
  /** `num`, `bool` (null: unknown), `text`: the literal. `matches`, `find`: the pattern. `eq`, `ne` of an enum: `"enum"`. */
  readonly value?: number | boolean | string | null;
  /** The slot, function, variable, spec or field that is meant. */
  readonly name?: string;
  /** `arg`: fields from the tool's arguments down; empty: all of them. `called`, `returned`, `latest`: the argument that each operand is. `total`: the argument that is added up. */
  readonly path?: readonly string[];
  /** Temporal operators: closed window in seconds, `null` for no upper end; absent: untimed. `"turn"`: this turn. */
  readonly window?: readonly [low: number, high: number | null] | "turn";
  /** `next`, `previous`: true beyond the end of the trace. */
  readonly weak?: boolean;
  readonly at?: At;
}

/** `in`: operand types ("same": all alike; "any"); `out`: result ("same" as operands, "own": whatever `t` says). */
interface OpRow {
  readonly args: number | "many";
  readonly in: IrType | "same" | "any" | "if" | "over";
  readonly out: IrType | "same" | "own";
  /** Where it runs: anywhere; over time, in tests, specs and (looking back) guards, by monitors; over tool calls; in rewards; in trees; or not yet. */
  readonly runs: "everywhere" | "tests" | "calls" | "rewards" | "trees" | "later";
}

const row = (args: OpRow["args"], input: OpRow["in"], out: OpRow["out"], runs: OpRow["runs"] = "everywhere"): OpRow => ({ args, in: input, out, runs });

export const OPS = {
  // literals and reads
  num: row(0, "any", "num"), bool: row(0, "any", "bool"), text: row(0, "any", "text"),
  /** An observation at the sample at hand: now, or a predicted one. */
  obs: row(0, "any", "own"),
  /** The action at hand: the one being judged. */
  act: row(0, "any", "own"),
  /** The action applied at the previous step (`default` at the first). */
  last: row(0, "any", "own"),
  mem: row(0, "any", "own"),
  /** A disturbance, inside `dynamics` alone. */
  dist: row(0, "any", "num"),
  /** A function's parameter or a quantifier's variable. */
  local: row(0, "any", "own"),
  arg: row(0, "any", "own"),
  /** Index in the guard's list of the proposer that acted (tests). */
  active: row(0, "any", "num", "tests"),
  call: row("many", "any", "own"),
  // arithmetic; division by zero and what is outside a function's domain are NaN
  add: row(2, "num", "num"), sub: row(2, "num", "num"), mul: row(2, "num", "num"), div: row(2, "num", "num"),
  neg: row(1, "num", "num"), pow: row(2, "num", "num"), abs: row(1, "num", "num"), sign: row(1, "num", "num"),
  min: row("many", "num", "num"), max: row("many", "num", "num"),
  /** `clamp(x, low, high)` = min(max(x, low), high). */
  clamp: row(3, "num", "num"),
  sqrt: row(1, "num", "num"), exp: row(1, "num", "num"), log: row(1, "num", "num"), tanh: row(1, "num", "num"),
  sin: row(1, "num", "num"), cos: row(1, "num", "num"), tan: row(1, "num", "num"),
  asin: row(1, "num", "num"), acos: row(1, "num", "num"), atan: row(1, "num", "num"), atan2: row(2, "num", "num"),
  floor: row(1, "num", "num"), ceil: row(1, "num", "num"), round: row(1, "num", "num"),
  // truth: Kleene's three values; a comparison with an unknown operand is unknown
  lt: row(2, "num", "bool"), le: row(2, "num", "bool"), gt: row(2, "num", "bool"), ge: row(2, "num", "bool"),
  eq: row(2, "same", "bool"), ne: row(2, "same", "bool"),
  and: row("many", "bool", "bool"), or: row("many", "bool", "bool"), not: row(1, "bool", "bool"),
  implies: row(2, "bool", "bool"), iff: row(2, "bool", "bool"), xor: row(2, "bool", "bool"),
  /** Condition, then, else. An unknown condition gives an unknown value. */
  if: row(3, "if", "same"),
  /** True or false, never unknown: is the value there? */
  present: row(1, "any", "bool"),
  // lists of tool arguments; `name` is the variable, args are [list, body]
  all: row(2, "over", "bool"), any: row(2, "over", "bool"), count: row(2, "over", "num"), sumOf: row(2, "over", "num"),
  minOf: row(2, "over", "num"), maxOf: row(2, "over", "num"), meanOf: row(2, "over", "num"),
  length: row(1, "any", "num"), contains: row(2, "any", "bool"), index: row(2, "any", "own"),
  /** `name` of a record held by a variable or a list's element. */
  field: row(1, "any", "own"),
  // time: by monitors (compiler/monitor), and by the direct definition in tests
  once: row(1, "bool", "bool", "tests"), historically: row(1, "bool", "bool", "tests"), since: row(2, "bool", "bool", "tests"),
  eventually: row(1, "bool", "bool", "tests"), always: row(1, "bool", "bool", "tests"), until: row(2, "bool", "bool", "tests"),
  unless: row(2, "bool", "bool", "tests"), release: row(2, "bool", "bool", "tests"),
  next: row(1, "bool", "bool", "tests"), previous: row(1, "same", "same", "tests"), rise: row(1, "bool", "bool", "tests"), fall: row(1, "bool", "bool", "tests"),
  /** ±∞: a bare truth's robustness. Unknown of an unknown. */
  extent: row(1, "bool", "num"),
  /** Inside a monitor's plan: what another of its nodes gives. */
  cell: row(0, "any", "num", "tests"),
  /** A named spec's formula. */
  spec: row(0, "any", "bool", "tests"),
  /** Robustness of a spec, and of the body of `always φ` now. */
  robustness: row(0, "any", "num", "tests"), margin: row(0, "any", "num", "tests"),
  // not running yet
  model: row(0, "any", "own", "later"),
  // events of a tool env; `name` is the tool, or `anything`. The call that is judged counts as if it were granted.
  called: row("many", "any", "bool", "calls"), returned: row("many", "any", "bool", "calls"),
  /** The result of the newest matching return that succeeded. */
  latest: row("many", "any", "own", "calls"),
  calls: row(0, "any", "num", "calls"), total: row(0, "any", "num", "calls"),
  /** Seconds at which the judged call is made, by the host's clock. */
  now: row(0, "any", "num", "calls"),
  // what the host finds out about values (`FACTS`)
  /** A text is in a set of the standard library: `name` is the set, `path` its parameters. */
  within: row(1, "text", "bool", "calls"),
  native: row("many", "any", "own", "calls"),
  /** The whole of a text is as the pattern `value` says. */
  matches: row(1, "text", "bool", "calls"),
  /** A value comes from the prompt, or from the results of the tool `name` at `path`. */
  from: row(1, "any", "bool", "calls"),
  /** A value has in it something of what is labelled `name`. */
  carries: row(1, "any", "bool", "calls"),
  // rewards: what becomes of these is in `reward.ts`
  /** What the reward gave the name `name` to before. */
  own: row(0, "any", "own", "rewards"),
  /** Element of a list of observations: `name` is the list, `path` leads on from the element. */
  item: row(1, "num", "own", "rewards"),
  // over a loop: `name` is its variable, `value` the most it counts to; args are [length, body]
  sumOver: row(2, "any", "num", "rewards"), productOver: row(2, "any", "num", "rewards"), leastOver: row(2, "any", "num", "rewards"),
  mostOver: row(2, "any", "num", "rewards"), allOver: row(2, "any", "bool", "rewards"), anyOver: row(2, "any", "bool", "rewards"),
  argminOver: row(2, "any", "num", "rewards"), listOver: row(2, "any", "list", "rewards"),
  listOf: row("many", "same", "list", "rewards"), sorted: row(1, "list", "list", "rewards"), sums: row(1, "list", "list", "rewards"),
  /** An element of such a list. */
  at: row(2, "any", "own", "rewards"),
  /** The first operand where it is known and finite, else the second. */
  orElse: row(2, "num", "num", "rewards"),
  // what a reward reads out of texts: `text-features.md`
  /** What the one group of the pattern `value` took at the first place of a text that fits. */
  find: row(1, "text", "text", "rewards"),
  /** A text without white space at both ends. */
  trim: row(1, "text", "text", "rewards"),
  /** The number that the whole of a text is. */
  number: row(1, "text", "num", "rewards"),
  /** An entry of a tree's blackboard; a text is its number. */
  entry: row(0, "any", "own", "trees"),
  /** In tests and claims on a tree: what the node `name` gave at the tick, a `TreeStatus`; idle: it was not visited. */
  outcome: row(0, "any", "num", "trees"),
} as const satisfies Record<string, OpRow>;

export type Op = keyof typeof OPS;

/** Temporal operators by how many operands they take. */
export const TEMPORAL = {
  once: 1, historically: 1, since: 2, eventually: 1, always: 1, until: 2, unless: 2, release: 2, next: 1, previous: 1, rise: 1, fall: 1,
} as const satisfies Partial<Record<Op, number>>;

/** What no engine can know by itself: the host finds it out once, and both read it. */
export const FACTS: ReadonlySet<Op> = new Set(["within", "native", "matches", "from", "carries"]);

export type TemporalIr = Ir & { readonly op: keyof typeof TEMPORAL };
export const isTemporal = (ir: Ir): ir is TemporalIr => Object.hasOwn(TEMPORAL, ir.op);

// ---------- envs ----------

/** One scalar of an observation, action or memory. Its index in its list is its place in the buffer. */
export interface Slot {
  readonly name: string;
  readonly kind: "num" | "bool" | "enum";
  /** Declared range in the declared unit; null where there is none. Of an enum: 0 to its last index. */
  readonly low: number | null;
  readonly high: number | null;
  readonly integer: boolean;
  /** Of an enum: the names of 0, 1, …. */
  readonly values?: readonly string[];
  /** As written, for messages: `m/s`, empty for none. */
  readonly unit: string;
  readonly doc?: string;
}

export interface ActSlot extends Slot {
  /** What is applied where a proposer gives nothing; `bool`: 0 or 1. */
  readonly default: number;
}

/** How a host's JSON value maps to slots: a slot, a vector of equal slots, a bounded list, or a record. */
export type Shape =
  | { readonly kind: "slot"; readonly slot: number }
  | { readonly kind: "vector"; readonly items: readonly Shape[] }
  /** At most as many elements as `items`; how many is in slot `length`. */
  | { readonly kind: "list"; readonly length: number; readonly items: readonly Shape[] }
  /** No slot: rewards read numbers out of it. */
  | { readonly kind: "text"; readonly name: string }
  | { readonly kind: "record"; readonly fields: readonly { readonly name: string; readonly shape: Shape; /** May be missing: its slots are then unknown. */ readonly optional?: true }[] };

export interface MemoryIr extends Slot {
  readonly start: Ir;
  /** Reads memories as they were before this step, observations at this one, `last` actions. */
  readonly next: Ir;
}

/** A value about earlier samples that a monitor keeps; expressions read it as the memory `name`. */
export interface MonitoredIr extends Slot {
  /** A condition over past operators, `margin(s)`, or `previous` of a number. */
  readonly formula: Ir;
  readonly at: At;
}

export interface DynamicsIr {
  readonly method: "euler" | "rk4" | "discrete";
  /** The state after one sample as a function of obs, act and dist, before clipping to the declared ranges. */
  readonly next: readonly { readonly name: string; readonly value: Ir; readonly at: At }[];
  /** Disturbances by the state they move, with their declared interval. */
  readonly disturbances: readonly { readonly name: string; readonly low: number; readonly high: number }[];
}

export interface ToolIr {
  readonly name: string;
  /** JSON Schema of the arguments: an object schema without additional properties. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly readOnly: boolean;
  /** `reply`, where the env declares no tool of that name: what the agent says, not what it calls. */
  readonly builtIn?: true;
}

/** Where values come from: the prompt (`tool` null), or a tool's results from `path` down. Its steps are `.name`, `[0]` and `[*]`. */
export interface SourceIr {
  readonly tool: string | null;
  readonly path: readonly string[];
}

export interface LabelIr {
  readonly label: "untrusted" | "trusted" | "secret";
  readonly source: SourceIr;
  readonly at: At;
}

export interface EnvIr {
  readonly name: string;
  readonly at: At;
  /** Samples a second; null for tool envs. */
  readonly rate: number | null;
  readonly obs: readonly Slot[];
  readonly obsShape: Shape;
  readonly acts: readonly ActSlot[];
  readonly actShape: Shape;
  readonly memories: readonly MemoryIr[];
  /** What guards over this env ask about earlier samples; none where left out. */
  readonly monitors?: readonly MonitoredIr[];
  readonly dynamics: DynamicsIr | null;
  readonly tools: readonly ToolIr[];
  /** None where left out. */
  readonly labels?: readonly LabelIr[];
  readonly principal: string | null;
}

/** All that `mem` may name, by place: memories, then what monitors keep. */
export function memorySlots({ memories, monitors = [] }: EnvIr): readonly Slot[] {
  return [...memories, ...monitors];
}

export interface FnIr {
  readonly name: string;
  readonly params: readonly { readonly name: string; readonly t: IrType }[];
  readonly t: IrType;
  readonly body: Ir;
  readonly at: At;
}

export interface SpecIr {
  readonly name: string;
  readonly env: string;
  readonly formula: Ir;
  readonly at: At;
}

// ---------- proposers ----------

export interface ControllerIr {
  readonly name: string;
  readonly env: string;
  /** By action slot; what is not set takes its default. */
  readonly sets: readonly { readonly name: string; readonly value: Ir }[];
  readonly at: At;
}

export interface PolicyIr {
  readonly name: string;
  readonly env: string;
  readonly server: "onnx" | "agent" | "oip" | "openai";
  /** `onnx`: the model file as written, relative to the `.pol` file. */
  readonly file: string | null;
  /** Action slots it gives, in order of its outputs. */
  readonly gives: readonly string[];
  readonly at: At;
}

export interface ProposerIr {
  /** The proposer's name; of `tell`, the word. */
  readonly name: string;
  readonly source:
    | { readonly kind: "policy"; readonly gives: readonly string[] }
    | { readonly kind: "controller" }
    | { readonly kind: "tree" }
    | { readonly kind: "tell"; readonly template: string };
  readonly when: Ir | null;
  /** Greatest age in seconds, at use, of the observation a proposal came from. */
  readonly within: number | null;
  /** `until φ for d`: `ticks` is d in whole samples. */
  readonly hold: { readonly until: Ir; readonly ticks: number } | null;
  readonly at: At;
}

// ---------- conditions of a sampled guard ----------

export type ConditionIr = { readonly at: At; /** As written, one line. */ readonly text: string } & (
  | { readonly kind: "limit"; readonly name: string; readonly low: Ir; readonly high: Ir }
  /** `rate`: greatest change a second. */
  | { readonly kind: "rate"; readonly name: string; readonly rate: Ir }
  | { readonly kind: "require"; readonly value: Ir; readonly margin: Ir | null }
  /**
   * `h >= 0 with alpha k`. `next` is h after one step before clipping (over obs, act, dist), affine in the actions: `gains`
   * are its derivatives by them, free of act and dist.
   */
  | { readonly kind: "barrier"; readonly h: Ir; readonly alpha: Ir; readonly next: Ir; readonly gains: readonly { readonly name: string; readonly value: Ir }[] }
  /** `steps` is the horizon in samples after the proposed one; `body` is φ of `always φ`, over obs. */
  | { readonly kind: "foresee"; readonly backup: string; readonly until: Ir; readonly steps: number; readonly spec: string; readonly body: Ir; readonly margin: Ir | null }
  /** φ of `always φ` at the predicted next state. */
  | { readonly kind: "keep"; readonly spec: string; readonly body: Ir; readonly margin: Ir | null }
);

export interface SampledGuardIr {
  readonly kind: "sampled";
  readonly name: string;
  readonly env: string;
  readonly at: At;
  readonly proposers: readonly ProposerIr[];
  readonly conditions: readonly ConditionIr[];
  /** The machine it follows; none where left out. */
  readonly follows?: string;
  /** What it needs that does not run yet; such a guard is never loaded. */
  readonly later: readonly string[];
}

// ---------- privileges and guards over tools ----------

export interface RuleIr {
  readonly effect: "allow" | "ask" | "forbid";
  /** One case a tool; `tool` null: any tool. `when` null: always. */
  readonly cases: readonly { readonly tool: string | null; readonly when: Ir | null; readonly elseAsk: Ir | null }[];
  /** `allow … else ask`: present even where its condition is always true. */
  readonly hasElseAsk: boolean;
  readonly saying: string | null;
  readonly thenStop: boolean;
  readonly at: At;
  readonly text: string;
}

export interface PrivilegeIr {
  readonly name: string;
  readonly env: string;
  readonly rules: readonly RuleIr[];
  readonly at: At;
}

export interface ToolGuardIr {
  readonly kind: "tools";
  readonly name: string;
  readonly env: string;
  readonly at: At;
  readonly proposers: readonly ProposerIr[];
  readonly obeys: readonly string[];
  readonly later: readonly string[];
}

export type GuardIr = SampledGuardIr | ToolGuardIr;

// ---------- tests ----------

/** Of a tree: what is put on its blackboard, a text as its number. */
type EntryValues = readonly { readonly name: string; readonly value: number }[];

export type TestStepIr = { readonly at: At } & (
  /** `entries`: of a tree. `acts`, `texts`: of a reward, the action that is paid for, and observations that are texts. */
  | {
      readonly kind: "given" | "with"; readonly sets: readonly { readonly name: string; readonly value: number }[]; readonly entries?: EntryValues;
      readonly acts?: readonly { readonly name: string; readonly value: number }[]; readonly texts?: readonly { readonly name: string; readonly value: string }[];
    }
  | { readonly kind: "at"; readonly time: number; readonly sets: readonly { readonly name: string; readonly value: number }[]; readonly entries?: EntryValues }
  /** Of a tree: what nodes give instead of being asked, at one visit or at so many; the last for ever. */
  | { readonly kind: "mock"; readonly nodes: readonly string[]; readonly answers: readonly { readonly gives: Given; readonly times: number }[] }
  | { readonly kind: "gives"; readonly proposer: string; readonly sets: readonly { readonly name: string; readonly value: Ir }[] }
  | { readonly kind: "simulate"; readonly seconds: number }
  | { readonly kind: "prompt"; readonly text: string }
  | { readonly kind: "call"; readonly tool: string; readonly args: Readonly<Record<string, unknown>>; readonly returns: string | null }
  | { readonly kind: "expectVerdict"; readonly verdict: "allow" | "ask" | "forbid" }
  | { readonly kind: "expect"; readonly formula: Ir; readonly text: string }
  /** The reward of the newest observation is above, or below, that of the one before. */
  | { readonly kind: "expectTrend"; readonly reward: string; readonly up: boolean }
);

export interface TestIr {
  readonly title: string;
  readonly on: string;
  readonly steps: readonly TestStepIr[];
  readonly later: readonly string[];
  readonly at: At;
}

/** A claim about every input there could be. */
export type ProofIr = { readonly title: string; readonly on: string; readonly at: At; readonly later: readonly string[] } & (
  /** Of a privilege, decided when it is checked: the tool for which it is open; null: shown for all. */
  | { readonly kind: "rules"; readonly open: string | null }
  /** Of a tree: at every tick `formula` is definitely true, or (`always` false) at none. `text`: as written. */
  | { readonly kind: "tree"; readonly always: boolean; readonly formula: Ir; readonly text: string; /** Entries that the host may write. */ readonly host: readonly string[] }
);

export interface ProgramIr {
  readonly format: 1;
  /** The file's name, for records and messages. */
  readonly path: string;
  readonly envs: readonly EnvIr[];
  readonly fns: readonly FnIr[];
  readonly specs: readonly SpecIr[];
  readonly controllers: readonly ControllerIr[];
  readonly policies: readonly PolicyIr[];
  readonly privileges: readonly PrivilegeIr[];
  readonly guards: readonly GuardIr[];
  readonly tests: readonly TestIr[];
  /** None where left out. */
  readonly rewards?: readonly RewardIr[];
  /** None where left out. */
  readonly trees?: readonly TreeIr[];
  /** None where left out. */
  readonly machines?: readonly MachineIr[];
  /** None where left out. */
  readonly proofs?: readonly ProofIr[];
}
