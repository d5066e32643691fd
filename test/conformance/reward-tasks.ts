import { existsSync } from "node:fs";
import { join } from "node:path";
import { bundleOf } from "../../runtime/files/load.ts";
import type { Task } from "./reward-backends.ts";
import type { Case } from "./reward-cases.ts";

const OWN = new URL("reward/", import.meta.url).pathname;

/** Steps of safe control: what they compute is an action, and no reward. They come with control. */
const NOT_YET = /^safe\//;

/** A task's file, compiled; or why there is none. `later`: nobody expects one yet. */
export type Found = Task | { readonly missing: string } | { readonly later: true };

export async function findTask(name: string, cases: readonly Case[], policies: string | undefined): Promise<Found> {
  const path = join(policies ?? OWN, `${name}.pol`);
  if (!existsSync(path)) return NOT_YET.test(name) ? { later: true } : { missing: `there is no ${path}` };
  try {
    const bundle = await bundleOf(path);
    const [reward, ...more] = bundle.ir.rewards ?? [];
    if (reward === undefined || more.length > 0) return { missing: `${path} should declare one reward` };
    return { name, bundle, reward, cases };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}
