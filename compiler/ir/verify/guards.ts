import type { ConditionIr, ControllerIr, EnvIr, Ir, IrType, PrivilegeIr, ProposerIr, SampledGuardIr, ToolGuardIr } from "../ir.ts";
import { verifyExpression } from "./expressions.ts";
import type { Names } from "./names.ts";
import { unique } from "./names.ts";
import type { Say } from "./shape.ts";

type Check = (ir: Ir, want: IrType, more?: { readonly disturbed?: boolean; readonly monitored?: boolean }) => void;

export function verifySampled(guard: SampledGuardIr, names: Names, say: Say): void {
  const where = `guard \`${guard.name}\``;
  const env = names.envs.get(guard.env);
  if (env === undefined || env.rate === null) return say(where, `stands over \`${guard.env}\`, which is no sampled env`);
  const check: Check = (ir, want, more = {}) => verifyExpression(ir, want, { env, locals: new Map(), guarded: true, ...more }, names, where, say);
  if (guard.proposers.at(-1)?.source.kind !== "controller") say(where, "does not end in a controller");
  for (const p of guard.proposers) proposer(p, env, names, check, where, say);
  for (const c of guard.conditions) condition(c, env, names, check, where, say);
  if (guard.follows !== undefined && names.machines.get(guard.follows)?.env !== env.name) say(where, `follows \`${guard.follows}\`, which is no machine over \`${env.name}\``);
}

function proposer(p: ProposerIr, env: EnvIr, names: Names, check: Check, where: string, say: Say): void {
  const { source } = p;
  if (p.within !== null && p.within < 0) say(where, `gives \`${p.name}\` a negative age`);
  if (p.when !== null) check(p.when, "bool");
  if (p.hold !== null) check(p.hold.until, "bool");
  if (source.kind === "tell") say(where, "proposes a text as an action");
  else if (source.kind === "policy") {
    if (names.policies.get(p.name)?.env !== env.name) say(where, `proposes \`${p.name}\`, which is no policy over \`${env.name}\``);
    acts(source.gives.map((name) => ({ name })), env, where, say);
  } else if (source.kind === "tree") {
    if (names.trees.get(p.name)?.env !== env.name) say(where, `proposes \`${p.name}\`, which is no tree over \`${env.name}\``);
  } else if (names.controllers.get(p.name)?.env !== env.name) say(where, `proposes \`${p.name}\`, which is no controller over \`${env.name}\``);
}

function acts(given: readonly { readonly name: string }[], env: EnvIr, where: string, say: Say): void {
  unique(given, where, say);
  for (const { name } of given) if (!env.acts.some((a) => a.name === name)) say(where, `names the unknown action \`${name}\``);
}

function condition(c: ConditionIr, env: EnvIr, names: Names, check: Check, where: string, say: Say): void {
  const numbers = (...all: readonly (Ir | null)[]): void => all.forEach((ir) => ir !== null && check(ir, "num"));
  switch (c.kind) {
    case "limit": numeric(c.name, env, where, say); return numbers(c.low, c.high);
    case "rate": numeric(c.name, env, where, say); return numbers(c.rate);
    case "require": check(c.value, "bool", { monitored: true }); return numbers(c.margin);
    case "barrier":
      needsDynamics(c, env, where, say);
      acts(c.gains, env, where, say);
      check(c.next, "num", { disturbed: true });
      return numbers(c.h, c.alpha, ...c.gains.map((g) => g.value));
    case "keep":
      needsDynamics(c, env, where, say);
      check(c.body, "bool", { monitored: true });
      return numbers(c.margin);
    case "foresee":
      needsDynamics(c, env, where, say);
      if (names.controllers.get(c.backup)?.env !== env.name) say(where, `foresees \`${c.backup}\`, which is no controller over \`${env.name}\``);
      check(c.until, "bool");
      check(c.body, "bool");
      return numbers(c.margin);
  }
}

function numeric(name: string, env: EnvIr, where: string, say: Say): void {
  if (env.acts.find((a) => a.name === name)?.kind !== "num") say(where, `limits \`${name}\`, which is no numeric action`);
}

function needsDynamics(c: ConditionIr, env: EnvIr, where: string, say: Say): void {
  if (env.dynamics === null) say(where, `has a ${c.kind} over an env without dynamics`);
}

export function verifyController(c: ControllerIr, guarded: boolean, names: Names, say: Say): void {
  const where = `controller \`${c.name}\``;
  const env = names.envs.get(c.env);
  if (env === undefined) return say(where, `stands over the unknown env \`${c.env}\``);
  acts(c.sets, env, where, say);
  for (const { name, value } of c.sets) {
    const t = env.acts.find((a) => a.name === name)?.kind === "bool" ? "bool" : "num";
    verifyExpression(value, t, { env, locals: new Map(), guarded }, names, where, say);
  }
}

export function verifyTools(guard: ToolGuardIr, names: Names, say: Say): void {
  const where = `guard \`${guard.name}\``;
  const env = names.envs.get(guard.env);
  if (env === undefined || env.rate !== null) return say(where, `stands over \`${guard.env}\`, which is no env of tools`);
  for (const name of guard.obeys) if (names.privileges.get(name)?.env !== env.name) say(where, `obeys \`${name}\`, which is no privilege over \`${env.name}\``);
}

export function verifyPrivilege(privilege: PrivilegeIr, guarded: boolean, names: Names, say: Say): void {
  const where = `privilege \`${privilege.name}\``;
  const env = names.envs.get(privilege.env);
  if (env === undefined) return say(where, `stands over the unknown env \`${privilege.env}\``);
  for (const rule of privilege.rules)
    for (const { tool, when, elseAsk } of rule.cases) {
      if (tool !== null && !env.tools.some((t) => t.name === tool)) say(where, `names the unknown tool \`${tool}\``);
      for (const ir of [when, elseAsk]) if (ir !== null) verifyExpression(ir, "bool", { env, locals: new Map(), guarded }, names, where, say);
    }
}
