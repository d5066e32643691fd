import type { NodeOp } from "../../ir/reward.ts";
import type { NodeWriter } from "./nodes.ts";
import type { Scope } from "./scope.ts";
import type { Variable } from "./statements.ts";
import { applied, arithmetic, asNumber, asTri, choice, compare, joined, literal, name, type Value } from "./value.ts";

/** More than this in one loop, and V8 runs out of registers. */
const TOGETHER = 8;

/** What one node adds to a loop. */
interface Member {
  readonly before: readonly string[];
  readonly each: readonly string[];
  readonly defines: readonly Variable[];
  readonly weight: number;
  readonly value: Value;
}

/** Writes the loop of a reduction or list, with all others that can share it; the node's value. */
export function repeated(w: NodeWriter, id: number, home: Scope): Value {
  const { reward } = w.with;
  const { loop } = reward.nodes[id]!;
  const turns = turnsOf(w, id);
  if (turns !== null) return writtenOut(w, id, home, turns);
  const group = together(w, id, home);
  for (const one of group) w.pending.add(one);
  const inner = home.inside(loop!);
  const length = w.length(loop!, home);
  const members = group.map((one) => member(w, one, inner, home, length, group.length === 1));
  home.statements.push({
    kind: "loop", before: members.flatMap(({ before }) => before), index: inner.index, from: "0", to: length.text, body: inner.statements,
    each: members.flatMap(({ each }) => each), defines: members.flatMap(({ defines }) => defines),
    weight: members.reduce((sum, { weight }) => sum + weight, 4),
  });
  for (const [i, one] of group.entries()) {
    home.values.set(one, members[i]!.value);
    w.pending.delete(one);
  }
  return home.values.get(id)!;
}

/** Loops of so few turns are written out, as long as they come to no more nodes than this. */
const TURNS = 16;
const WRITTEN_OUT = 200;
const JOINED: Partial<Record<NodeOp, (a: Value, b: Value) => Value>> = {
  sum: (a, b) => arithmetic("add", a, b), product: (a, b) => arithmetic("mul", a, b), least: (a, b) => applied("Math.min", "num", a, b), most: (a, b) => applied("Math.max", "num", a, b),
  all: (a, b) => both("and", a, b), any: (a, b) => both("or", a, b),
};

/** How often a loop runs that is better written out: over a vector's components, say. */
function turnsOf(w: NodeWriter, id: number): number | null {
  const known = w.turns.get(id);
  if (known !== undefined) return known;
  const turns = countTurns(w, id);
  w.turns.set(id, turns);
  return turns;
}

function countTurns(w: NodeWriter, id: number): number | null {
  const { nodes, loops } = w.with.reward;
  const { op, args, loop } = nodes[id]!;
  const { op: by, value } = nodes[loops[loop!]!.length]!;
  if (JOINED[op] === undefined || by !== "num" || typeof value !== "number" || value < 1 || value > TURNS) return null;
  const inside = w.with.plan.within([args[0]!]).filter((one) => w.with.plan.loops[one]!.includes(loop!));
  return inside.length * value <= WRITTEN_OUT ? value : null;
}

function writtenOut(w: NodeWriter, id: number, home: Scope, turns: number): Value {
  const { op, args, loop } = w.with.reward.nodes[id]!;
  const values = Array.from({ length: turns }, (_, i) => w.value(args[0]!, home.turn(loop!, i)));
  const value = values.reduce(JOINED[op]!);
  const made = value.plain === true ? value : home.define(w.with.wanted(id), value);
  home.values.set(id, made);
  return made;
}

function both(op: "and" | "or", a: Value, b: Value): Value {
  return a.form === "bool" && b.form === "bool" ? joined(op, [a, b]) : applied(op, "tri", asTri(a), asTri(b));
}

/** The node and others over its loop that stand in the same place and need neither each other nor what is being written. */
function together(w: NodeWriter, id: number, home: Scope): readonly number[] {
  const { pending, with: { plan, reward } } = w;
  const group = [id];
  for (const other of plan.over(reward.nodes[id]!.loop!)) {
    if (group.length === TOGETHER) break;
    if (other <= id || home.values.has(other) || pending.has(other) || turnsOf(w, other) !== null) continue;
    const loops = plan.loops[other]!;
    const isHere = home.runs(loops) && home.home(loops) === home;
    if (isHere && [...group, ...pending].every((one) => !plan.needs(other, one))) group.push(other);
  }
  return group;
}

