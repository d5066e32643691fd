import type * as ast from "../../grammar/ast.ts";
import type { FnIr, Ir } from "../ir/ir.ts";
import type { RewardIr } from "../ir/reward.ts";
import { Builder } from "../reward/builder.ts";
import { Lowering } from "../reward/lower.ts";
import { listIr, named, reportOf } from "../reward/names.ts";
import { Unfit } from "../reward/unfit.ts";
import { RewardWriter, type Counted, type ItemHead, type StageParts } from "../reward/writer.ts";
import { NUMBER, strip, typeText, type Type } from "../types/types.ts";
import { isOne, ONE, sameDimension, unitText, type Unit } from "../types/units.ts";
import { at, CONSTANTS, type Context, type EnvInfo, type Scope } from "./context.ts";
import { convertedTo } from "./convert.ts";
import { check, condition, isWrong, numberIn, plainNumber } from "./expressions.ts";
import { memoryValues } from "./proposers.ts";
import { apply, type ArrayValue, type Value } from "./value.ts";

/** Types of a reward, and its program; undefined where something was reported. */
export function checkReward(decl: ast.Reward, env: EnvInfo, cx: Context, fns: ReadonlyMap<string, FnIr>): RewardIr | undefined {
  const before = cx.bag.errors;
  try {
    const reward = new Checker(env, cx, fns).reward(decl);
    return cx.bag.errors === before ? reward : undefined;
  } catch (problem) {
    if (!(problem instanceof Unfit)) throw problem;
    const span = problem.ir.at === undefined ? decl.name.span : { start: problem.ir.at[0], end: problem.ir.at[1] };
    cx.bag.add("notInAReward", span, { what: problem.what, problem: problem.problem });
    return undefined;
  }
}

class Checker {
  readonly #cx: Context;
  readonly #lowering: Lowering;
  readonly #writer: RewardWriter;
  readonly #names = new Map<string, ast.Ident>();
  #scope: Scope;

  constructor(env: EnvInfo, cx: Context, fns: ReadonlyMap<string, FnIr>) {
    this.#cx = cx;
    this.#scope = { ...CONSTANTS(cx, "a reward"), env, obs: true, act: "now", specs: true, arrays: true };
    const memory = memoryValues(env, this.#scope);
    this.#lowering = new Lowering(new Builder(), { env: env.ir, fns, memory, spec: (name) => cx.specs.get(name)!.formula, own: new Map(), features: [], sound: () => cx.bag.errors === 0 });
    this.#writer = new RewardWriter(env.ir, this.#lowering);
  }

  reward(decl: ast.Reward): RewardIr | undefined {
    const { bag } = this.#cx;
    if (decl.formula !== null) {
      const term = this.#counted(headOf(decl.name, decl.doc, decl, ""), { value: decl.formula, temperature: null, weight: null, otherwise: null });
      if (term !== undefined) this.#writer.term(term);
    } else {
      const stages: StageParts[] = [];
      for (const item of decl.items) this.#item(item, stages);
      this.#stages(decl, stages);
      // What ends an episode decides what its last potential counts.
      const shapes = decl.items.filter((item) => item.kind === "Shape");
      for (const [i, item] of shapes.entries()) this.#shape(item, i === 0 ? "shape" : `shape_${i + 1}`);
      const pays = decl.items.some((item) => item.kind === "Term" || item.kind === "Stage" || item.kind === "Shape" || (item.kind === "Stop" && item.giving !== null));
      if (!pays) bag.add("rewardPaysNothing", decl.name.span, { name: decl.name.text });
      if (!pays) return undefined;
    }
    if (bag.errors > 0) return undefined;
    const { reward, source } = this.#writer.finish(decl.name.text, decl.doc, at(decl.span));
    this.#cx.rewards.set(reward, source);
    return reward;
  }

  #item(item: ast.RewardItem, stages: StageParts[]): void {
    switch (item.kind) {
      case "Term": {
        const term = this.#term(item);
        if (term !== undefined) this.#writer.term(term);
        return;
      }
      case "Log": return this.#log(item, null);
      case "Stage": {
        this.#taken(item.name, "stage");
        const until = item.until === null ? null : this.#lowering.lower(condition(item.until, this.#scope));
        const terms: Counted[] = [];
        for (const inner of item.items) {
          if (inner.kind === "Term") {
            const term = this.#term(inner);
            if (term !== undefined && this.#writer.isList(term.node)) this.#cx.bag.add("typeMismatch", inner.value.span, { wanted: "a number in a stage", found: "a list" });
            if (term !== undefined) terms.push(term);
          } else if (inner.kind === "Log") this.#log(inner, item.name.text);
          else this.#cx.bag.add("stageEnds", inner.span, { stage: item.name.text, problem: `has a \`${inner.kind.toLowerCase()}\` in it: only terms and logs stand in a stage` });
        }
        stages.push({ name: item.name.text, terms, until, at: at(item.span) });
        return;
      }
      case "Stop": case "Truncate": {
        this.#taken(item.name, "stop");
        const when = this.#lowering.lower(condition(item.when, this.#scope));
        const giving = item.giving === null ? null : this.#lowering.lower(plainNumber(item.giving, this.#scope));
        this.#writer.stop(headOf(item.name, item.doc, item, ""), item.kind === "Stop" ? "terminate" : "truncate", when, giving);
      }
    }
  }

  #log(item: ast.Log, stage: string | null): void {
    const value = this.#kept(item.name, inPlainNumbers(check(item.value, this.#scope)), item.value);
    if (value !== undefined) this.#writer.log(headOf(item.name, item.doc, item, unitOf(value)), reportOf(item.name.text, value, this.#lowering), stage);
  }

