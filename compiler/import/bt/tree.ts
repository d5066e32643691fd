import type { ModelPort } from "./models.ts";
import type { Assignment, Expr } from "./script/ast.ts";
import type { Attribute, InFile } from "./xml/read.ts";

/** An expression, and the attribute whose value its indices count in. */
export interface Written<E = Expr> {
  readonly expr: E;
  readonly attribute: Attribute;
}

/** A behavior tree as it was written, its scripts and ports read. Names are keys of the blackboard. */
export interface BtTree {
  readonly id: string;
  readonly place: InFile;
  readonly about: string | null;
  readonly root: BtNode;
}

export type ConditionOn = "fail" | "succeed" | "skip" | "while";
export type HookOn = "success" | "failure" | "halt" | "finally";
export type Outcome = "success" | "failure" | "skip" | "running";

interface Base {
  /** The name it was given, where that says more than what it is. */
  readonly label: string | null;
  /** What it is called in its file: `RetryUntilSuccessful`. */
  readonly source: string;
  readonly place: InFile;
  readonly children: readonly BtNode[];
  readonly conditions: readonly (Written & { readonly on: ConditionOn })[];
  readonly hooks: readonly { readonly on: HookOn; readonly sets: readonly Written<Assignment>[] }[];
}

export type Core =
  | { readonly kind: "composite"; readonly mode: "" | "reactive" | "memory" | "async" | "pipeline"; readonly op: "sequence" | "fallback" | "round robin" }
  | { readonly kind: "parallel"; readonly all: boolean; readonly success: Written | null; readonly failure: Written | null }
  | { readonly kind: "if" | "while" }
  /** The last child is there for what no case fits. */
  | { readonly kind: "switch"; readonly subject: Written; readonly cases: readonly Written[] }
  | { readonly kind: "try"; readonly onHalt: boolean }
  | { readonly kind: "recovery"; readonly retries: Written }
  /** A trigger, and what it makes begin again. */
  | { readonly kind: "again" }
  | { readonly kind: "every"; readonly hertz: Written }
  | { readonly kind: "wrapper"; readonly op: "invert" | "force success" | "force failure" | "run once" | "run once then skip" | "repeat until failure" }
  | { readonly kind: "times"; readonly op: "retry" | "repeat"; /** −1: for ever. */ readonly times: Written }
  | { readonly kind: "time"; readonly op: "timeout" | "delay" | "wait"; readonly milliseconds: Written }
  | { readonly kind: "when"; readonly condition: Written; readonly otherwise: Outcome }
  | { readonly kind: "loop"; readonly variable: Written | null; readonly of: "number" | "bool" | "text"; readonly values: readonly Written[]; readonly otherwise: Outcome }
  /** Without a child: was it? */
  | { readonly kind: "updated"; readonly entry: Written; readonly otherwise: Outcome }
  | { readonly kind: "check"; readonly condition: Written }
  | { readonly kind: "set"; readonly sets: readonly Written<Assignment>[] }
  | { readonly kind: "constant"; readonly gives: "succeed" | "fail" }
  /** `known`: ports whose direction and kind no model has to say. */
  | { readonly kind: "leaf"; readonly id: string; readonly ports: ReadonlyMap<string, Written>; readonly known?: ReadonlyMap<string, ModelPort> }
  | { readonly kind: "subtree"; readonly id: string; readonly ports: ReadonlyMap<string, Written>; readonly shares: "nothing" | "public" | "all" };

export type BtNode = Base & Core;
export type NodeOf<K extends Core["kind"]> = Extract<BtNode, { readonly kind: K }>;

export const placeOf = ({ expr, attribute }: Written): InFile => attribute.at(expr.at);

/** The node and all below it, in order. */
export function* nodesOf(node: BtNode): Iterable<BtNode> {
  yield node;
  for (const child of node.children) yield* nodesOf(child);
}
