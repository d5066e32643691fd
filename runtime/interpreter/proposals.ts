import type { ActSlot, EnvIr, ProgramIr, ProposerIr } from "../../compiler/ir/ir.ts";
import { type Offer, Status } from "../../compiler/ir/layout.ts";
import { compileNumber, compileWhen } from "./expressions.ts";
import { clamp } from "./operators.ts";
import { actSlot, found, type Frame, type Scope } from "./scope.ts";
import { defaultOf } from "./transition.ts";
import { TRUE } from "./values.ts";

/** Writes the proposer's action; anything but `acted` says why there is none. */
export type Ask = (io: Float64Array, now: Frame, action: Float64Array) => number;

export function compileAsk(program: ProgramIr, env: EnvIr, proposer: ProposerIr, offer: Offer | null, scope: Scope<Frame>): Ask {
  const when = compileWhen(proposer.when, scope);
  const propose = offer === null ? askController(program, env, proposer.name, scope) : askPolicy(env, proposer, offer);
  return (io, now, action) => (when(now) === TRUE ? propose(io, now, action) : Status.whenNotTrue);
}

function askPolicy(env: EnvIr, { source, within }: ProposerIr, offer: Offer): Ask {
  const gives = source.kind === "policy" ? source.gives : [];
  const given = env.acts.flatMap((act, i) => (gives.includes(act.name) ? [i] : []));
  const defaults = env.acts.map(defaultOf);
  return (io, _, action) => {
    const present = io[offer.present];
    if (present === 2) return Status.misshapen;
    if (present !== 1) return Status.absent;
    const age = io[offer.age] ?? NaN;
    if (within !== null && !(age >= 0 && age <= within)) return Status.late;
    action.set(defaults);
    for (const i of given) action[i] = io[offer.action + i] ?? NaN;
    return fault(env, given, action);
  };
}

function askController(program: ProgramIr, env: EnvIr, name: string, scope: Scope<Frame>): Ask {
  const { set, write } = controllerWriter(program, env, name, scope);
  return (_, now, action) => {
    write(now, action);
    return fault(env, set, action);
  };
}

/** The last proposer's action: whatever its controller says, it is made finite and drawn into the declared ranges. */
export function compileLastResort(program: ProgramIr, env: EnvIr, name: string, scope: Scope<Frame>): (now: Frame, action: Float64Array) => void {
  const { write } = controllerWriter(program, env, name, scope);
  return (now, action) => {
    write(now, action);
    env.acts.forEach((act, i) => {
      const value = action[i] ?? NaN;
      if (!isMember(act, value)) action[i] = defaultOf(act);
      else if (act.kind !== "bool") action[i] = clamp(value, act.low ?? -Infinity, act.high ?? Infinity);
    });
  };
}

function controllerWriter(program: ProgramIr, env: EnvIr, name: string, scope: Scope<Frame>) {
  const controller = found(program.controllers.find((c) => c.name === name), `controller ${name}`);
  const defaults = env.acts.map(defaultOf);
  const sets = controller.sets.map((s) => ({ slot: actSlot(scope, s.name), value: compileNumber(s.value, scope) }));
  return {
    set: sets.map(({ slot }) => slot),
    write(now: Frame, action: Float64Array): void {
      action.set(defaults);
      for (const { slot, value } of sets) action[slot] = value(now);
    },
  };
}

/** Finiteness of every given slot comes before the range of any. */
export function fault(env: EnvIr, given: readonly number[], action: Float64Array): number {
  if (given.some((i) => !Number.isFinite(action[i]))) return Status.notFinite;
  const fits = given.every((i) => inRange(found(env.acts[i], "action slot"), action[i] ?? NaN));
  return fits ? Status.acted : Status.outOfRange;
}

export function inRange(act: ActSlot, value: number): boolean {
  if (!isMember(act, value)) return false;
  return act.kind === "bool" || (value >= (act.low ?? -Infinity) && value <= (act.high ?? Infinity));
}

/** Is it a value of the slot's kind, wherever its range ends? */
function isMember(act: ActSlot, value: number): boolean {
  if (act.kind === "bool") return value === 0 || value === 2;
  return act.kind === "enum" || act.integer ? Number.isInteger(value) : Number.isFinite(value);
}