  #term(item: ast.Term): Counted | undefined {
    return this.#counted(headOf(item.name, item.doc, item, ""), item);
  }

  /** What a term counts, and its raw value under its name. */
  #counted(head: ItemHead & { readonly ident: ast.Ident }, { value: e, temperature, weight, otherwise }: Pick<ast.Term, "value" | "temperature" | "weight" | "otherwise">): Counted | undefined {
    const scope = this.#scope;
    const found = inPlainNumbers(check(e, scope));
    if (isWrong(found)) return undefined;
    const unit = numberUnit(found);
    if (unit === undefined) {
      this.#cx.bag.add("typeMismatch", e.span, { wanted: "a number or a list of numbers", found: typeText(found.type) });
      return undefined;
    }
    const scale = temperature === null ? null : numberIn(temperature, unit, scope);
    if (scale === null && !sameDimension(unit, ONE)) {
      this.#cx.bag.add("wantedUnit", e.span, { found: typeText(found.type), wanted: "number" });
      return undefined;
    }
    const by = weight === null ? null : plainNumber(weight, scope);
    const instead = otherwise === null ? null : plainNumber(otherwise, scope);
    const value = this.#kept(head.ident, found, e);
    if (value === undefined) return undefined;
    const counts = (x: Ir): Ir => {
      const plain = scale === null ? x : apply("exp", "num", apply("div", "num", x, scale));
      const known = instead === null ? plain : apply("orElse", "num", plain, instead);
      return by === null ? known : apply("mul", "num", by, known);
    };
    const ir = value.kind === "scalar" ? counts(value.ir) : listIr(value as ArrayValue, scope, counts);
    return { item: { ...head, unit: unitText(unit) }, value: reportOf(head.name, value, this.#lowering), node: this.#lowering.lower(ir) };
  }

  /** Under its name, what comes later reads it. */
  #kept(ident: ast.Ident, value: Value, e: ast.Expr): Value | undefined {
    this.#taken(ident, "term");
    if (isWrong(value)) return undefined;
    const kind = value.kind === "scalar" ? strip(value.type).kind : value.kind;
    if (!REPORTED.has(kind)) {
      this.#cx.bag.add("typeMismatch", e.span, { wanted: "a number, a truth value, a vector, a list or a record of these", found: typeText(value.type) });
      return undefined;
    }
    const kept = named(ident.text, value, this.#lowering, this.#scope);
    if (!this.#means(ident.text)) this.#scope = { ...this.#scope, locals: new Map(this.#scope.locals).set(ident.text, kept) };
    return kept;
  }

  /** Terms and logs have names of their own: what a name means already, it goes on to mean. */
  #means(name: string): boolean {
    return this.#scope.env!.signals.has(name) || VALUES.has(this.#cx.symbols.get(name)?.kind ?? "");
  }

  #taken(ident: ast.Ident, kind: string): void {
    const first = this.#names.get(ident.text);
    if (first !== undefined) this.#cx.bag.add("duplicateName", ident.span, { kind, name: ident.text }, { labels: [{ span: first.span, text: "first here" }] });
    else this.#names.set(ident.text, ident);
  }

  #stages(decl: ast.Reward, stages: readonly StageParts[]): void {
    if (stages.length === 0) return;
    const { bag } = this.#cx;
    const before = bag.errors;
    const written = decl.items.filter((item) => item.kind === "Stage");
    // What is lowered beside an error is about nothing, and so is its range.
    const sound = before === 0;
    const ranges = this.#writer.ranges();
    for (const [i, stage] of stages.entries()) {
      const { name } = written[i]!;
      const last = i === stages.length - 1;
      if (!last && stage.until === null) bag.add("stageEnds", name.span, { stage: stage.name, problem: "says not when the next one begins: write `until φ`" });
      if (last && stage.until !== null) bag.add("stageEnds", name.span, { stage: stage.name, problem: "is the last one and has an `until`" });
      if (stages.length === 1) bag.add("stageEnds", name.span, { stage: stage.name, problem: "is the only one" });
      for (const { item, node } of stage.terms) {
        if (sound && !last && !Number.isFinite(ranges[node]!.high)) bag.add("stageUnbounded", { start: item.at[0], end: item.at[1] }, { stage: stage.name, term: item.name });
      }
      const low = stage.terms.reduce((sum, { node }) => sum + ranges[node]!.low, 0);
      if (sound && i > 0 && low < 0) bag.add("stageNegative", name.span, { stage: stage.name, low });
    }
    if (bag.errors === before) this.#writer.stages(stages, ranges);
  }

  #shape(item: ast.Shape, name: string): void {
    const discount = this.#lowering.lower(plainNumber(item.discount, this.#scope));
    const potential = this.#lowering.lower(plainNumber(item.potential, this.#scope));
    this.#writer.shape({ name, unit: "", doc: item.doc, at: at(item.span) }, discount, potential);
  }
}

