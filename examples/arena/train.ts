// Teaches the two networks by imitation of expert.ts: node examples/arena/train.ts [--check]
// Arithmetic and V8's own Math functions only, so that the same bytes come out every time.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { learn } from "../cruise/learn.ts";
import type { Sample } from "../cruise/learn.ts";
import { toOnnx } from "../cruise/onnx.ts";
import { random } from "../cruise/random.ts";
import { roamAbout, takeAim } from "./expert.ts";
import { inputs, untrained } from "./networks.ts";
import type { Name } from "./networks.ts";
import type { Observation } from "./observe.ts";
import { play } from "./play.ts";

const EPISODES = 200;
const FIRST_SEED = 1_000_000; // `pol run` plays seeds from 2^31 on: what is trained on is never tested on
const PASSES = 15;

/** What the experts do. */
const EXPERTS: Readonly<Record<Name, (seen: Observation) => number[]>> = {
  aim: (seen) => {
    const { turn, fire } = takeAim(seen);
    return [turn, Number(fire)];
  },
  roam: (seen) => {
    const { move, turn } = roamAbout(seen);
    return [...move, turn];
  },
};

/** What is seen while the experts drive, every fifth tick: disturbed, so that it also shows how to come back (Laskey et al. 2017, "DART"). */
function observations(): Observation[] {
  const all: Observation[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + EPISODES; seed++) {
    const draw = random(seed);
    const still = draw.chance(0.5); // as where `aim` acts alone
    let push = [0, 0, 0];
    play(seed, (seen, k) => {
      if (k % 5 === 0) all.push(seen);
      push = push.map((was) => 0.95 * was + 0.3 * draw.normal());
      if (draw.chance(0.01)) push[2] = 8 * draw.normal();
      const { move: [ahead, left] } = roamAbout(seen);
      const { turn, fire } = takeAim(seen);
      const walks = still && seen["enemy.visible"] > 0.5 ? 0 : 1;
      return { move: [walks * ahead + push[0]!, walks * left + push[1]!], turn: turn + 40 * push[2]!, fire, reload: seen.ammo === 0 };
    });
  }
  return all;
}

const seen = observations();
for (const name of ["aim", "roam"] as const) {
  const draw = random(1);
  const network = untrained(name, draw);
  const { centre, reach } = network.scaling;
  // Learned in units of the outputs' reach, since degrees and truth values do not compare.
  const samples: Sample[] = seen.map((one) => ({ observation: inputs(one), action: EXPERTS[name](one).map((x, i) => (x - centre[i]!) / reach[i]!) }));
  const unit = { ...network, scaling: { ...network.scaling, centre: centre.map(() => 0), reach: reach.map(() => 1) } };
  const errors = learn(unit, samples, PASSES, draw);
  console.log(`${name}: rms errors ${errors.map((error, i) => (error * reach[i]!).toFixed(3)).join(", ")}`);
  keep(new URL(`${name}.onnx`, import.meta.url), toOnnx(network, name, "examples/arena/train.ts"));
}

function keep(file: URL, bytes: Uint8Array): void {
  const name = file.pathname.split("/").at(-1)!;
  if (!process.argv.includes("--check")) {
    writeFileSync(file, bytes);
    console.log(`wrote ${name}, ${bytes.length} bytes`);
  } else if (existsSync(file) && readFileSync(file).equals(bytes)) {
    console.log(`${name} is what this training gives`);
  } else {
    console.error(`${name} differs from what this training gives`);
    process.exitCode = 1;
  }
}
