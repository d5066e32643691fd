import type { ActSlot, ConditionIr, ControllerIr, EnvIr, ProgramIr, ProposerIr, SampledGuardIr, Slot } from "../ir/ir.ts";
import { layoutOf, machineOf, treeNamed } from "../ir/layout.ts";
import { treeLayout } from "../ir/tree-layout.ts";
import { planGuard, type Monitored } from "../monitor/guard-plan.ts";
import { settling } from "../monitor/anchor.ts";
import { mayTable } from "./machine.ts";
import { MonitorWriter } from "./monitors.ts";
import { AHEAD, EnvWriter, MOVING, NOW, PROPOSED } from "./envs.ts";
import { Raw } from "./literals.ts";
import type { Value } from "./literals.ts";

const NONE = null;

/** What guards over one env share, written once: dynamics, memories, controllers. */
export class SampledWriter {
  readonly #w: EnvWriter;
  readonly #env: EnvIr;
  readonly #program: ProgramIr;
  readonly #treeNames: ReadonlyMap<string, string>;
  readonly #machineNames: ReadonlyMap<string, string>;
  readonly #controllers = new Map<string, Raw>();
  readonly #backups = new Map<string, Raw>();
  #next: Raw | undefined;
  #memories: { readonly start: Raw; readonly remember: Raw } | undefined;

  /** `trees`, `machines`: what the module calls each of them. */
  constructor(program: ProgramIr, writer: EnvWriter, trees: ReadonlyMap<string, string>, machines: ReadonlyMap<string, string>) {
    this.#program = program;
    this.#treeNames = trees;
    this.#machineNames = machines;
    this.#w = writer;
    this.#env = writer.env;
  }

