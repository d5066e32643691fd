import { clamp, TICK } from "./motion.ts";
import type { Random } from "./random.ts";

/** A stretch of driving: hold `target` [m/s] until a time [s], braking and accelerating no harder than said [m/s^2]. */
interface Phase {
  readonly until: number;
  readonly target: number;
  readonly brake: number;
  readonly accel: number;
}

/** What the car ahead does in tick k, m/s^2, given its speed [m/s] and the share of its planned speed it keeps to. */
export type Leader = (k: number, lead: number, share: number) => number;

/** Ordinary traffic for so many seconds: cruising, slowing, stop-and-go and speeding up, between -3 and 2 m/s^2. */
export function ordinaryLeader(usual: number, seconds: number, random: Random): Leader {
  const phases: Phase[] = [];
  let time = 0;
  const add = (lasting: number, target: number) => {
    time += lasting;
    phases.push({ until: time, target, brake: random.between(1, 3), accel: random.between(0.8, 2) });
  };
  add(random.between(1, 5), usual);
  while (time < seconds) {
    if (random.chance(0.45)) add(random.between(3, 8), usual + random.between(-3, 3));
    else if (random.chance(0.4)) add(random.between(4, 8), usual * random.between(0.4, 0.8));
    else if (random.chance(0.4)) {
      add(random.between(4, 9), 0);
      add(random.between(4, 7), random.between(5, 12));
    } else add(random.between(4, 8), Math.min(usual + random.between(2, 8), 36));
  }

  // Nobody holds a speed exactly: a slow wobble of a few per cent, and none at a standstill.
  const wobble = random.between(0, 0.04);
  const pace = random.between(0.3, 0.9);
  return (k, lead, share) => {
    const now = k * TICK;
    const phase = phases.find(({ until }) => now < until) ?? phases[phases.length - 1]!;
    const wanted = share * phase.target * (1 + wobble * Math.sin(pace * now));
    return clamp(0.7 * (wanted - lead), -phase.brake, phase.accel);
  };
}
