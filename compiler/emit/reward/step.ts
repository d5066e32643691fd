import { LISTS, type RewardIr } from "../../ir/reward.ts";
import { nodesOf, Refused } from "../../ir/reward-layout.ts";
import { atLeast, Level } from "../code.ts";
import { ELEMENT, reads, type Input } from "./inputs.ts";
import { newestOf, whole } from "./lists.ts";
import type { NodeWriter } from "./nodes.ts";
import { EACH } from "./plan.ts";
import type { Scope } from "./scope.ts";
import type { Statement } from "./statements.ts";
import { asNumber, isTrue, type Value } from "./value.ts";
import { witnesses } from "./witnesses.ts";

/** Inputs that one condition tests. */
const TESTED = 6;

/** A column that is the same in all environments, unless a step is refused. */
export interface Filled {
  readonly column: number;
  readonly name: string;
  readonly value: string;
}

/** Writes one environment's step into a scope, in the order of `reward-step.md`. */
export class StepWriter {
  readonly #w: NodeWriter;
  readonly #root: Scope;
  readonly #reward: RewardIr;
  readonly #cite: (at: readonly [number, number]) => string;
  readonly #given = new Map<Input, string>();
  /** What is written for all environments at once, and again only after a step was refused. */
  readonly filled: Filled[] = [];

  constructor(w: NodeWriter, root: Scope, cite: (at: readonly [number, number]) => string) {
    this.#w = w;
    this.#root = root;
    this.#reward = w.with.reward;
    this.#cite = cite;
  }

  /** True where an episode remembers something. */
  get remembers(): boolean {
    return this.#reward.nodes.some(({ op, cell }, id) => this.#w.with.plan.uses[id]! > 0 && (op === "steps" || op === "first" || cell !== undefined));
  }

