import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { findWorld } from "../../runtime/simulate/find.ts";
import { Simulator } from "../../runtime/simulate/simulate.ts";
import type { Io } from "../io.ts";
import { tellingEpisode, type Comparison, type Shown } from "../run/comparison.ts";
import { toJson } from "../run/json.ts";
import { progressBar } from "../run/progress.ts";
import { writePicture } from "../run/write-picture.ts";
import { sentence, table } from "../run/table.ts";
import { exit, UsageError, type Options } from "../verb.ts";

/** Options that only a tree by itself has. */
const OF_TREES = ["ticks", "mock", "set", "observe", "column", "time", "watch", "speed"];

export async function run([path = "."]: readonly string[], options: Options, io: Io): Promise<number> {
  if (options["tree"] !== undefined) return (await import("../tree/run.ts")).runTree(path, options, io);
  const foreign = OF_TREES.find((name) => options[name] !== undefined);
  if (foreign !== undefined) throw new UsageError(`\`--${foreign}\` is for a tree: say which with \`--tree NAME\``);
  if (existsSync(join(resolve(io.cwd, path), "conversations"))) {
    const { runConversations } = await import("../run/conversations.ts");
    return runConversations(resolve(io.cwd, path), options, io);
  }
  const workers = positive(options, "workers") ?? availableParallelism();
  const asked = positive(options, "episodes");
  const picked = positive(options, "episode");
  const found = findWorld(resolve(io.cwd, path));
  const simulator = await Simulator.open(found.policy, found.world, workers);
  try {
    const episodes = asked ?? simulator.scene.episodes;
    if (picked !== undefined && picked > episodes) throw new UsageError(`there is no episode ${picked}: ${episodes} are played`);
    const comparison = await compare(simulator, episodes, options["seed"] as number, io);
    const file = pictureFile(options, dirname(found.world), io);
    if (options["json"]) io.stdout.write(`${JSON.stringify(toJson(comparison), null, 2)}\n`);
    else io.stdout.write(`${table(comparison, io.color)}\n${sentence(comparison)}\n\n`);
    await show(simulator, comparison, (picked ?? tellingEpisode(comparison) + 1) - 1, file, options, io);
    return comparison.guarded.all.violations > 0 ? exit.findings : exit.clean;
  } finally {
    simulator.close();
  }
}

async function compare(simulator: Simulator, episodes: number, seed: number, io: Io): Promise<Comparison> {
  const bar = await progressBar(io, 2 * episodes);
  try {
    const play = (guarded: boolean, what: string) => simulator.play({ guarded, episodes, seed, onProgress: (ended) => bar.advance(what, ended) });
    const guarded = await play(true, "with its guard   ");
    const unguarded = await play(false, "without its guard");
    return { scene: simulator.scene, seed, workers: simulator.workers, guarded, unguarded };
  } finally {
    bar.stop();
  }
}

/** Sketches one episode on the terminal and draws it into a file, as far as either is wanted. */
async function show(simulator: Simulator, comparison: Comparison, episode: number, file: string | undefined, { json }: Options, io: Io): Promise<void> {
  if (json && file === undefined) return;
  const { seed } = comparison;
  const shown: Shown = { episode, guarded: await simulator.trace(true, seed, episode), unguarded: await simulator.trace(false, seed, episode) };
  if (!json) {
    const { sketch } = await import("../run/sketch.ts");
    io.stdout.write(`${sketch(comparison, shown, io.color)}\n`);
  }
  if (file === undefined) return;
  await writePicture(file, comparison, shown);
  if (!json) io.stdout.write(`Wrote ${relative(io.cwd, file)}\n`);
}

/** Where the picture goes, if anywhere: never into the world's own folder unless asked. */
function pictureFile({ plot, json }: Options, folder: string, io: Io): string | undefined {
  if (plot !== undefined) return resolve(io.cwd, plot as string);
  return json || resolve(io.cwd) === folder ? undefined : resolve(io.cwd, "run.svg");
}

function positive(options: Options, name: string): number | undefined {
  const value = options[name] as number | undefined;
  if (value === 0) throw new UsageError(`\`--${name}\` is at least 1`);
  return value;
}
