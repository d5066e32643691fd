import fc from "fast-check";
import type * as ast from "../../grammar/ast.ts";
import { parse } from "../../grammar/parse.ts";
import { TreeWriter } from "./tree-writer.ts";

const SPAN = { start: 0, end: 0 };
const texts = new Map<unknown, string>();

/** What a piece of text is read as, so that it can be written again. */
function known<T>(text: string, read: (text: string) => T): T {
  const value = read(text);
  texts.set(value, text);
  return value;
}
const exprOf = (text: string): ast.Expr => known(text, (t) => (parse(`const c = ${t}`).file.decls[0] as ast.Const).value);
const typeOf = (text: string): ast.Type => known(text, (t) => (parse(`const c: ${t} = 1`).file.decls[0] as ast.Const).type!);

// Soft words as names, since that is where two tokens are needed.
const ident = fc.constantFrom(
  "a", "b", "target", "sequence", "success", "failure", "skip", "running", "with", "for", "check", "run", "blackboard", "round", "again", "every", "fail", "case", "updated", "set", "out", "inout",
).map((text): ast.Ident => ({ kind: "Ident", text, span: SPAN }));

const operand = fc.constantFrom("1", "-2", "n", "n + 1", "2 * f(n, k: 1)", "1.5s", "0.5[m]", "x.y[0]", "(a and b)", "- n").map(exprOf);
const expr = fc.oneof(operand, fc.constantFrom(
  "a > 2", "not a", "a and b or c", "a implies b", "if a then b else c", "all x in xs: x > 1", "once[0s, 1s] a", "a since b", "x in 0..5", "x is missing", "\"text\"", "true",
).map(exprOf));
const duration = fc.constantFrom("1s", "0.5s").map((text) => exprOf(text) as ast.Num);
const type = fc.constantFrom("number", "bool", "text?", "[m/s]", "list<int, 3>", "vec3[m]", "{ a: int, b: text }").map(typeOf);
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { nil: null });

const assign = fc.record({ parts: fc.array(ident, { minLength: 1, maxLength: 2 }), value: expr }).map(({ parts, value }): ast.Assign =>
  ({ kind: "Assign", path: { kind: "Path", parts, span: SPAN }, value, span: SPAN }));
const sets = fc.array(assign, { maxLength: 3 });
const clause: fc.Arbitrary<ast.TreeClause> = fc.oneof(
  fc.record({ kind: fc.constant("TreeCondition" as const), when: fc.constantFrom("fail", "succeed", "skip", "while"), condition: expr, span: fc.constant(SPAN) }),
  fc.record({ kind: fc.constant("TreeHook" as const), on: fc.constantFrom("success", "failure", "halt", "finally"), sets, span: fc.constant(SPAN) }),
);
const arg = fc.record({ name: ident, value: expr }).map(({ name, value }): ast.Arg => ({ kind: "Arg", name, value, weight: null, span: SPAN }));

type NodeOf<K, N = ast.TreeNode> = N extends { readonly kind: infer J } ? (K extends J ? N : never) : never;
type Fields<K extends ast.TreeNode["kind"]> = Omit<NodeOf<K>, "kind" | "label" | "clauses" | "span">;
type Arbitraries<T> = { [K in keyof T]: fc.Arbitrary<T[K]> };

function node<K extends ast.TreeNode["kind"]>(kind: K, fields: Arbitraries<Fields<K>>): fc.Arbitrary<ast.TreeNode> {
  const around = { label: maybe(ident), clauses: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(clause, { maxLength: 3 })) };
  return fc.record({ ...around, ...fields } as Record<string, fc.Arbitrary<unknown>>).map((made) => ({ ...made, kind, span: SPAN }) as unknown as ast.TreeNode);
}

const outcome = <O extends ast.TreeOutcome>(...outcomes: O[]): fc.Arbitrary<O | null> => maybe(fc.constantFrom(...outcomes));
const none = fc.constant(null);

const leaf = fc.oneof(
  node("Check", { condition: expr }),
  node("Do", { proposer: ident, assigns: fc.constant([]), until: maybe(expr), dwell: maybe(duration) }),
  node("Do", { proposer: none, assigns: fc.array(assign, { minLength: 1, maxLength: 2 }), until: maybe(expr), dwell: maybe(duration) }),
  node("TreeSet", { sets }),
  node("Wait", { duration: expr }),
  node("Succeed", {}),
  node("Fail", {}),
  node("Run", { name: ident, args: fc.array(arg, { maxLength: 2 }) }),
  node("Updated", { entry: ident, otherwise: none, child: none }),
);

