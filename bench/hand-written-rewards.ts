import type ivmTypes from "isolated-vm";

/** A reward as somebody would write it by hand over columns, one for each number: the reward, and what it is made of. */
export interface HandWritten {
  /** Slots of the env's observations by the names that the loop has for their columns. */
  readonly reads: Readonly<Record<string, string>>;
  /** Terms and logs by the names that the loop has for their columns; `r` is the reward. */
  readonly writes: Readonly<Record<string, string>>;
  /** The inside of the loop over environments k. */
  readonly body: string;
}

const xyz = (short: string, path: string): Record<string, string> => Object.fromEntries(["x", "y", "z"].map((axis) => [short + axis, `${path}.${axis}`]));
const eight = (short: string, path: string): Record<string, string> => Object.fromEntries(Array.from({ length: 8 }, (_, i) => [short + i, `${path}.${i}`]));

export const HAND_WRITTEN: Readonly<Record<string, HandWritten>> = {
  "t2r/metaworld/drawer-open-v2": {
    reads: { ...xyz("e", "robot.ee_position"), ...xyz("o", "obj1.position"), ...xyz("g", "goal_position"), grip: "robot.gripper_openness", ...xyz("a", "action"), aw: "action.w" },
    writes: { reach: "dist_to_handle", goal: "goal_diff", penalty: "gripper_penalty", effort: "action_reg" },
    body: `
      const dx = ex[k] - ox[k], dy = ey[k] - oy[k], dz = ez[k] - oz[k];
      const d = Math.sqrt(dx * dx + dy * dy + dz * dz);
      const px = ox[k] - gx[k], py = oy[k] - gy[k], pz = oz[k] - gz[k];
      const p = Math.sqrt(px * px + py * py + pz * pz);
      const closed = d < 0.1 && grip[k] > -1 ? 1 : 0;
      const b0 = ax[k], b1 = ay[k], b2 = az[k], b3 = aw[k];
      const act = Math.sqrt(b0 * b0 + b1 * b1 + b2 * b2 + b3 * b3);
      reach[k] = d; goal[k] = p; penalty[k] = closed; effort[k] = act;
      r[k] = -d - p - 0.01 * closed - 0.001 * act;`,
  },
  "isaacgym/ant": {
    reads: {
      height: "torso_height", up: "up_proj", head: "heading_proj", now: "potential", before: "prev_potential", wUp: "weights.up_weight", wHead: "weights.heading_weight",
      wAct: "weights.actions_cost", wEnergy: "weights.energy_cost", wLimit: "weights.joints_at_limit_cost", least: "weights.termination_height", death: "weights.death_cost",
      ...eight("q", "dof_pos_scaled"), ...eight("v", "dof_vel_scaled"), ...eight("a", "action"),
    },
    writes: { progress: "progress", upright: "up", heading: "heading", cost: "action_cost", energy: "electricity_cost", limit: "dof_at_limit", fell: "terminated" },
    body: `
      const gain = now[k] - before[k];
      const u = up[k] > 0.93 ? wUp[k] : 0;
      const h = head[k] > 0.8 ? wHead[k] : wHead[k] * head[k] / 0.8;
      ${Array.from({ length: 8 }, (_, i) => `const b${i} = a${i}[k];`).join(" ")}
      const c = ${Array.from({ length: 8 }, (_, i) => `b${i} * b${i}`).join(" + ")};
      const e = ${Array.from({ length: 8 }, (_, i) => `Math.abs(b${i} * v${i}[k])`).join(" + ")};
      const l = ${Array.from({ length: 8 }, (_, i) => `(q${i}[k] > 0.99 ? 1 : 0)`).join(" + ")};
      const over = height[k] < least[k];
      progress[k] = gain; upright[k] = u; heading[k] = h; cost[k] = c; energy[k] = e; limit[k] = l; fell[k] = over ? 2 : 0;
      r[k] = over ? death[k] : gain + 0.5 + u + h - wAct[k] * c - wEnergy[k] * e - wLimit[k] * l;`,
  },
  "t2r/maniskill/gold/pick_cube": {
    reads: {
      ...xyz("e", "robot.ee_pose.p"), ...xyz("c", "cubeA.pose.p"), ...xyz("g", "goal_position"), held: "robot.is_grasped",
      ...Object.fromEntries(Object.entries(eight("v", "robot.qvel")).slice(0, 7)),
    },
    writes: { toGoal: "obj_to_goal_dist", placed: "is_obj_placed", still: "is_robot_static", won: "success", toCube: "tcp_to_obj_dist", reach: "reaching_reward", place: "place_reward" },
    body: `
      const gdx = gx[k] - cx[k], gdy = gy[k] - cy[k], gdz = gz[k] - cz[k];
      const far = Math.sqrt(gdx * gdx + gdy * gdy + gdz * gdz);
      const there = far <= 0.025;
      const quiet = Math.max(${Array.from({ length: 7 }, (_, i) => `Math.abs(v${i}[k])`).join(", ")}) <= 0.2;
      const done = there && quiet;
      const ddx = cx[k] - ex[k], ddy = cy[k] - ey[k], ddz = cz[k] - ez[k];
      const away = Math.sqrt(ddx * ddx + ddy * ddy + ddz * ddz);
      const near = 1 - Math.tanh(5 * away), put = 1 - Math.tanh(5 * far);
      toGoal[k] = far; placed[k] = there ? 2 : 0; still[k] = quiet ? 2 : 0; won[k] = done ? 2 : 0; toCube[k] = away; reach[k] = near; place[k] = put;
      r[k] = done ? 5 : near + (held[k] === 2 ? 1 + put : 0);`,
  },
};

/** Runs of a loop, and something else that is never run but then, in which V8 hands over what it has optimised: see `SETTLING` in `isolate.ts`. */
const SETTLED = [0, 1, 2, 3].map((i) => `for (let r = 0; r < 500; r++) step(); (() => { let x = ${i}; for (let i = 0; i < 3e6; i++) x = (x + i) | 0; return x; })();`);

/** The loop in an isolate, optimised, over arrays that are constants to V8 (`constants`), or over arrays that are handed to it. */
export function inIsolate(ivm: typeof ivmTypes, isolate: ivmTypes.Isolate, { reads, writes, body }: HandWritten, buffers: readonly SharedArrayBuffer[], n: number, constants: boolean): () => void {
  const names = [...Object.keys(reads), ...Object.keys(writes), "r"].join(", ");
  const loop = `for (let k = 0; k < n; k++) {${body}\n}`;
  const made = constants ? `const [${names}] = arrays; const step = () => { ${loop} };` : `const over = (${names}) => { ${loop} }; const step = () => over(...arrays);`;
  const code = `(n, ...all) => { const arrays = all.map((one) => new Float64Array(one)); ${made} return { step, settle: () => { ${SETTLED.join(" ")} } }; }`;
  const bind = isolate.compileScriptSync(code).runSync(isolate.createContextSync(), { reference: true }) as unknown as ivmTypes.Reference<(...args: unknown[]) => object>;
  const bound = bind.applySync(undefined, [n, ...buffers.map((buffer) => new ivm.ExternalCopy(buffer).copyInto({ release: true }))], { result: { reference: true } }) as unknown as ivmTypes.Reference<Record<string, () => void>>;
  const method = (name: string): ivmTypes.Reference<() => void> => bound.getSync(name, { reference: true }) as unknown as ivmTypes.Reference<() => void>;
  method("settle").applySync(undefined, []);
  const step = method("step");
  return () => { step.applySync(undefined, []); };
}
