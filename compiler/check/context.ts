import type * as ast from "../../grammar/ast.ts";
import { oneLine, type Span } from "../../grammar/spans.ts";
import type { Bag } from "../diagnostics/bag.ts";
import type { At, EnvIr, MonitoredIr, SpecIr } from "../ir/ir.ts";
import type { Native } from "../resolve/modules.ts";
import type { RewardIr } from "../ir/reward.ts";
import type { RewardSource } from "../reward/source.ts";
import type { Symbols } from "../resolve/symbols.ts";
import type { EnumType, RecordType, Type } from "../types/types.ts";
import type { Effort } from "./effort.ts";
import type { TreeLabels } from "./tree-labels.ts";
import type { Value } from "./value.ts";

/** Files beside the `.pol` file, asked for by the paths written in it. */
export interface Host {
  readText(path: string): string | undefined;
  exists(path: string): boolean;
}

export interface SignalInfo {
  readonly kind: "observation" | "action";
  readonly type: Type;
  readonly decl: ast.Signal;
}

export interface ToolInfo {
  readonly name: string;
  readonly params: RecordType;
  readonly required: ReadonlySet<string>;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly result: Type | null;
  readonly resultSchema: Readonly<Record<string, unknown>> | null;
  readonly readOnly: boolean;
  readonly doc: string | null;
}

export interface EnvInfo {
  readonly decl: ast.Env;
  readonly signals: ReadonlyMap<string, SignalInfo>;
  readonly memories: ReadonlyMap<string, Type>;
  readonly tools: ReadonlyMap<string, ToolInfo>;
  /** True where a tool file could not be read, so that unknown tools are not reported too. */
  readonly toolsUnknown: boolean;
  /** What was asked about earlier samples so far, by what it is. */
  readonly monitors: Map<string, MonitoredIr>;
  readonly ir: EnvIr;
}

/** Something the editor can say about a place. */
export interface Fact {
  readonly span: Span;
  /** The declaration in one line of Pol. */
  readonly signature: string;
  readonly doc: string | null;
  readonly definition: Span | null;
}

/** A function of a module, and the context of its own file. */
export interface Shared {
  readonly decl: ast.Fn;
  readonly cx: Context;
}

/** What every part of the checker shares about one file. */
export interface Context {
  readonly bag: Bag;
  readonly text: string;
  readonly host: Host;
  readonly symbols: Symbols;
  readonly natives: ReadonlyMap<string, Native>;
  /** Functions of used modules that are written in Pol. */
  readonly shared: ReadonlyMap<string, Shared>;
  readonly envs: Map<string, EnvInfo>;
  readonly consts: Map<string, Value | "busy">;
  readonly specs: Map<string, SpecIr>;
  /** Where each reward's parts stand in the text. */
  readonly rewards: Map<RewardIr, RewardSource>;
  readonly facts: Fact[];
  readonly effort: Effort;
  /** How many loops have a variable. */
  readonly loops: { count: number };
}

/** What an expression may read where it stands. */
export interface Scope {
  readonly cx: Context;
  readonly env: EnvInfo | null;
  readonly locals: ReadonlyMap<string, Value>;
  /** Observations and memories. */
  readonly obs: boolean;
  /** Actions: `now` the one being judged, `last` only behind `previous`. */
  readonly act: "now" | "last" | "none";
  readonly specs: boolean;
  /** In tests on a guard: the names of its proposers, for `active`. */
  readonly active: EnumType | null;
  /** In tests and claims on a tree: its nodes, for `nav is running`. */
  readonly nodes?: TreeLabels;
  /** In a rule: the tool whose arguments are names. */
  readonly tool: ToolInfo | null;
  /** In a function of another file: the place of its call, which stands for all in it. */
  readonly called?: At;
  /** In a reward, where lists are made and stay in one piece. */
  readonly arrays?: boolean;
  /** False where `from` only chooses what a person is asked about: there it vouches for nothing. */
  readonly vouches?: boolean;
  /** The direct definition of time needs whole samples a second; null for tool envs. */
  readonly place: string;
}

export const CONSTANTS = (cx: Context, place: string): Scope => ({
  cx, env: null, locals: new Map(), obs: false, act: "none", specs: false, active: null, tool: null, place,
});

export const at = (span: Span): At => [span.start, span.end];

/** The source of a span on one line. */
export function lineText(cx: Context, span: Span): string {
  return oneLine(cx.text.slice(span.start, span.end));
}
