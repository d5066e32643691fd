import type { TreeNetworks } from "./networks.ts";
import type { EntryValue, Outcome, Visit } from "./port.ts";
import type { Script } from "./script.ts";
import type { TreeSession } from "./session.ts";

export interface Play {
  readonly session: TreeSession;
  /** By node's name. */
  readonly scripts: ReadonlyMap<string, Script>;
  /** What is observed at each sample, by slot; the last stays. None: nothing is known. */
  readonly observed: readonly (readonly number[])[];
  readonly networks: TreeNetworks | null;
  /** At most so many ticks. */
  readonly ticks: number;
  /** It ends when the tree is done. */
  readonly untilDone: boolean;
}

/** One tick of a tree that is played, and what stands on its blackboard afterwards. */
export interface PlayedTick {
  readonly tick: number;
  /** Seconds. */
  readonly time: number;
  readonly root: Outcome;
  /** In order, those that a timer halted before the tick first. */
  readonly visits: readonly Visit[];
  readonly action: Readonly<Record<string, number | boolean>> | null;
  readonly blackboard: Readonly<Record<string, EntryValue>>;
}

/** Ticks a tree on a virtual clock: at every sample timers fire, then what is new is written, then it is ticked once. */
export async function* playTree({ session, scripts, observed, networks, ticks, untilDone }: Play): AsyncGenerator<PlayedTick> {
  const rate = session.env.rate ?? 1;
  for (let sample = 0; sample < ticks; sample++) {
    const expired = session.expire(sample);
    noteHalts(expired, scripts);
    const slots = observed[Math.min(sample, observed.length - 1)];
    if (slots !== undefined) {
      session.see(slots);
      await networks?.offer(session, slots);
    }
    for (const [node, script] of scripts) session.answer(node, ...script.answers(sample));
    const { root, visits, action } = session.tick(sample);
    for (const [node, script] of scripts) script.took(session.asked(node), sample);
    noteHalts(visits, scripts);
    yield { tick: sample, time: sample / rate, root, visits: [...expired, ...visits], action, blackboard: Object.fromEntries(session.tree.entries.map(({ name }) => [name, session.get(name)])) };
    if (untilDone && (root === "success" || root === "failure")) return;
  }
}

/** A script's node that was halted last of all is not at work any more. */
function noteHalts(visits: readonly Visit[], scripts: ReadonlyMap<string, Script>): void {
  const last = new Map(visits.map(({ node, status }) => [node, status]));
  for (const [node, script] of scripts) if (last.get(node) === "halted") script.halted();
}