  /** The guard's table; its functions go to the unit. */
  table(guard: SampledGuardIr): Value {
    const env = this.#env;
    const { offers, valid, obs, tick, holder, run, last, memory, trees, machine, acting, action, status, verdicts, margins, now, kept, judged } = layoutOf(this.#program, guard);
    const plan = planGuard(this.#program, guard);
    const asked = new Map([...(plan.kept?.asked ?? []), ...(plan.judged?.asked ?? [])].map(({ condition, truth, robust }) => [condition, { truth, robust }]));
    const looksAhead = guard.conditions.some((c) => c.kind === "barrier" || c.kind === "keep" || c.kind === "foresee");
    return {
      places: { valid, obs, tick, holder, run, last, memory, acting, action, status, verdicts, margins },
      seconds: 1 / env.rate!,
      obs: env.obs.map(slotRow),
      actions: env.acts.map(actionRow),
      memories: env.memories.length,
      monitors: {
        now: plan.now === null ? NONE : { ...this.#monitors(`${guard.name}_now`, guard, plan.now, now, false), asked: plan.now.asked.map((one) => ({ ...one })) },
        kept: plan.kept === null ? NONE : this.#monitors(`${guard.name}_kept`, guard, plan.kept, kept, true),
        judged: plan.judged === null ? NONE : this.#monitors(`${guard.name}_judged`, guard, plan.judged, judged, false),
      },
      machine: machine === null ? NONE : this.#machine(guard, machine),
      ...this.#remember(),
      proposers: guard.proposers.map((p, i) => this.#proposer(guard, p, trees[i] ?? null, offers[i] ?? null)),
      conditions: guard.conditions.map((c, i) => this.#condition(`${guard.name}_${c.kind}_${i + 1}`, c, asked.get(i) ?? NONE)),
      next: looksAhead ? this.#dynamics() : NONE,
    };
  }

  #machine(guard: SampledGuardIr, place: number): Value {
    const machine = machineOf(this.#program, guard)!;
    return { place, machine: new Raw(this.#machineNames.get(machine.name)!), ...mayTable(machine, guard, (tree) => treeNamed(this.#program, tree).sources) };
  }

  /** The tree's places in its own buffer, which begins at `place`. */
  #tree(name: string, place: number): Value {
    const tree = treeNamed(this.#program, name);
    const { sample, may, offers, status, gives, action, size } = treeLayout(this.#env, tree);
    return {
      place, size, sample, may, sources: tree.sources.length, offers: offers.flatMap((offer) => (offer === null ? [] : [{ present: offer.present, age: offer.age }])),
      root: status, gives, action, open: new Raw(this.#treeNames.get(name)!),
    };
  }

  #proposer(guard: SampledGuardIr, p: ProposerIr, place: number | null, offer: { readonly present: number; readonly age: number; readonly action: number } | null): Value {
    const name = `${guard.name}_${p.name}`;
    const given = p.source.kind === "policy" ? p.source.gives : p.source.kind === "tree" ? [] : this.#controller(p.name).sets.map((set) => set.name);
    return {
      offer: offer === null ? NONE : { present: offer.present, age: offer.age, action: offer.action },
      propose: p.source.kind === "controller" ? this.#proposes(p.name) : NONE,
      tree: place === null ? NONE : this.#tree(p.name, place),
      // In slot order: what is wrong with a proposal does not depend on how it is written.
      gives: this.#env.acts.flatMap((act, i) => (given.includes(act.name) ? [i] : [])),
      within: p.within,
      when: p.when === null ? NONE : new Raw(this.#w.truth(`${name}_when`, p.when.at ?? p.at, NOW, p.when)),
      until: p.hold === null ? NONE : new Raw(this.#w.truth(`${name}_until`, p.hold.until.at ?? p.at, NOW, p.hold.until)),
      ticks: p.hold?.ticks ?? 0,
    };
  }

  #monitors(owner: string, guard: SampledGuardIr, { plan, rows, cells }: Monitored<unknown>, place: number, over: boolean): { readonly [field: string]: Value } {
    const settled = settling(rows);
    return { place, settle: Math.max(...rows.map((_, i) => settled(i))), table: new MonitorWriter(this.#w).table(owner, guard.at, plan, rows, cells, { over, columns: false }) };
  }

  #condition(name: string, c: ConditionIr, asked: { readonly truth: number; readonly robust: number } | null): Value {
    const w = this.#w;
    const { kind, at } = c;
    switch (c.kind) {
      case "limit": return { kind, slot: this.#act(c.name), write: new Raw(w.write(name, at, NOW, [["LOW", c.low], ["HIGH", c.high]])) };
      case "rate": return { kind, slot: this.#act(c.name), write: new Raw(w.write(name, at, NOW, [["RATE", c.rate]])) };
      case "require": return {
        kind, asked, value: asked !== null ? NONE : new Raw(w.truth(name, at, PROPOSED, c.value)),
        margin: c.margin === null ? NONE : new Raw(w.write(`${name}_margin`, at, PROPOSED, [["LEAST", c.margin]], "Margin of ")),
      };
      case "barrier": return {
        kind,
        now: new Raw(w.write(name, at, NOW, [["H", c.h], ["ALPHA", c.alpha]])),
        gains: new Raw(w.write(`${name}_gains`, at, NOW, c.gains.map((g) => [this.#w.slots.acts.get(g.name)!, g.value]), "What each action gains for ")),
        next: new Raw(w.least(`${name}_next`, at, c.next, "After one step, at least, before clipping: ", MOVING)),
        after: new Raw(w.least(`${name}_after`, at, c.h, "Over the clipped next states, at least: ")),
      };
      case "keep": return {
        kind, asked, body: asked !== null ? NONE : new Raw(w.truthOver(name, at, c.body, "At the next states: ")),
        margin: c.margin === null ? NONE : new Raw(w.least(`${name}_margin`, at, c.margin, "Margin of ")),
      };
      case "foresee": return {
        kind, steps: c.steps,
        body: new Raw(w.truthOver(`${name}_body`, at, c.body, "What is kept: ")),
        until: new Raw(w.truthOver(`${name}_until`, at, c.until, "Where it ends: ")),
        margin: c.margin === null ? NONE : new Raw(w.least(`${name}_margin`, at, c.margin, "Margin of ")),
        backup: this.#backup(c.backup),
      };
    }
  }

  #act(name: string): number {
    return this.#env.acts.findIndex((act) => act.name === name);
  }

  #controller(name: string): ControllerIr {
    return this.#program.controllers.find((c) => c.name === name)!;
  }

  #proposes(name: string): Raw {
    return kept(this.#controllers, name, () => {
      const { at, sets } = this.#controller(name);
      return this.#w.write(`propose_${name}`, at, NOW, sets.map((set) => [this.#w.slots.acts.get(set.name)!, set.value]));
    });
  }

  #backup(name: string): Raw {
    return kept(this.#backups, name, () => {
      const { at, sets } = this.#controller(name);
      return this.#w.box(`foresee_${name}`, at, AHEAD, sets.map((set) => [this.#w.slots.acts.get(set.name)!, set.value]), "Over intervals: ");
    });
  }

  #dynamics(): Raw {
    const { at, dynamics, name } = this.#env;
    this.#next ??= new Raw(this.#w.box(`${name}_next`, dynamics!.next[0]?.at ?? at, MOVING, dynamics!.next.map((n) => [this.#w.slots.obs.get(n.name)!, n.value]), "States one sample later, before clipping: "));
    return this.#next;
  }

  /** The env's memories, for a spec's table. */
  memories(): { readonly start: Value; readonly remember: Value } {
    return this.#remember();
  }

  get writer(): EnvWriter {
    return this.#w;
  }

  #remember(): { readonly start: Value; readonly remember: Value } {
    const { at, memories, name } = this.#env;
    if (memories.length === 0) return { start: NONE, remember: NONE };
    const index = (m: Slot): string => this.#w.slots.memories.get(m.name)!;
    this.#memories ??= {
      start: new Raw(this.#w.write(`${name}_start`, at, [], memories.map((m) => [index(m), m.start]), "Memories at a session's start: ")),
      remember: new Raw(this.#w.write(`${name}_remember`, at, NOW, memories.map((m) => [index(m), m.next]), "Memories, every sample: ")),
    };
    return this.#memories;
  }
}

function kept(map: Map<string, Raw>, name: string, write: () => string): Raw {
  const known = map.get(name) ?? new Raw(write());
  map.set(name, known);
  return known;
}

function slotRow({ kind, integer, low, high }: Slot): { readonly [name: string]: Value } {
  return { kind, integer, low: low ?? -Infinity, high: high ?? Infinity };
}

function actionRow(act: ActSlot): Value {
  const { kind, low, high } = act;
  return { ...slotRow(act), default: kind === "bool" ? 2 * act.default : act.default, width: low === null || high === null ? 1 : high - low };
}