/** Declarations that are a value by their name. */
const VALUES: ReadonlySet<string> = new Set(["Const", "Memory", "Model", "Spec"]);
const REPORTED: ReadonlySet<string> = new Set(["number", "bool", "enum", "vector", "array", "record"]);

function headOf(ident: ast.Ident, doc: string | null, { span }: { readonly span: ast.Ident["span"] }, unit: string): ItemHead & { readonly ident: ast.Ident } {
  return { name: ident.text, ident, doc, at: at(span), unit };
}

/** A quotient such as `x / 20cm` counts, and is shown, in ones and not in metres per centimetre. */
function inPlainNumbers(value: Value): Value {
  switch (value.kind) {
    case "scalar": return isRatio(strip(value.type)) ? convertedTo(value, NUMBER) : value;
    case "vector": return isRatio(value.type.item) ? convertedTo(value, { ...value.type, item: NUMBER }) : value;
    case "array": return isRatio(strip(value.type.item)) ? { ...value, type: { ...value.type, item: NUMBER }, item: (index) => convertedTo(value.item(index), NUMBER) } : value;
    default: return value;
  }
}

const isRatio = (type: Type): boolean => type.kind === "number" && isOne(type.unit) && type.unit.num !== type.unit.den;

/** The unit of a number, or of a list's numbers. */
function numberUnit(value: Value): Unit | undefined {
  const type: Type = value.kind === "array" ? strip(value.type.item) : value.kind === "scalar" ? strip(value.type) : value.type;
  return type.kind === "number" ? type.unit : undefined;
}

function unitOf(value: Value): string {
  if (value.kind === "vector") return unitText(value.type.item.unit);
  const unit = numberUnit(value);
  return unit === undefined ? "" : unitText(unit);
}
