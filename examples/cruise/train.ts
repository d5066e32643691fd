// Teaches a small network to drive in ordinary traffic, by imitation: node examples/cruise/train.ts [--check]
// Arithmetic and V8's own Math functions only, so that the same bytes come out every time.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { intelligentDriver } from "./idm.ts";
import { learn } from "./learn.ts";
import type { Sample } from "./learn.ts";
import { cars, clamp, step, TICK } from "./motion.ts";
import { newNetwork } from "./network.ts";
import { toOnnx } from "./onnx.ts";
import { random } from "./random.ts";
import { world } from "./world.ts";

const FILE = new URL("cruise.onnx", import.meta.url);
const EPISODES = 600;
const FIRST_SEED = 1_000_000; // `pol run` plays seeds from 2^31 on: what is trained on is never tested on
const PASSES = 20;

/**
 * The middle and half the width of what the output can be, m/s^2: -3.5..2, well inside the act range -8..3.
 * As is usual in imitation, the span is fitted to the demonstrations: it holds 99.9 % of them, the rest are clipped.
 */
const CENTRE = -0.75;
const REACH = 2.75;
/** Of speed [m/s], gap [m] and lead [m/s]. */
const SCALING = { offset: [15, 40, 15], scale: [10, 20, 10], centre: [CENTRE], reach: [REACH] };

/**
 * What the driver to imitate sees and does in ordinary traffic, every fifth tick.
 * Its actions are disturbed while it drives, so that it also shows how to come back (Laskey et al. 2017, "DART").
 */
function demonstrations(): Sample[] {
  const samples: Sample[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + EPISODES; seed++) {
    // No `event`: nobody ever cuts in here.
    const episode = world.episode(seed);
    const draw = random(seed);
    let state = cars(episode.start);
    let push = 0;
    for (let k = 0; k < world.seconds / TICK; k++) {
      const action = clamp(intelligentDriver(state), CENTRE - REACH, CENTRE + REACH);
      if (k % 5 === 0) samples.push({ observation: [state.speed, state.gap, state.lead], action: [action] });
      push = 0.98 * push + 0.1 * draw.normal();
      state = step(state, action + push, episode.disturb(k, { ...state })["lead"]!);
    }
  }
  return samples;
}

const draw = random(1);
const network = newNetwork([3, 32, 32, 1], SCALING, draw);
const [error] = learn(network, demonstrations(), PASSES, draw);
const bytes = toOnnx(network, "cruise", "examples/cruise/train.ts");
console.log(`rms error ${error!.toFixed(3)} m/s^2`);

if (!process.argv.includes("--check")) {
  writeFileSync(FILE, bytes);
  console.log(`wrote cruise.onnx, ${bytes.length} bytes`);
} else if (existsSync(FILE) && readFileSync(FILE).equals(bytes)) {
  console.log("cruise.onnx is what this training gives");
} else {
  console.error("cruise.onnx differs from what this training gives");
  process.exitCode = 1;
}
