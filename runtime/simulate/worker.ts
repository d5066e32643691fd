// One process that plays batches of episodes, so that every core plays; started by pool.ts.
import { openGuard, type Guard } from "../guard/guard.ts";
import { Refusal } from "../refusal.ts";
import { BATCH, playBatch } from "./batch.ts";
import { BareDriver, GuardedDriver } from "./drivers.ts";
import { loadWorld } from "./load-world.ts";
import type { Answer, Job, Opening, Played, Scene } from "./protocol.ts";
import { networkNames, settingOf, type Setting } from "./setting.ts";
import { Recorder } from "./trace.ts";

class Worker {
  readonly scene: Scene;
  readonly #setting: Setting;
  readonly #guarded: GuardedDriver;
  readonly #bare: BareDriver;

  constructor(setting: Setting, guard: Guard) {
    const { world, env } = setting;
    this.#setting = setting;
    this.#guarded = new GuardedDriver(setting, guard, BATCH);
    this.#bare = new BareDriver(setting);
    const { guard: name, policy, seconds, episodes, closest, speed, effort, event, counts } = world;
    this.scene = {
      guard: name, policy, seconds, episodes, closest, speed, event, rate: setting.rate, ...(effort !== undefined && { effort }), ...(counts !== undefined && { counts }),
      actors: setting.actors.names, networks: networkNames(world),
      units: Object.fromEntries([...env.obs, ...env.acts].map((slot) => [slot.name, slot.unit])),
    };
  }

  static async open({ bundle, world: file }: Opening): Promise<Worker> {
    const world = await loadWorld(file);
    const guard = await openGuard(bundle, { guard: world.guard });
    return new Worker(settingOf(world, guard), guard);
  }

  async play({ guarded, seed, first, count, traced }: Job): Promise<Played> {
    const recorder = traced ? new Recorder(this.#setting) : undefined;
    const courses = await playBatch(this.#setting, guarded ? this.#guarded : this.#bare, seed, first, count, recorder);
    return { episodes: courses.map((course) => course.figures()), micros: this.#guarded.takeMicros(), trace: recorder?.trace(courses[0]!) ?? null };
  }
}

async function answered<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: await work() };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.message };
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

let worker: Worker | undefined;
process.on("message", async (message: Opening | Job) => {
  const answer = await answered(async () => {
    if (worker !== undefined) return worker.play(message as Job);
    worker = await Worker.open(message as Opening);
    return worker.scene;
  });
  process.send!(answer);
});
// Whoever asked is gone.
process.on("disconnect", () => process.exit());
