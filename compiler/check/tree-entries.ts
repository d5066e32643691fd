import type * as ast from "../../grammar/ast.ts";
import type { Span } from "../../grammar/spans.ts";
import { literal } from "../ir/fold.ts";
import type { Ir } from "../ir/ir.ts";
import type { EntryIr, SetIr } from "../ir/tree.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { readType } from "../types/resolve-type.ts";
import { assignable, strip, typeText, type Type } from "../types/types.ts";
import { CONSTANTS, type Context, type EnvInfo, type Scope } from "./context.ts";
import type { Later } from "./later.ts";
import { monitored } from "./monitored.ts";
import { isWrong } from "./expressions.ts";
import { scalars } from "./functions.ts";
import { fieldValue } from "./proposers.ts";
import { parts } from "./signals.ts";
import type { Part, TreeFrame } from "./tree.ts";
import type { TreeTexts } from "./tree-texts.ts";
import { irType, truth, type Value } from "./value.ts";

/** What a name of a tree's blackboard means: an entry of its own, or what its caller handed in. */
export interface Named {
  readonly type: Type;
  readonly value: Value;
  /** The entry it is stored in; null: it is an expression, which cannot be written. */
  readonly base: string | null;
  readonly writable: boolean;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What expressions beside a blackboard are lowered with. */
export interface Board {
  readonly cx: Context;
  readonly env: EnvInfo;
  readonly texts: TreeTexts;
  readonly later: Later;
}

/** An expression as it is computed at a sample: texts are numbers, what is about earlier samples a monitor's. */
export function lowered(ir: Ir, span: Span, { texts, env, cx, later }: Board): Ir {
  // Tool calls have no samples.
  const now = env.ir.rate === null ? ir : monitored(ir, env, span, cx);
  return later.guard(texts.lower(now, cx), span);
}

/** The entries of a machine or of a whole tree, its subtrees' too. */
export class Entries {
  readonly all: Mutable<EntryIr>[] = [];
  readonly #texts: TreeTexts;

  constructor(texts: TreeTexts) {
    this.#texts = texts;
  }

