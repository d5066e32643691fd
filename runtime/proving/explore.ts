import { Choices, Replayed } from "./choices.ts";
import type { FreeWorld } from "./world.ts";

/** When looking ends though not all has been seen. */
export interface Limits {
  readonly states: number;
  readonly transitions: number;
}

/** From one state to the next: a tick with what was chosen in it, or (`ticks` false) the tree being halted. */
export interface Step {
  readonly ticks: boolean;
  readonly chosen: Uint8Array;
}

export interface Explored {
  /** `open`: a limit was met, and nothing found. */
  readonly result: "holds" | "fails" | "open";
  readonly states: number;
  readonly transitions: number;
  /** No counter-example is shorter than this many ticks. */
  readonly ticks: number;
  /** The shortest way to where it fails, that tick included. */
  readonly way: readonly Step[];
}

interface Reached {
  readonly state: Float64Array;
  readonly before: number;
  readonly by: Step | null;
  readonly depth: number;
}

/** Looks at every state there can be after a tick, nearest first. `isWrong`: whether a tick's truth breaks the claim. */
export function explore(world: FreeWorld, guarded: boolean, isWrong: (truth: number) => boolean, limits: Limits): Explored {
  const reached: (Reached | null)[] = [{ state: world.start, before: -1, by: null, depth: 0 }], links: { readonly before: number; readonly by: Step | null }[] = [];
  const known = new Set([keyOf(reached[0]!.state)]);
  let transitions = 0;
  const note = (state: Float64Array, before: number, ticks: boolean, { taken: chosen }: Choices, depth: number): void => {
    known.add(keyOf(state));
    reached.push({ state, before, by: { ticks, chosen }, depth });
  };
  for (let at = 0; at < reached.length; at += 1) {
    const { state, before, by, depth } = reached[at]!;
    links.push({ before, by });
    // Its state is not needed any more.
    reached[at] = null;
    for (const kind of guarded ? ["tick", "halt"] as const : ["tick"] as const) {
      const choices = new Choices();
      do {
        if (transitions >= limits.transitions || reached.length > limits.states) return { result: "open", states: reached.length, transitions, ticks: depth, way: [] };
        transitions += 1;
        if (kind === "halt") {
          const halted = world.halt(state, choices);
          if (halted !== null && !known.has(keyOf(halted))) note(halted, at, false, choices, depth + 1);
          continue;
        }
        const { state: next, truth } = world.tick(state, choices);
        if (isWrong(truth)) return { result: "fails", states: reached.length, transitions, ticks: depth, way: [...wayTo(at, links), { ticks: true, chosen: choices.taken }] };
        if (!known.has(keyOf(next))) note(next, at, true, choices, depth + 1);
      } while (choices.next());
    }
  }
  return { result: "holds", states: reached.length, transitions, ticks: Infinity, way: [] };
}

function wayTo(at: number, links: readonly { readonly before: number; readonly by: Step | null }[]): readonly Step[] {
  const way: Step[] = [];
  for (let i = at; links[i]!.by !== null; i = links[i]!.before) way.push(links[i]!.by!);
  return way.reverse();
}

const keyOf = (state: Float64Array): string => Buffer.from(state.buffer, state.byteOffset, state.byteLength).toString("latin1");

/** Goes a way once more; behind each step, the world tells of it. */
export function* retell(world: FreeWorld, way: readonly Step[]): Generator<Step> {
  let state = world.start;
  for (const step of way) {
    const replayed = new Replayed(step.chosen);
    state = step.ticks ? world.tick(state, replayed).state : world.halt(state, replayed)!;
    yield step;
  }
}
