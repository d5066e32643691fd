import { IndentationText, NewLineKind, Project, StructureKind } from "ts-morph";
import type { FunctionDeclarationStructure, StatementStructures } from "ts-morph";
import type { Source } from "../../grammar/spans.ts";
import { rangesOf } from "../analyze/reward-ranges.ts";
import type { EnvIr, FnIr, GuardIr, ProgramIr, SampledGuardIr, SpecIr, ToolGuardIr } from "../ir/ir.ts";
import { reach } from "../ir/reach.ts";
import type { MachineIr } from "../ir/machine.ts";
import type { RewardIr } from "../ir/reward.ts";
import { namesIn } from "../ir/verify/cycles.ts";
import { EnvWriter, nameSlots } from "./envs.ts";
import type { Constant } from "./envs.ts";
import { FORMS, emitFn, emitFnOverIntervals } from "./fns.ts";
import { imports, kernelNames } from "./kernel-names.ts";
import { show } from "./literals.ts";
import { planSpec } from "../monitor/spec-plan.ts";
import { specTable } from "./monitors.ts";
import { Names } from "./names.ts";
import { emitReward } from "./reward.ts";
import { MachineWriter } from "./machine.ts";
import { MOST } from "./reward/split.ts";
import { SampledWriter } from "./sampled.ts";
import { Lines, comment, literal } from "./text.ts";
import { privilegeTable, toolTable } from "./tools.ts";
import { emitTree } from "./tree.ts";
import type { FnNames, Fun, SlotNames, Unit } from "./unit.ts";

/** The verified program's loadable guards as one TypeScript module. `most`: nodes of emitted code in one function of a reward or a tree. */
export function emit(program: ProgramIr, source: Source, most = MOST): { readonly code: string } {
  const writer = new ModuleWriter(program, source, most);
  return { code: writer.print() };
}

type Statement = StatementStructures | string;

class ModuleWriter {
  readonly #program: ProgramIr;
  readonly #source: Source;
  readonly #statements: Statement[] = [];
  readonly #constants: Constant[] = [];
  readonly #unit: Unit;
  readonly #sampled: (readonly [guard: string, fn: string])[] = [];
  readonly #tools: (readonly [guard: string, fn: string])[] = [];
  readonly #specs: (readonly [spec: string, table: string])[] = [];
  readonly #rewards: (readonly [reward: string, fn: string])[] = [];
  readonly #writers = new Map<string, SampledWriter>();
  /** By the names that trees have in the source: what opens each in this module. They are written before the guards that ask them. */
  readonly #trees = new Map<string, string>();
  /** By the names that machines have in the source: their tables. */
  readonly #machines = new Map<string, string>();
  #ends = 0;

  constructor(program: ProgramIr, source: Source, most: number) {
    this.#program = program;
    this.#source = source;
    const used = reach(program);
    const names = new Names(kernelNames());
    const guards = new Map(used.guards.map((guard) => [guard, names.take(`guard_${guard.name}`, guard.kind === "tools" ? ["_decide"] : [""])]));
    const fns = new Map<string, FnNames>();
    for (const fn of program.fns) if (used.fns.has(fn.name)) fns.set(fn.name, this.#nameFn(fn, names));
    const slots = new Map<EnvIr, SlotNames>();
    const sampledEnvs = program.envs.filter((env) => used.specs.some((spec) => spec.env === env.name) || used.guards.some((guard) => guard.kind === "sampled" && guard.env === env.name));
    for (const env of sampledEnvs) {
      const named = nameSlots(env, sampledEnvs.length > 1 ? `${env.name}_` : "", names);
      slots.set(env, named.slots);
      this.#constants.push(...named.constants);
    }
    const needed = new Set<string>();
    this.#unit = {
      names, fns, slots, specs: new Map(program.specs.map((spec) => [spec.name, spec.formula])), lines: new Lines(source),
      add: (fun) => this.#statements.push(functionOf(fun)),
      needInterval: (fn) => needed.add(fn),
      takeEnds: () => (this.#ends += 2) - 2,
    };
    for (const fn of program.fns) if (used.fns.has(fn.name)) emitFn(fn, fns.get(fn.name)!, this.#unit);
    for (const machine of used.machines) this.#machine(machine);
    for (const tree of used.trees) this.#trees.set(tree.name, emitTree(program, tree, this.#unit, most));
    this.#guards(used.guards, guards);
    for (const spec of used.specs) this.#spec(spec);
    for (const reward of program.rewards ?? []) this.#reward(reward, most);
    this.#intervals(needed);
  }

  #nameFn(fn: FnIr, names: Names): FnNames {
    const calls = fn.t === "num" && namesIn(fn.body, ["call"]).size > 0;
    return { base: names.take(fn.name, FORMS), calls, ends: calls ? (this.#ends += 2) - 2 : -1, params: fn.params };
  }

  /** Functions over intervals may need further ones. */
  #intervals(needed: ReadonlySet<string>): void {
    for (const name of needed) {
      const fn = this.#program.fns.find((one) => one.name === name)!;
      emitFnOverIntervals(fn, this.#unit.fns.get(name)!, this.#unit);
    }
  }

  #guards(guards: readonly GuardIr[], names: ReadonlyMap<GuardIr, string>): void {
    const privileges = new Map<string, string>();
    for (const guard of guards) {
      const env = this.#program.envs.find((one) => one.name === guard.env)!;
      if (guard.kind === "tools") this.#toolGuard(guard, env, names.get(guard)!, privileges);
      else {
        this.#sampledGuard(guard, this.#writer(env), names.get(guard)!);
      }
    }
  }

  #writer(env: EnvIr): SampledWriter {
    const writer = this.#writers.get(env.name) ?? new SampledWriter(this.#program, new EnvWriter(env, this.#unit), this.#trees, this.#machines);
    this.#writers.set(env.name, writer);
    return writer;
  }

  #machine(machine: MachineIr): void {
    const { names, lines } = this.#unit;
    const env = this.#program.envs.find((one) => one.name === machine.env)!;
    const table = names.take(`machine_${machine.name}`);
    const writer = new MachineWriter(machine, this.#writer(env).writer, this.#constants);
    this.#constant(table, "MachineTable", show(writer.table()), lines.cite(machine.at));
    this.#machines.set(machine.name, table);
  }

  #spec(spec: SpecIr): void {
    const { names, lines } = this.#unit;
    const of = planSpec(this.#program, spec);
    const writer = this.#writer(of.env);
    const table = names.take(`spec_${spec.name}`);
    this.#constant(table, "SpecTable", show(specTable(of, writer.writer, writer.memories())), lines.cite(spec.at));
    this.#specs.push([spec.name, table]);
  }

  #reward(reward: RewardIr, most: number): void {
    const env = this.#program.envs.find((one) => one.name === reward.env)!;
    this.#rewards.push([reward.name, emitReward(env, reward, { ...this.#unit, ranges: rangesOf(env, reward), most })]);
  }