  /** Entries of a type that a blackboard can hold, named by their path. */
  declare(prefix: string, name: ast.Ident, written: ast.Type, start: ast.Expr | null, env: EnvInfo, cx: Context): Named {
    const type = readType(cx, written);
    const names: string[] = [];
    const kinds: EntryIr["kind"][] = [];
    const value = parts(prefix + name.text, type, (path, t) => {
      const kind = strip(t).kind;
      if (kind !== "number" && kind !== "bool" && kind !== "text" && kind !== "enum") cx.bag.add("notInATree", written.span, { what: `an entry of type \`${typeText(type)}\``, place: this.#texts.place });
      names.push(path);
      kinds.push(kind === "bool" || kind === "text" ? kind : "num");
      return { op: "entry", t: irType(t), name: path };
    });
    const first = start === null ? null : fieldValue(start, type, CONSTANTS(cx, "the start of an entry"));
    const starts = first === null || isWrong(first) ? [] : scalars(first).map((ir) => this.#texts.lower(ir, cx));
    names.forEach((entry, i) => {
      const at = starts[i] === undefined ? undefined : (literal(starts[i]!) ?? (starts[i]!.op === "bool" ? 2 * Number(starts[i]!.value) : undefined));
      if (starts[i] !== undefined && at === undefined) cx.bag.add("notConstant", start!.span, { what: "the start of an entry" });
      this.all.push({ name: entry, kind: kinds[i]!, start: at ?? null, counted: false });
    });
    const clash = env.signals.get(name.text)?.decl.name ?? (env.memories.has(name.text) ? cx.symbols.get(name.text)?.name : undefined);
    if (clash !== undefined) cx.bag.add("duplicateName", name.span, { kind: "name", name: name.text }, { labels: [{ span: clash.span, text: "first here" }] });
    return { type, value, base: prefix + name.text, writable: true };
  }

  /** A blackboard's entries by name, beside names that stand in the same head. */
  blackboard(prefix: string, blackboard: readonly ast.Entry[], ports: ReadonlyMap<string, Named>, heads: readonly ast.Ident[], env: EnvInfo, cx: Context): Map<string, Named> {
    const named = new Map(ports);
    const first = new Map(heads.map((head) => [head.text, head]));
    for (const { name, type, start } of blackboard) {
      const earlier = first.get(name.text);
      if (earlier !== undefined) cx.bag.add("duplicateName", name.span, { kind: "entry", name: name.text }, { labels: [{ span: earlier.span, text: "first here" }] });
      else named.set(name.text, this.declare(prefix, name, type, start, env, cx));
      first.set(name.text, earlier ?? name);
    }
    return named;
  }

  /** What a caller hands to a port: one of its own entries, which is then the same one, or for a port that is only read any expression. */
  handed(port: ast.Port, call: ast.TreeRun, prefix: string, part: Part, { env, cx }: TreeFrame): Named {
    const arg = call.args.find((one) => one.name?.text === port.name.text);
    if (arg === undefined) {
      if (port.direction === "in") cx.bag.add("portMissing", call.name.span, { name: call.name.text, port: port.name.text });
      return this.declare(prefix, port.name, port.type, null, env, cx);
    }
    const type = readType(cx, port.type);
    const own = arg.value.kind === "Name" ? part.named.get(arg.value.name.text) : undefined;
    const writable = port.direction !== "in";
    if (own?.base !== undefined && own.base !== null && (own.writable || !writable)) {
      if (assignable(own.type, type)) return { ...own, writable };
      cx.bag.add("typeMismatch", arg.value.span, { wanted: typeText(type), found: typeText(own.type) });
    } else if (writable) cx.bag.add("portNeedsEntry", arg.value.span, { port: port.name.text });
    return { type, value: fieldValue(arg.value, type, part.scope), base: null, writable: false };
  }

  /** Somebody asks whether it was written. */
  count(name: string): void {
    const entry = this.all.find((one) => one.name === name);
    if (entry !== undefined) entry.counted = true;
  }
}

/** `a = e  b = f`: one after the other. */
export function checkSets(sets: readonly ast.Assign[], named: ReadonlyMap<string, Named>, scope: Scope, board: Board): SetIr[] {
  const { cx } = scope;
  return sets.flatMap((set) => {
    const [first, ...rest] = set.path.parts;
    const target = named.get(first!.text);
    if (target === undefined) {
      reportUnknown(cx.bag, cx.symbols, "entry of the blackboard", first!.text, first!.span, named.keys());
      return [];
    }
    if (target.base === null || !target.writable) {
      cx.bag.add("entryReadOnly", set.path.span, { name: first!.text });
      return [];
    }
    const type = memberType(target.type, rest);
    if (type === undefined) {
      cx.bag.add("notAField", set.path.span, { object: typeText(target.type), name: rest.map((p) => p.text).join(".") });
      return [];
    }
    const names = slotsOf([target.base, ...rest.map((p) => p.text)].join("."), type);
    const value = fieldValue(set.value, type, scope);
    if (isWrong(value)) return [];
    return scalars(value).map((ir, i) => ({ entry: names[i]!, value: lowered(ir, set.value.span, board) }));
  });
}

function memberType(type: Type, path: readonly ast.Ident[]): Type | undefined {
  return path.reduce<Type | undefined>((t, part) => {
    const inner = t === undefined ? undefined : strip(t);
    if (inner?.kind === "record") return inner.fields.find((f) => f.name === part.text)?.type;
    return inner?.kind === "vec" && inner.size <= 4 && "xyzw".slice(0, inner.size).includes(part.text) ? inner.item : undefined;
  }, type);
}

/** The scalar slots of a value of this type. */
export function slotsOf(name: string, type: Type): string[] {
  const names: string[] = [];
  parts(name, type, (path) => {
    names.push(path);
    return truth(null);
  });
  return names;
}
