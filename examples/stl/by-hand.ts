// The examples' formulas once more, over samples and without Pol: what the test holds Pol against. The least over a window is
// `always`, the greatest `eventually`; of `a and b` it is the least, of `a or b` the greatest, and `a implies b` is `not a or b`.
// Windows are in samples, both ends closed, and cut at the trace's end.

/** A trace by column; truths are 1 and 0. */
export type Columns = Readonly<Record<string, readonly number[]>>;

/** Robustness at sample 0, by spec. */
export type Values = Readonly<Record<string, number>>;

const { abs, hypot, min, max } = Math;
const not = (x: number): number => -x;
const truth = (x: number): number => (x === 1 ? Infinity : -Infinity);
const within = (x: number, low: number, high: number): number => min(x - low, high - x);

/** The operators over a trace of n samples. */
function over(columns: Columns) {
  const n = Object.values(columns)[0]!.length;
  const fold = (step: (a: number, b: number) => number, empty: number) => (from: number, to: number, f: (k: number) => number): number => {
    let result = empty;
    for (let k = from; k <= min(to, n - 1); k++) result = step(result, f(k));
    return result;
  };
  const least = fold(min, Infinity);
  const most = fold(max, -Infinity);
  /** y at some sample, and x at all before it. */
  const until = (to: number, x: (k: number) => number, y: (k: number) => number): number => most(0, to, (k) => min(y(k), least(0, k - 1, x)));
  return { n, least, most, until };
}

function car(c: Columns): Values {
  const { least, most } = over(c);
  const { x, clock, gap, light, waits } = c as Record<string, number[]>;
  const stops = max(truth(light![0]!), min(most(0, 25, (k) => clock![k]! - 1), max(not(truth(waits![0]!)), least(0, 25, (k) => -0.5 - x![k]!))));
  const heeds_light = max(not(truth(light![0]!)), least(0, 25, (k) => not(min(4 - clock![k]!, within(x![k]!, -1, 0)))));
  const keeps_gap = max(not(gap![0]! + 0.5), least(0, 25, (k) => gap![k]! - 1));
  return { stops, heeds_light, keeps_gap, task: min(stops, heeds_light, keeps_gap) };
}

function maze(c: Columns): Values {
  const { least, most } = over(c);
  const { x, y } = c as Record<string, number[]>;
  const level = (name: string, top: number) => {
    const [left, width, goal] = ["left", "width", "goal"].map((field) => c[`${name}.${field}`]!) as [number[], number[], number[]];
    return {
      avoids: least(0, 25, (k) => max(not(within(y![k]!, top - 0.5, top)), left[k]! - x![k]!, x![k]! - (left[k]! + width[k]!))),
      reaches: max(not(goal[0]!), most(0, 25, (k) => 0.4 - hypot(x![k]! - goal[k]!, y![k]! - top + 0.25))),
    };
  };
  const [lower, upper] = [level("lower", 0), level("upper", 2.5)];
  return {
    avoids_lower: lower.avoids, avoids_upper: upper.avoids, reaches_lower: lower.reaches, reaches_upper: upper.reaches,
    task: min(lower.avoids, upper.avoids, lower.reaches, upper.reaches),
  };
}

/** From a rock's edge. */
const off = (c: Columns, rock: string, k: number): number =>
  hypot(c["ship.x"]![k]! - c[`${rock}.at.x`]![k]!, c["ship.y"]![k]! - c[`${rock}.at.y`]![k]!) - c[`${rock}.radius`]![k]!;

function shipSafe(c: Columns): Values {
  const { least } = over(c);
  const avoids_rocks = least(0, 20, (k) => min(off(c, "first", k), off(c, "second", k)));
  const in_river = least(0, 20, (k) => 2 - abs(c["ship.y"]![k]!));
  return { avoids_rocks, in_river, task: min(avoids_rocks, in_river) };
}

function shipTrack(c: Columns): Values {
  const { least, most, until } = over(c);
  const left = (k: number): number => c["left"]![k]!;
  const onTrack = (k: number): number => 0.3 - abs(c["ship.y"]![k]!);
  const avoids_rock = least(0, 20, (k) => off(c, "rock", k));
  const in_river = least(0, 20, (k) => 2 - abs(c["ship.y"]![k]!));
  const returns = until(20, left, (k) => least(k, k + 20, onTrack));
  const waits = least(0, 20, left);
  const back = most(0, 20, (k) => least(k, k + 20, (j) => min(left(j), onTrack(j))));
  return { avoids_rock, in_river, returns, task: min(avoids_rock, in_river, returns), returns_or_waits: max(onTrack(0), waits, back) };
}

