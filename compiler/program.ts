import type * as ast from "../grammar/ast.ts";
import { parse } from "../grammar/parse.ts";
import type { Source } from "../grammar/spans.ts";
import { constantValue } from "./check/consts.ts";
import type { Context, EnvInfo, Fact, Host, Shared } from "./check/context.ts";
import { at, CONSTANTS } from "./check/context.ts";
import { checkDynamics } from "./check/dynamics.ts";
import { readEnv } from "./check/env.ts";
import { Effort } from "./check/effort.ts";
import { sourceType } from "./check/provenance.ts";
import { condition } from "./check/expressions.ts";
import { checkFunction } from "./check/functions.ts";
import { checkGuard } from "./check/guard.ts";
import { checkMachine } from "./check/machine.ts";
import { noteUse } from "./check/names.ts";
import { checkPrivilege } from "./check/privilege.ts";
import { checkController, checkMemory, checkPolicy, modelFile } from "./check/proposers.ts";
import { checkReward } from "./check/reward.ts";
import { checkProof } from "./check/proofs.ts";
import { checkTest } from "./check/tests.ts";
import { checkExtern, checkTree } from "./check/tree.ts";
import { Bag } from "./diagnostics/bag.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { nearest } from "../grammar/nearest.ts";
import { syntaxDiagnostics } from "./diagnostics/syntax.ts";
import type { ControllerIr, EnvIr, FnIr, GuardIr, Ir, PolicyIr, PrivilegeIr, ProgramIr, SpecIr, TestIr } from "./ir/ir.ts";
import { lint } from "./lint/lint.ts";
import { librarySources } from "./library-text.ts";
import { sharedFunctions } from "./resolve/library.ts";
import { MODULES, type Native } from "./resolve/modules.ts";
import { reportUnknown, Symbols } from "./resolve/symbols.ts";
import { readType, written } from "./types/resolve-type.ts";

export type { Fact, Host } from "./check/context.ts";

export interface Analysis {
  readonly file: ast.File;
  /** Meaningful only where no diagnostic is an error. */
  readonly program: ProgramIr;
  readonly diagnostics: readonly Diagnostic[];
  /** What the editor can say about each name, in no order. */
  readonly facts: readonly Fact[];
}

/** Text to program: parses, resolves, types, lints and lowers. Any text at all gives a value; it never throws on one. */
export function analyze(source: Source, host: Host): Analysis {
  const parsed = parse(source.text);
  const bag = new Bag(source.path);
  bag.addAll(syntaxDiagnostics(source, parsed.errors));
  const { file } = parsed;
  const symbols = new Symbols(file, bag);
  const limits = { host, effort: new Effort(), loops: { count: 0 } };
  const cx: Context = { ...limits, bag, text: source.text, symbols, ...modules(file, bag, limits), envs: new Map(), consts: new Map(), specs: new Map(), rewards: new Map(), facts: [] };
  for (const decl of file.decls) if (decl.kind !== "Test" && decl.kind !== "Prove") noteUse({ cx }, decl.name.span, decl);
  const program = lower(file, source.path, cx);
  lint(file, program, cx);
  return { file, program, diagnostics: bag.diagnostics, facts: cx.facts };
}

/** What the modules that a file uses add to its names. */
function modules(file: ast.File, bag: Bag, limits: Pick<Context, "host" | "effort" | "loops">): Pick<Context, "natives" | "shared"> {
  const natives = new Map<string, Native>();
  const shared = new Map<string, Shared>();
  const names = [...Object.keys(MODULES), ...Object.keys(librarySources())];
  for (const use of file.uses) {
    const name = use.path.parts.map((p) => p.text).join(".");
    if (!names.includes(name)) {
      const near = nearest(name, names);
      bag.add("unknownModule", use.path.span, { name }, near === undefined ? { help: `there are ${names.map((m) => `\`${m}\``).join(", ")}` } : { help: `did you mean \`${near}\`?` });
    } else if (Object.hasOwn(MODULES, name)) for (const [n, native] of Object.entries(MODULES[name]!)) natives.set(n, native);
    else for (const [n, fn] of sharedFunctions(name, limits)) shared.set(n, fn);
  }
  return { natives, shared };
}

type Of<K extends ast.Decl["kind"]> = Extract<ast.Decl, { kind: K }>;