  /** Writes all of it; the inputs that are not looked at unless something they show in is not finite. */
  write(all: readonly Input[]): readonly Input[] {
    const { columns, layout, plan, ranges } = this.#w.with;
    const { nodes, total, items } = this.#reward;
    const counted = items.flatMap((item, i) => (item.counted === null ? [] : [{ node: item.counted, i }]));
    const roots = [total, ...counted.map(({ node }) => node)];
    const candidates = plan.within(roots).filter((id) => plan.named[id]! && plan.loops[id]!.length === 0 && nodes[id]!.t === "num" && !this.#isList(id));
    const { seen, nodes: shown } = witnesses(this.#reward, plan, ranges, all, candidates);
    this.filled.push({ column: layout.refused, name: "refused", value: String(Refused.no) });
    if (this.remembers) this.#line(`if (${columns.resets} !== 0) ${columns.resets} = ${columns.steps} = 0;`, 6);
    this.#inputs(all.filter((input) => !seen.includes(input)));
    this.#nodes(roots);
    if (shown.length > 0) this.#exit(`${not(shown.map((id) => `finite(${this.#w.value(id, this.#root).text})`))} && !sound(k)`, [String(Refused.input)], 4 * shown.length);
    const blames = counted.map(({ node, i }) => this.#blame(node, i));
    this.#exit(this.#fault(total), [...(seen.length > 0 ? [`!sound(k) ? ${Refused.input} :`] : []), ...blames, String(Refused.total)], 4);
    this.#outputs();
    this.#stops();
    if (this.remembers) this.#commit();
    return seen;
  }

  #line(text: string, weight: number): void {
    this.#root.statements.push({ kind: "line", text, weight });
  }

  #inputs(tested: readonly Input[]): void {
    const single = tested.filter(({ count }) => count === null);
    for (let from = 0; from < single.length; from += TESTED) {
      const some = single.slice(from, from + TESTED).map((input) => ({ input, name: this.#inputName(input) }));
      this.#exit(fails(some), [String(Refused.input)], 4 * some.length);
    }
    const lengths = new Map(tested.filter(({ op }) => op === "obs").map((input) => [input.slot, input]));
    for (const [length, elements] of Map.groupBy(tested.filter(({ count }) => count !== null), ({ length }) => length!)) this.#elements(elements, this.#inputName(lengths.get(length)!));
  }

  /** An input that a node reads is a name already, or becomes one here. */
  #inputName(input: Input): string {
    const known = this.#given.get(input) ?? this.#nameInput(input);
    this.#given.set(input, known);
    return known;
  }

  #nameInput(input: Input): string {
    const { uses } = this.#w.with.plan;
    const id = this.#reward.nodes.findIndex((node, i) => uses[i]! > 0 && node.t === "num" && reads(node, input));
    if (id >= 0) return this.#w.value(id, this.#root).text;
    return this.#root.define(`${input.name}_given`, { text: `${input.place}!`, level: 4, form: "num", weight: 2 }).text;
  }

  /** Elements of one list. */
  #elements(inputs: readonly Input[], count: string): void {
    const sound = this.#root.take("sound_elements");
    const some = inputs.map((input) => ({ input, name: this.#root.take(`${input.name}_given`) }));
    this.#root.statements.push({
      kind: "loop", before: [`let ${sound} = true;`], index: ELEMENT, from: "0", to: count, body: [],
      each: [...some.map(({ input, name }) => `const ${name} = ${input.place}!;`), `if (${fails(some)}) ${sound} = false;`], defines: [{ name: sound, form: "bool" }], weight: 4 + 12 * some.length,
    });
    this.#exit(`!${sound}`, [String(Refused.input)], 3);
  }

  #exit(when: string, why: readonly string[], weight: number): void {
    const act = why.length === 1 ? [`refuse(io, w, k, columns, ${why[0]!});`] : ["refuse(io, w, k, columns,", ...why.map((line) => `  ${line}`), ");"];
    this.#root.statements.push({ kind: "exit", when, act, weight: weight + 8 * why.length });
  }

  /** Nodes in order, so that a long program does not nest deeply here. */
  #nodes(roots: readonly number[]): void {
    const { plan } = this.#w.with;
    for (const id of plan.within(roots))
      if (plan.loops[id]!.length === 0 && this.#isNamed(id)) this.#w.value(id, this.#root);
  }

  /** A list of named parts is only made where it is looked into by a computed index. */
  #isNamed(id: number): boolean {
    const { op } = this.#reward.nodes[id]!;
    return op !== "listOf" && (this.#w.with.plan.named[id]! || LISTS.has(op) || EACH.has(op));
  }

  #isList(id: number): boolean {
    return LISTS.has(this.#reward.nodes[id]!.op);
  }

  /** Whether a number, or one of a list, is not finite. */
  #fault(id: number): string {
    const value = this.#w.value(id, this.#root, true).text;
    return this.#isList(id) ? `worst(${value}, ${whole(this.#lengthOf(id))}) > 0` : `!finite(${value})`;
  }