function rover(c: Columns): Values {
  const { least, most } = over(c);
  const { battery, hold, "rover.x": x, "rover.y": y } = c as Record<string, number[]>;
  const to = (what: string, k: number): number => hypot(x![k]! - c[`${what}.x`]![k]!, y![k]! - c[`${what}.y`]![k]!);
  const block = (k: number, left: number, bottom: number, size: number): number => min(within(x![k]!, left, left + size), within(y![k]!, bottom, bottom + size));
  const on_map = least(0, 10, (k) => min(within(x![k]!, 0, 10), within(y![k]!, 0, 10)));
  const avoids_blocks = least(0, 10, (k) => not(max(block(k, 0, 0, 3), block(k, 3.5, 7, 3), block(k, 7, 0, 3), block(k, 4.25, 4.25, 1.5))));
  const delivers = max(2 - battery![0]!, most(0, 10, (k) => 0.8 - to("place", k)));
  const charges = max(battery![0]! - 2, most(0, 10, (k) => 0.8 - to("charger", k)));
  const holds = max(to("charger", 0) - 0.8, least(0, 3, (k) => max(0.1 - to("start", k), -hold![k]!)));
  const never_flat = least(0, 10, (k) => battery![k]!);
  return { on_map, avoids_blocks, delivers, charges, holds, never_flat, task: min(on_map, avoids_blocks, delivers, charges, holds, never_flat) };
}

function panda(c: Columns): Values {
  const { least, most } = over(c);
  const away = (k: number, place: (axis: string) => number): number => hypot(...["x", "y", "z"].map((axis) => c[`hand.${axis}`]![k]! - place(axis)));
  const ball: Readonly<Record<string, number>> = { x: 0.3, y: 0.3, z: 0.5 };
  const limits = [[-166, 166], [-101, 101], [-166, 166], [-176, -4], [-166, 166], [-1, 215], [-166, 166]] as const;
  const reaches = most(0, 10, (k) => least(k, k + 10, (j) => 0.1 - away(j, (axis) => c[`goal.${axis}`]![j]!)));
  const avoids = least(0, 10, (k) => away(k, (axis) => ball[axis]!) - 0.2);
  const in_limits = least(0, 10, (k) => min(...limits.map(([low, high], i) => within(c[`joint.${i}`]![k]!, low, high))));
  return { reaches, avoids, in_limits, task: min(reaches, avoids, in_limits) };
}

function driving(c: Columns): Values {
  const { least, most } = over(c);
  const metersPerSecond = (k: number): number => c["speed"]![k]! / 3.6;
  const inLane = (d: number): number => within(d, -0.8, 0.8) / 8;
  const along = (angle: number): number => (0.3 - angle) / 0.3;
  const safe = min(least(0, 20, (k) => within(metersPerSecond(k), 2, 12) / 10), least(0, 20, (k) => (c["neighbour"]![k]! - 1.5) / 1.5));
  const keep_lane = min(safe, least(0, 20, (k) => inLane(c["offset"]![k]!)), least(0, 20, (k) => along(c["heading"]![k]!)));
  const change = (to: string): number => min(
    safe,
    most(0, 10, (k) => least(k, k + 20, (j) => inLane(c[`${to}_offset`]![j]!))),
    most(0, 10, (k) => least(k, k + 20, (j) => along(c[`${to}_heading`]![j]!))),
  );
  return { safe, keep_lane, change_left: change("left"), change_right: change("right") };
}

function transmission(c: Columns): Values {
  const { n, least } = over(c);
  const { speed, engine, gear } = c as Record<string, number[]>;
  const next = (k: number, f: (k: number) => number): number => (k + 1 < n ? f(k + 1) : -Infinity);
  const kept = (g: number): number => least(0, 300, (k) => max(
    not(min(abs(gear![k]! - g), next(k, (j) => -abs(gear![j]! - g)))),
    next(k, (j) => least(j, j + 25, (i) => -abs(gear![i]! - g))),
  ));
  const slow = (to: number, most: number): number => max(not(least(0, 300, (k) => 3000 - engine![k]!)), least(0, to, (k) => most - speed![k]!));
  const [at6a, at6b, at6c] = [slow(40, 35), slow(80, 50), slow(200, 65)];
  return {
    at1: least(0, 200, (k) => 120 - speed![k]!), at2: least(0, 100, (k) => 4750 - engine![k]!),
    at51: kept(1), at52: kept(2), at53: kept(3), at54: kept(4), at6a, at6b, at6c, at6abc: min(at6a, at6b, at6c),
  };
}