/** Declarations in the order of what they need: names first, then values, then what is built from them. */
function lower(file: ast.File, path: string, cx: Context): ProgramIr {
  const all = <K extends ast.Decl["kind"]>(kind: K): Of<K>[] => file.decls.filter((d): d is Of<K> => d.kind === kind);
  for (const d of all("Env")) if (!cx.envs.has(d.name.text)) cx.envs.set(d.name.text, readEnv(d, cx));
  for (const d of all("Enum")) {
    const seen = new Set<string>();
    for (const v of d.values) {
      if (seen.has(v.text)) cx.bag.add("duplicateName", v.span, { kind: "value", name: v.text });
      seen.add(v.text);
    }
  }
  for (const d of all("Record")) written(cx, d.type);
  for (const d of all("Const")) constantValue(d, cx);
  const fns = checkFunctions(all("Fn"), cx);
  const byName = new Map(fns.map((f) => [f.name, f]));

  const over = <D extends ast.Decl & { over: ast.Ident }, T>(decls: readonly D[], f: (d: D, env: EnvInfo) => T): T[] =>
    decls.flatMap((d) => {
      const env = cx.envs.get(d.over.text);
      if (env === undefined) reportUnknown(cx.bag, cx.symbols, "env", d.over.text, d.over.span, cx.envs.keys());
      else noteUse({ cx }, d.over.span, env.decl);
      return env === undefined ? [] : [f(d, env)];
    });
  for (const env of cx.envs.values()) finishEnv(env, over(all("Memory").filter((m) => m.over.text === env.decl.name.text), (d, e) => checkMemory(d, e, cx)).flat(), cx);
  over(all("Memory").filter((m) => !cx.envs.has(m.over.text)), () => undefined);
  const specs: SpecIr[] = over(all("Spec"), (d, env) => ({
    name: d.name.text, env: env.decl.name.text, at: at(d.span),
    formula: condition(d.formula, { ...CONSTANTS(cx, "a spec"), env, obs: true, act: "now", specs: true }),
  }));
  for (const spec of specs) cx.specs.set(spec.name, spec);
  reportCycles(all("Spec"), new Map(specs.map((s) => [s.name, s.formula])), ["spec", "margin", "robustness"], "spec", cx);
  over(all("Model"), (d) => {
    readType(cx, d.type);
    if (d.server.text === "onnx") modelFile(d.server.span, d.args[0]?.value, cx);
    cx.bag.add("notRunning", d.name.span, { what: "a `model`" });
  });
  const controllers: ControllerIr[] = over(all("Controller"), (d, env) => checkController(d, env, cx));
  const policies: PolicyIr[] = over(all("Policy"), (d, env) => checkPolicy(d, env, cx)).filter((p) => p !== undefined);
  over(all("Extern"), (d, env) => checkExtern(d, env, cx));
  const trees = over(all("Tree"), (d, env) => checkTree(d, env, cx, controllers));
  const machines = over(all("Machine"), (d, env) => checkMachine(d, env, cx));
  const privileges: PrivilegeIr[] = over(all("Privilege"), (d, env) => checkPrivilege(d, env, cx));
  const guards: GuardIr[] = over(all("Guard"), (d, env) => checkGuard(d, env, cx, { fns: byName, privileges, controllers, trees, machines }));
  const rewards = over(all("Reward"), (d, env) => checkReward(d, env, cx, byName)).filter((r) => r !== undefined);
  const tests: TestIr[] = all("Test").map((d) => checkTest(d, specs, trees, cx)).filter((t) => t !== undefined);
  const proofs = all("Prove").map((d) => checkProof(d, privileges, trees, specs, cx)).filter((p) => p !== undefined);
  return { format: 1, path, envs: [...cx.envs.values()].map(complete), fns, specs, controllers, policies, privileges, guards, tests, ...(rewards.length > 0 && { rewards }), ...(trees.length > 0 && { trees }), ...(machines.length > 0 && { machines }), ...(proofs.length > 0 && { proofs }) };
}

/** The env with what guards ask about earlier samples. */
function complete({ ir, monitors }: EnvInfo): EnvIr {
  return monitors.size === 0 ? ir : { ...ir, monitors: [...monitors.values()] };
}

/** Functions whose bodies are sound; those that call themselves, however far round, are reported. */
function checkFunctions(decls: readonly ast.Fn[], cx: Context): FnIr[] {
  const fns = decls.map((d) => checkFunction(d, cx)).filter((f) => f !== undefined);
  reportCycles(decls, new Map(fns.map((f) => [f.name, f.body])), ["call"], "function", cx);
  return fns;
}

/** Reports each declaration that needs itself, however far round. */
function reportCycles(decls: readonly (ast.Fn | ast.Spec)[], bodies: ReadonlyMap<string, Ir>, ops: readonly Ir["op"][], kind: string, cx: Context): void {
  const uses = new Map([...bodies].map(([name, body]) => [name, namesIn(body, ops, new Set())]));
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    [...(uses.get(from) ?? [])].some((n) => n === to || (!seen.has(n) && reaches(n, to, seen.add(n))));
  for (const d of decls) {
    if (reaches(d.name.text, d.name.text, new Set())) cx.bag.add("recursion", d.name.span, { kind, name: d.name.text });
  }
}

function namesIn(ir: Ir, ops: readonly Ir["op"][], found: Set<string>): Set<string> {
  if (ops.includes(ir.op)) found.add(ir.name!);
  for (const a of ir.args ?? []) namesIn(a, ops, found);
  return found;
}

/** Memories, dynamics and labels need the env's own names. */
function finishEnv(env: EnvInfo, memories: EnvInfo["ir"]["memories"], cx: Context): void {
  const complete = { ...env, ir: { ...env.ir, memories } };
  cx.envs.set(env.decl.name.text, complete);
  const dynamics = checkDynamics(complete, cx);
  cx.envs.set(env.decl.name.text, { ...complete, ir: { ...complete.ir, dynamics } });
  const scope = { ...CONSTANTS(cx, "a label"), env: complete };
  for (const item of env.decl.items) if (item.kind === "Labelled") for (const r of item.results) sourceType(r, scope);
}