  /** Which item it is that is not finite, in front of what else it may be. */
  #blame(id: number, item: number): string {
    const value = this.#w.value(id, this.#root, true).text;
    const code = Refused.item + 2 * item;
    const which = this.#isList(id) ? `worst(${value}, ${whole(this.#lengthOf(id))}) === 2` : `${value} !== ${value}`;
    return `${this.#fault(id)} ? (${which} ? ${code} : ${code + 1}) :`;
  }

  #lengthOf(id: number): Value {
    return this.#w.length(this.#reward.nodes[id]!.loop!, this.#root);
  }

  #outputs(): void {
    const { total, items, name, at } = this.#reward;
    this.#nodes([total, ...items.flatMap(({ value }) => nodesOf(value))]);
    const written = new Set<number>();
    const write = (ids: readonly number[], note: string): void => {
      const fresh = [...new Set(ids)].filter((id) => !written.has(id) && !this.#fill(id));
      if (fresh.length > 0) this.#line(`// ${note}`, 0);
      for (const id of fresh) this.#output(id);
      for (const id of fresh) written.add(id);
    };
    write([total], `The reward \`${name}\`, ${this.#cite(at)}`);
    for (const item of items) write(item.counted === null ? nodesOf(item.value) : [...nodesOf(item.value), item.counted], this.#cite(item.at));
  }

  /** Whether a node is a literal, which is written for all environments at once. */
  #fill(id: number): boolean {
    const { column: at, list } = this.#w.with.layout.outputs.get(id)!;
    const value = list === null && this.#w.isLiteral(id) ? asNumber(this.#w.value(id, this.#root)).text : undefined;
    if (value !== undefined && !this.filled.some((one) => one.column === at)) this.filled.push({ column: at, name: this.#w.with.wanted(id), value });
    return value !== undefined;
  }

  #output(id: number): void {
    const { columns, layout } = this.#w.with;
    const { list } = layout.outputs.get(id)!;
    if (list === null) {
      const value = asNumber(this.#w.value(id, this.#root));
      return this.#line(`${columns.output(id)} = ${value.text};`, value.weight + 4);
    }
    const value = this.#w.value(id, this.#root).text, length = this.#lengthOf(id);
    const loop = (from: string, to: string, element: string): Statement =>
      ({ kind: "loop", before: [], index: ELEMENT, from, to, body: [], each: [`${columns.outputElement(id, ELEMENT)} = ${element};`], defines: [], weight: 10 });
    this.#line(`${columns.outputLength(id)} = ${length.text};`, 4);
    this.#root.statements.push(loop("0", length.text, `${value}[${ELEMENT}]!`));
    if (length.text !== String(list.max)) this.#root.statements.push(loop(whole(length), String(list.max), "nan()"));
  }

  #stops(): void {
    const { columns } = this.#w.with;
    this.#nodes(this.#reward.stops.map(({ when }) => when));
    for (const kind of ["terminate", "truncate"] as const) {
      const stops = this.#reward.stops.flatMap((stop, i) => (stop.kind === kind ? [{ stop, i }] : []));
      if (stops.length === 0) continue;
      const found = stops.map(({ stop, i }) => ({ when: isTrue(this.#w.value(stop.when, this.#root)), i }));
      this.#line(`${columns.stop(kind)} = ${found.map(({ when, i }) => `${atLeast(when, Level.or)} ? ${i} : `).join("")}-1;`, found.reduce((sum, { when }) => sum + when.weight + 2, 4));
    }
  }

  /** All is computed before any of it is kept. */
  #commit(): void {
    const { columns, layout, plan } = this.#w.with;
    const { nodes, cells } = this.#reward;
    const kept = cells.flatMap((cell, i) => (nodes.some((node, id) => plan.uses[id]! > 0 && node.cell === i) ? [{ cell, i }] : []));
    this.#nodes(kept.map(({ cell }) => cell.next));
    const values = kept.map(({ cell }) => asNumber(this.#w.value(cell.next, this.#root, true)));
    const places = kept.map(({ i }) => columns.cell(i, layout.cells[i]!.size === 1 ? "0" : newestOf(this.#w, i, this.#root).text));
    for (const [i, place] of places.entries()) this.#line(`${place} = ${values[i]!.text};`, values[i]!.weight + 4);
    this.#line(`${columns.steps} = ${columns.steps}! + 1;`, 6);
  }
}

/** A condition that something is wrong with one of these inputs. */
function fails(some: readonly { readonly input: Input; readonly name: string }[]): string {
  const free = some.filter(({ input }) => input.isFree && !input.mayMiss);
  if (free.length < 2) return not(some.map(({ input, name }) => input.test(name)));
  // 0 times what is not finite is not known.
  const sum = free.map(({ name }) => `0 * ${name}`).join(" + ");
  return not([`finite(${sum})`, ...some.flatMap((one) => (free.includes(one) ? [] : [one.input.test(one.name)]))]);
}

function not(all: readonly string[]): string {
  return all.length === 1 && /^finite\([^()]*\)$/.test(all[0]!) ? `!${all[0]!}` : `!(${all.join(" && ")})`;
}
