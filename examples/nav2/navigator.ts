import type { Outcome, TreeSession, Visit } from "../../runtime/index.ts";
import { random } from "../cruise/random.ts";
import { Action, type Answer, condition, type Leaf } from "./leaves.ts";
import { isWayFree, plan } from "./plan.ts";
import { distance, lengthOf, rest, type Obstacle, type Point } from "./plane.ts";
import { RATE, Robot } from "./robot.ts";

export interface Scene {
  readonly start: Point;
  /** Where it is sent, and when; seconds. */
  readonly goals: readonly { readonly at: number; readonly goal: Point }[];
  readonly obstacles: readonly Obstacle[];
}

/** One tick, and how the robot stands afterwards. */
export interface Moment {
  readonly time: number;
  readonly at: Point;
  readonly heading: number;
  readonly goal: Point;
  readonly root: Outcome;
  readonly visits: readonly Visit[];
}

/** Codes of Nav2's planner and controller. */
const NO_PATH = "208", NO_CONTROL = "106", NONE = "0";
const NEAR = 0.15; // of the goal
const PATIENCE = RATE; // samples for which something may stand in front of it

/** Answers for the leaves of Nav2's tree: a robot in a plane, on a clock of samples. Chance comes from the seed. */
export class Navigator {
  readonly robot: Robot;
  readonly #session: TreeSession;
  readonly #scene: Scene;
  readonly #leaves: ReadonlyMap<string, Leaf>;
  /** What the texts on the blackboard stand for. */
  readonly #paths = new Map<string, readonly Point[]>();
  #sample = 0;
  #seenGoal: Point | null = null;
  #asked: { readonly sample: number; readonly goal: Point } | null = null;
  /** How often a plan was begun. */
  plans = 0;

  constructor(session: TreeSession, scene: Scene, seed: number) {
    this.#session = session;
    this.#scene = scene;
    this.robot = new Robot(scene.start, random(seed));
    this.#leaves = new Map(session.tree.nodes.flatMap((node) => (node.kind === "extern" ? [[node.name, this.#leaf(node.leaf)] as const] : [])));
    for (const entry of ["compute_path_error_code", "follow_path_error_code"]) session.set(entry, NONE);
  }

  get goal(): Point {
    return this.#scene.goals.findLast(({ at }) => at * RATE <= this.#sample)!.goal;
  }

  get #path(): readonly Point[] | null {
    return this.#paths.get(String(this.#session.get("path"))) ?? null;
  }

  /** One sample: the robot goes on, then the tree is ticked. */
  step(): Moment {
    const session = this.#session, sample = this.#sample, time = sample / RATE;
    this.robot.look(this.#scene.obstacles, time);
    for (const leaf of this.#leaves.values()) if (leaf instanceof Action) leaf.goOn();
    const expired = session.expire(sample);
    session.set("goal", `(${this.goal.x}, ${this.goal.y})`);
    for (const [name, leaf] of this.#leaves) session.answer(name, ...leaf.answers());
    const { root, visits } = session.tick(sample);
    for (const { node, status } of [...expired, ...visits]) {
      if (status === "halted") this.#leaves.get(node)?.halted();
      else this.#leaves.get(node)?.visited(status as Answer, session.given(node));
    }
    const { at, heading } = this.robot, moment = { time, at, heading, goal: this.goal, root, visits: [...expired, ...visits] };
    this.#sample += 1;
    return moment;
  }

  #leaf(name: string): Leaf {
    const { robot } = this, session = this.#session, { global, local } = robot.costmaps;
    const hasFailed = (code: string): Leaf => condition(() => session.get(code) !== NONE);
    switch (name) {
      case "ComputePathToPose": return new Action(() => this.#planning());
      case "FollowPath": return new Action(() => this.#following());
      case "ClearEntireCostmap": return new Action(({ service_name: service }) => () => {
        (String(service).startsWith("global") ? global : local).clear();
        return "success";
      });
      case "Spin": return new Action(({ spin_dist: angle }) => lasting(Number(angle), () => robot.turn(1 / RATE)));
      case "Wait": return new Action(({ wait_duration: seconds }) => lasting(Number(seconds), () => {}));
      case "BackUp": return new Action(({ backup_dist: metres, backup_speed: speed }) => lasting(Number(metres) / Number(speed), () => robot.back(Number(speed) / RATE)));
      case "GlobalUpdatedGoal": return condition(() => this.#seenGoal !== this.goal, () => (this.#seenGoal = this.goal));
      // Since the sample before: where it begins, nothing is new.
      case "GoalUpdated": return condition(() => this.#asked?.sample === this.#sample - 1 && this.#asked.goal !== this.goal, () => (this.#asked = { sample: this.#sample, goal: this.goal }));
      case "IsGoalNearby": return condition(() => this.#path !== null && lengthOf(rest(this.#path, robot.at)) < 4);
      case "ValidatePath": return condition(() => this.#path !== null && isWayFree(rest(this.#path, robot.at).slice(1), [...global]));
      case "WouldAPlannerRecoveryHelp": return hasFailed("compute_path_error_code");
      case "WouldAControllerRecoveryHelp": return hasFailed("follow_path_error_code");
      // What is chosen is what the file says.
      default: return condition(() => true);
    }
  }

  /** A plan takes a sample. */
  #planning(): () => "success" | "failure" {
    this.plans += 1;
    return () => {
      const { robot, goal } = this, path = plan(robot.at, goal, [...robot.costmaps.global]);
      this.#session.set("compute_path_error_code", path === null ? NO_PATH : NONE);
      if (path === null) return "failure";
      const name = `plan ${this.plans}`;
      this.#paths.set(name, path);
      this.#session.set("path", name);
      return "success";
    };
  }

  #following(): () => "success" | "failure" | null {
    let waited = 0;
    return () => {
      const path = this.#path!, end = path.at(-1)!;
      if (distance(end, this.robot.at) < NEAR) return "success";
      waited = this.robot.follow(path) ? 0 : waited + 1;
      this.#session.set("follow_path_error_code", waited > PATIENCE ? NO_CONTROL : NONE);
      return waited > PATIENCE ? "failure" : null;
    };
  }
}

function lasting(seconds: number, does: () => void): () => "success" | null {
  let left = Math.ceil(seconds * RATE);
  return () => {
    does();
    left -= 1;
    return left > 0 ? null : "success";
  };
}