  #sampledGuard(guard: SampledGuardIr, writer: SampledWriter, fn: string): void {
    const { names, lines } = this.#unit;
    const table = names.take(`${guard.name}_table`);
    const docs = lines.cite(guard.at);
    this.#constant(table, "Table", show(writer.table(guard)), docs);
    this.#statements.push(functionOf({ name: fn, docs, params: [{ id: "io", type: "Vec" }], returns: "SampledGuard", statements: [`return sampled(${table}, io);`], exported: true }));
    this.#sampled.push([guard.name, fn]);
  }

  #toolGuard(guard: ToolGuardIr, env: EnvIr, fn: string, privileges: Map<string, string>): void {
    const { names, lines } = this.#unit;
    for (const name of guard.obeys) {
      if (privileges.has(name)) continue;
      const privilege = this.#program.privileges.find((one) => one.name === name)!;
      const id = names.take(`${name}_table`);
      privileges.set(name, id);
      this.#constant(id, "Privilege", show(privilegeTable(privilege, this.#unit)), lines.cite(privilege.at));
    }
    const table = names.take(`${guard.name}_table`);
    const docs = lines.cite(guard.at);
    this.#constant(table, "ToolTable", show(toolTable(guard, env, this.#program, privileges)), docs);
    const session = names.take(`${guard.name}_session`);
    this.#constant(session, "() => ToolSession", `toolGuard(${table})`, docs);
    const name = `${fn}_decide`;
    this.#statements.push(functionOf({ name, docs, params: [], returns: "ToolSession", statements: [`return ${session}();`], exported: true }));
    this.#tools.push([guard.name, name]);
  }

  #constant(name: string, type: string, initializer: string, docs: string, exported = false): void {
    this.#statements.push(constant(`${exported ? "export " : ""}const ${name}: ${type}`, initializer, docs));
  }

  #exports(): void {
    const map = (entries: readonly (readonly [string, string])[]): string => `new Map([${entries.map(([name, fn]) => `[${literal(name)}, ${fn}]`).join(", ")}])`;
    this.#constant("sampledGuards", "ReadonlyMap<string, (io: Vec) => SampledGuard>", map(this.#sampled), "By the names they have in the source.", true);
    this.#constant("specs", "ReadonlyMap<string, Spec>", map(this.#specs.map(([name, table]) => [name, `monitored(${table})`] as const)), "By the names they have in the source.", true);
    this.#constant("toolGuards", "ReadonlyMap<string, () => ToolSession>", map(this.#tools), "By the names they have in the source.", true);
    if (this.#rewards.length > 0) this.#constant("rewards", "ReadonlyMap<string, (io: Vec, n: number, w: number) => RewardRun>", map(this.#rewards), "By the names they have in the source.", true);
    if (this.#trees.size > 0) this.#constant("trees", "ReadonlyMap<string, (t: Vec, x: Vec, last: Vec, mem: Vec) => TreeRun>", map([...this.#trees]), "By the names they have in the source.", true);
  }

  print(): string {
    this.#exports();
    const head: Statement[] = this.#constants.map(({ name, value, docs }) => constant(`const ${name}`, show(value), docs));
    if (this.#ends > 0) head.push(constant("const ends", `new Float64Array(${this.#ends})`, "Where parts over intervals leave both ends of their results."));
    const body = [...head, ...this.#statements];
    const project = new Project({ useInMemoryFileSystem: true, manipulationSettings: { indentationText: IndentationText.TwoSpaces, newLineKind: NewLineKind.LineFeed } });
    const file = project.createSourceFile("module.ts", { statements: body });
    const text = file.getFullText();
    return `// Emitted from ${comment(this.#source.path)}: compare the two, change that one.\n${imports(text)}\n${text}`;
  }
}

function constant(declaration: string, initializer: string, docs: string): string {
  return `/** ${docs} */\n${declaration} = ${initializer};`;
}

function functionOf({ name, docs, params, returns, statements, exported }: Fun): FunctionDeclarationStructure {
  return {
    kind: StructureKind.Function, name, isExported: exported ?? false, docs: [docs], returnType: returns, statements: [...statements],
    parameters: params.map(({ id, type }) => ({ name: id, type })),
  };
}