/** AT5's truth: a distance from a gear is 0 on both sides of it. */
export function keepsGear(c: Columns, g: number): boolean {
  const gear = c["gear"]!;
  return gear.every((now, k) => k > 300 || now === g || gear[k + 1] !== g || gear.slice(k + 1, k + 27).every((later) => later === g));
}

function powertrain(c: Columns): Values {
  const { least, most } = over(c);
  const { throttle, mu } = c as Record<string, number[]>;
  const low = (k: number): number => 8.8 - throttle![k]!;
  const high = (k: number): number => throttle![k]! - 40;
  const steps = (k: number): number => max(min(low(k), most(k, k + 1, high)), min(high(k), most(k, k + 1, low)));
  return {
    steps: steps(0), afc29: least(220, 1000, (k) => 0.007 - abs(mu![k]!)),
    afc27: least(220, 1000, (k) => max(not(steps(k)), least(k + 20, k + 100, (j) => 0.008 - abs(mu![j]!)))),
  };
}

function magnet(c: Columns): Values {
  const { least, most } = over(c);
  const { place, reference } = c as Record<string, number[]>;
  const off = (k: number, share: number): number => abs(place![k]! - reference![k]!) - (0.005 + share * abs(reference![k]!));
  const settles = (share: number): number =>
    least(10, 370, (k) => max(not(off(k, share)), most(k, k + 20, (j) => least(j, j + 10, (i) => not(off(i, share))))));
  const nnx = min(
    most(0, 10, (k) => place![k]! - 3.2),
    most(10, 15, (k) => least(k, k + 5, (j) => within(place![j]!, 1.75, 2.25))),
    least(20, 30, (k) => within(place![k]!, 1.825, 2.175)),
  );
  return { nn: settles(0.03), nn_easier: settles(0.04), nnx };
}

function cars(c: Columns): Values {
  const { least, most } = over(c);
  const gap = (of: number) => (k: number): number => c[`y${of + 1}`]![k]! - c[`y${of}`]![k]!;
  const front = gap(4), back = gap(1);
  return {
    cc1: least(0, 200, (k) => 40 - front(k)),
    cc2: least(0, 140, (k) => most(k, k + 60, (j) => front(j) - 15)),
    cc3: least(0, 160, (k) => max(least(k, k + 40, (j) => 20 - back(j)), most(k, k + 40, (j) => front(j) - 40))),
    cc4: least(0, 130, (k) => most(k, k + 60, (j) => least(j, j + 10, (i) => front(i) - 8))),
    cc5: least(0, 144, (k) => most(k, k + 16, (j) => max(not(least(j, j + 10, (i) => back(i) - 9)), least(j + 10, j + 40, (i) => front(i) - 9)))),
    ccx: min(...[1, 2, 3, 4].map((of) => least(0, 100, (k) => gap(of)(k) - 7.5))),
  };
}

const f16 = (c: Columns): Values => ({ f16_recovers: over(c).least(0, 150, (k) => c["altitude"]![k]!) });
const condenser = (c: Columns): Values => ({ sc: over(c).least(60, 70, (k) => within(c["pressure"]![k]!, 87, 87.5)) });

function pacemaker(c: Columns): Values {
  const { least, most } = over(c);
  return { pm: min(least(0, 100, (k) => 15 - c["paces"]![k]!), most(0, 100, (k) => c["paces"]![k]! - 8)) };
}

/** By file. */
export const byHand = {
  "neural-predictive-control/car": car,
  "neural-predictive-control/maze": maze,
  "neural-predictive-control/ship-safe": shipSafe,
  "neural-predictive-control/ship-track": shipTrack,
  "neural-predictive-control/rover": rover,
  "neural-predictive-control/panda": panda,
  driving,
  "arch-comp/transmission": transmission,
  "arch-comp/powertrain": powertrain,
  "arch-comp/magnet": magnet,
  "arch-comp/chasing-cars": cars,
  "arch-comp/f16": f16,
  "arch-comp/steam-condenser": condenser,
  "arch-comp/pacemaker": pacemaker,
} as const satisfies Readonly<Record<string, (columns: Columns) => Values>>;
