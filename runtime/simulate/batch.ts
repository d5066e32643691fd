import { networkInput } from "../guard/guard.ts";
import { Course } from "./course.ts";
import type { Driver } from "./drivers.ts";
import type { Setting } from "./setting.ts";
import type { Recorder } from "./trace.ts";

/**
 * Episodes played in lockstep. A network is always asked for this many rows, and an episode has the row its number says, so
 * that its last bits depend neither on how many are played nor on who plays them.
 */
export const BATCH = 64;

/** Episodes `first` to `first + count - 1` of a run, all of one batch. A recorder takes down the only one. */
export async function playBatch(setting: Setting, driver: Driver, seed: number, first: number, count: number, recorder?: Recorder): Promise<Course[]> {
  const courses = Array.from({ length: count }, (_, i) => new Course(setting, seed, first + i));
  const row = (i: number): number => (first + i) % BATCH;
  for (let i = 0; i < count; i += 1) driver.reset(row(i));
  const width = setting.env.obs.length;
  const seen = new Float32Array(BATCH * width);

  for (let k = 0; k < setting.ticks; k += 1) {
    for (const [i, course] of courses.entries()) {
      if (course.violated) continue;
      course.before(k);
      seen.set(networkInput(setting.env.obs, course.state), row(i) * width);
    }
    if (courses.every(({ violated }) => violated)) break;
    const answers = await Promise.all(driver.networks.map(({ policy }) => policy.infer(seen, BATCH)));
    for (const [i, course] of courses.entries()) {
      if (course.violated) continue;
      recorder?.observed(course);
      const { acting, corrected } = driver.act(row(i), course, answers);
      recorder?.acted(course, acting);
      course.after(k, acting, corrected);
    }
  }
  for (const course of courses) recorder?.observed(course);
  return courses;
}