function member(w: NodeWriter, id: number, inner: Scope, home: Scope, length: Value, isAlone: boolean): Member {
  const { reward, wanted, scratch } = w.with;
  const { op, args, loop } = reward.nodes[id]!;
  if (op === "sums" || op === "leasts" || op === "mosts") return running(w, id, inner, home);
  const body = w.value(args[0]!, inner, op === "argmin");
  switch (op) {
    case "all": case "any": return truths(op, home.take(wanted(id)), body, isAlone);
    case "argmin": return argmin(home, wanted(id), body, inner.index, length, w.range(args[0]!).known);
    case "list": {
      const list = scratch(wanted(id), reward.loops[loop!]!.max);
      const element = asNumber(body);
      return { before: [], each: [`${list}[${inner.index}] = ${element.text};`], defines: [], weight: element.weight + 3, value: name(list, "num") };
    }
    default: return folded(op, home, wanted(id), body, length);
  }
}

const FROM: Partial<Record<NodeOp, string>> = { sum: "0", product: "1", least: "infinity()", most: "-infinity()", sums: "0", leasts: "infinity()", mosts: "-infinity()" };

function fold(op: NodeOp, total: string, one: string): string {
  switch (op) {
    case "sum": case "sums": return `${total} += ${one};`;
    case "product": return `${total} *= ${one};`;
    default: return `${total} = Math.${op.startsWith("least") ? "min" : "max"}(${total}, ${one});`;
  }
}

function folded(op: NodeOp, home: Scope, wanted: string, body: Value, length: Value): Member {
  const mayBeNone = (op === "least" || op === "most") && !/^[1-9]\d*$/.test(length.text);
  const total = home.take(mayBeNone ? `${wanted}_so_far` : wanted);
  const value = mayBeNone ? orNone(name(total, "num"), length) : name(total, "num");
  return { before: [`let ${total} = ${FROM[op]};`], each: [fold(op, total, body.text)], defines: [{ name: total, form: "num" }], weight: body.weight + 4, value };
}

/** Nothing is the least of no elements. */
function orNone(value: Value, length: Value): Value {
  if (/^\d+$/.test(length.text)) return length.text === "0" ? literal(null) : value;
  return choice(compare(">", length, literal(0)), value, literal(null));
}

function truths(op: "all" | "any", total: string, body: Value, isAlone: boolean): Member {
  const defines: readonly Variable[] = [{ name: total, form: body.form }];
  const value = name(total, body.form), weight = body.weight + 4;
  if (body.form === "tri") {
    const combine = `${total} = ${op === "all" ? "and" : "or"}(${total}, ${asTri(body).text});`;
    return { before: [`let ${total}: Tri = ${op === "all" ? "TRUE" : "FALSE"};`], each: [combine], defines, weight, value };
  }
  const [start, found, when] = op === "all" ? ["true", "false", `!(${body.text})`] : ["false", "true", body.text];
  const each = isAlone ? [`if (${when}) {`, `  ${total} = ${found};`, "  break;", "}"] : [`if (${when}) ${total} = ${found};`];
  return { before: [`let ${total} = ${start};`], each, defines, weight, value };
}

/** The first index at which a number is least. */
function argmin(home: Scope, wanted: string, body: Value, index: string, length: Value, isKnown: boolean): Member {
  const at = home.take(wanted), least = home.take(`${wanted}_least`);
  const better = `if (${body.text} < ${least}) {`;
  const before = [`let ${at} = 0;`, `let ${least} = infinity();`];
  const each = [better, `  ${least} = ${body.text};`, `  ${at} = ${index};`, "}"];
  const defines: Variable[] = [{ name: at, form: "num" }];
  const found = orNone(name(at, "num"), length);
  if (isKnown) return { before, each, defines, weight: 10, value: found };
  const sound = home.take(`${wanted}_known`);
  return {
    before: [...before, `let ${sound} = true;`], each: [...each, `if (${body.text} !== ${body.text}) ${sound} = false;`],
    defines: [...defines, { name: sound, form: "bool" }], weight: 16, value: choice(name(sound, "bool"), found, literal(null)),
  };
}

function running(w: NodeWriter, id: number, inner: Scope, home: Scope): Member {
  const { reward, wanted, scratch } = w.with;
  const { op, args, loop } = reward.nodes[id]!;
  const from = w.value(args[0]!, home).text;
  const list = scratch(wanted(id), reward.loops[loop!]!.max);
  const total = home.take(`${wanted(id)}_so_far`);
  return {
    before: [`let ${total} = ${FROM[op]};`], each: [fold(op, total, `${from}[${inner.index}]!`), `${list}[${inner.index}] = ${total};`],
    defines: [], weight: 10, value: name(list, "num"),
  };
}