export const treeNode: fc.Arbitrary<ast.TreeNode> = fc.letrec<{ node: ast.TreeNode }>((tie) => {
  const child = tie("node");
  const children = fc.array(child, { minLength: 1, maxLength: 3 });
  const branches = { condition: child, then: child, else: maybe(child) };
  const treeCase = fc.record({ kind: fc.constant("TreeCase" as const), value: expr, node: child, span: fc.constant(SPAN) });
  return {
    node: fc.oneof({ maxDepth: 4, withCrossShrink: true }, leaf,
      node("Composite", { op: fc.constant("sequence"), mode: fc.constantFrom(null, "reactive", "memory", "async", "pipeline"), children }),
      node("Composite", { op: fc.constant("round robin"), mode: none, children }),
      node("Composite", { op: fc.constant("fallback"), mode: fc.constantFrom(null, "reactive", "async"), children }),
      node("Parallel", { all: fc.constant(false), success: maybe(operand), failure: maybe(operand), children }),
      node("Parallel", { all: fc.constant(true), success: none, failure: maybe(operand), children }),
      node("TreeIf", branches), node("TreeWhile", branches),
      node("Switch", { subject: expr, cases: fc.array(treeCase, { minLength: 1, maxLength: 2 }), else: maybe(child) }),
      node("Try", { tried: children, onHalt: fc.boolean(), catcher: child }),
      node("Recovery", { retries: operand, tried: child, by: child }), node("Again", { trigger: child, child }),
      node("Wrapper", { op: fc.constantFrom("invert", "force success", "force failure", "run once", "run once then skip", "repeat until failure"), child }),
      node("Decorator", { op: fc.constantFrom("timeout", "delay", "every"), amount: operand, child }),
      node("Decorator", { op: fc.constantFrom("retry", "repeat"), amount: maybe(operand), child }),
      node("When", { condition: expr, otherwise: outcome("success", "failure", "skip", "running"), child }),
      node("Loop", { variable: ident, values: fc.array(expr, { minLength: 1, maxLength: 2 }), otherwise: outcome("success", "failure", "skip"), child }),
      node("Updated", { entry: ident, otherwise: outcome("skip", "running"), child })),
  };
}).node;

const head = { name: ident, over: ident, doc: none, span: fc.constant(SPAN) };
const port = fc.record({ kind: fc.constant("Port" as const), direction: fc.constantFrom("in", "out", "inout"), name: ident, type, span: fc.constant(SPAN) });
const entry = fc.record({ kind: fc.constant("Entry" as const), name: ident, type, start: maybe(expr), span: fc.constant(SPAN) });
const ports = fc.array(port, { maxLength: 3 });
const blackboard = fc.array(entry, { maxLength: 3 });

const item: fc.Arbitrary<ast.State["items"][number]> = fc.oneof(
  fc.record({ kind: fc.constant("May" as const), proposers: fc.array(ident, { minLength: 1, maxLength: 2 }), span: fc.constant(SPAN) }),
  fc.record({ to: ident, condition: expr, dwell: maybe(duration) }).map(({ to, condition, dwell }): ast.Go =>
    ({ kind: "Go", to, when: { kind: "Held", condition, dwell, span: SPAN }, span: SPAN })),
  fc.record({ kind: fc.constant("Ensure" as const), condition: expr, within: maybe(duration), doing: maybe(ident), span: fc.constant(SPAN) }),
  fc.record({ kind: fc.constant("StateHook" as const), on: fc.constantFrom("entry", "exit", "sample"), sets, span: fc.constant(SPAN) }),
);
const state = fc.record({ kind: fc.constant("State" as const), name: ident, items: fc.array(item, { maxLength: 3 }), span: fc.constant(SPAN) });

export const treeDecl: fc.Arbitrary<ast.Tree | ast.Extern | ast.Machine> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ ...head, kind: fc.constant("Tree" as const), compatible: fc.boolean(), ports, blackboard, root: treeNode }) },
  fc.record({ ...head, kind: fc.constant("Extern" as const), ports }),
  fc.record({ ...head, kind: fc.constant("Machine" as const), blackboard, start: ident, states: fc.array(state, { minLength: 1, maxLength: 3 }) }),
);

/** A declaration's text; where two ways mean the same, a number decides. */
export function written(decl: ast.Tree | ast.Extern | ast.Machine, seed: number): string {
  let bits = seed;
  const coin = (): boolean => (bits = (Math.imul(bits, 1103515245) + 12345) >>> 0) % 4096 < 1400;
  const again = (value: unknown): string => texts.get(value)!;
  return new TreeWriter(again, again, coin).decl(decl);
}

/** A tree without its places in a text. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== "span").map(([key, inner]) => [key, bare(inner)]));
}
