import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { messageOf } from "../guard/sampled.ts";
import { Refusal } from "../refusal.ts";
import type { World } from "./world.ts";

const KINDS: Readonly<Record<Exclude<keyof World, "policy" | "effort" | "counts">, "string" | "number" | "function" | "object">> = {
  guard: "string", seconds: "number", episodes: "number", episode: "function", violated: "function",
  closest: "object", speed: "string", event: "string",
};
const CLOSEST: Readonly<Record<keyof World["closest"], "string" | "number">> = { name: "string", of: "string", unit: "string", limit: "number" };

/** Imports the `world` that a file exports; it is code, and runs as such. Throws a Refusal for anything else. */
export async function loadWorld(file: string): Promise<World> {
  let module: Record<string, unknown>;
  try {
    module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (cause) {
    throw new Refusal(`${basename(file)} cannot be loaded (${messageOf(cause).split("\n")[0]})`, { cause });
  }
  const { world } = module;
  const problem = misfit(world, KINDS, "world") ?? misfit((world as World).closest, CLOSEST, "world.closest") ?? misnamed(world as World) ?? unusable(world as World);
  if (problem !== null) throw new Refusal(`${basename(file)} exports no world: ${problem}`);
  return world as World;
}

function misfit(value: unknown, kinds: Readonly<Record<string, string>>, name: string): string | null {
  if (typeof value !== "object" || value === null) return `\`${name}\` is no object`;
  const wrong = Object.entries(kinds).find(([key, kind]) => typeof (value as Record<string, unknown>)[key] !== kind);
  return wrong === undefined ? null : `\`${name}.${wrong[0]}\` is no ${wrong[1]}`;
}

/** What are names, one or several, and some may be left out. */
function misnamed({ policy, effort, counts }: World): string | null {
  const names = (list: unknown): boolean => Array.isArray(list) && list.every((name) => typeof name === "string");
  if (typeof policy !== "string" && !(names(policy) && policy.length > 0)) return "`world.policy` names no network";
  if (effort !== undefined && typeof effort !== "string") return "`world.effort` is no string";
  return counts === undefined || names(counts) ? null : "`world.counts` is no list of strings";
}

function unusable({ seconds, episodes }: World): string | null {
  if (!(seconds > 0 && seconds < Infinity)) return `\`world.seconds\` is ${seconds}`;
  return Number.isInteger(episodes) && episodes > 0 ? null : `\`world.episodes\` is ${episodes}`;
}
