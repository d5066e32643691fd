import type { TreeSession } from "../../runtime/index.ts";
import { Navigator, type Moment, type Scene } from "./navigator.ts";
import { RATE } from "./robot.ts";

/** Nobody waits longer; seconds. */
const LONGEST = 120;

/** Ticks until the tree is done. */
export function* drive(session: TreeSession, scene: Scene, seed: number): Generator<Moment> {
  const navigator = new Navigator(session, scene, seed);
  for (let sample = 0; sample < LONGEST * RATE; sample++) {
    const moment = navigator.step();
    yield moment;
    if (moment.root !== "running") return;
  }
}
