// Writes pick.csv: an arm that carries a cube to a goal, in twelve episodes. Some policies hover over the cube and never grasp it.
// node examples/rewards/traces/make.ts > examples/rewards/traces/pick.csv

type Point = readonly [x: number, y: number, z: number];

const GOAL: Point = [0.3, 0.2, 0.2];
const HOME: Point = [0, 0, 0.3];
const STEPS = 40;
const SPEED = 0.04;
const DIGITS = 3;

/** Halton's sequence: spread evenly, the same on every machine. */
function spread(i: number, base: number): number {
  let [value, part] = [0, 1];
  for (let n = i + 1; n > 0; n = Math.floor(n / base)) value += (n % base) * (part /= base);
  return value;
}

const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const plus = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
const norm = (a: Point): number => Math.hypot(...a);

/** A step towards a point, not farther than it is. */
function towards(from: Point, to: Point, speed: number): Point {
  const way = minus(to, from);
  const scale = Math.min(1, speed / Math.max(norm(way), 1e-9));
  return [way[0] * scale, way[1] * scale, way[2] * scale];
}

const rows: (string | number | boolean)[][] = [];
for (let episode = 1; episode <= 12; episode++) {
  let tcp: Point = HOME;
  let cube: Point = [0.1 + 0.3 * spread(episode, 2), -0.3 + 0.3 * spread(episode, 3), 0.02];
  let grasped = false;
  const hovers = episode % 3 === 0;
  const speed = SPEED * (0.7 + 0.3 * spread(episode, 5));
  for (let k = 0; k < STEPS; k++) {
    grasped ||= !hovers && norm(minus(cube, tcp)) < 0.01;
    const aim = grasped ? GOAL : hovers ? plus(cube, [0, 0, 0.03]) : cube;
    const delta = towards(tcp, aim, speed);
    rows.push([episode, ...tcp, ...cube, ...GOAL, grasped, ...delta].map((value) => (typeof value === "number" ? Number(value.toFixed(DIGITS)) : value)));
    if (grasped && norm(minus(GOAL, cube)) < 0.01) break;
    tcp = plus(tcp, delta);
    if (grasped) cube = tcp;
  }
}

const axes = (name: string): string[] => ["x", "y", "z"].map((axis) => `${name}.${axis}`);
const header = ["episode", ...axes("tcp"), ...axes("cube"), ...axes("goal"), "grasped", ...axes("delta")];
process.stdout.write([header, ...rows].map((row) => `${row.join(",")}\n`).join(""));
