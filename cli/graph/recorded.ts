import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Refusal } from "../../runtime/refusal.ts";
import { reached } from "../policy-files.ts";

/** One tick as `pol run --tree NAME --json` wrote it. */
export interface Recorded {
  readonly tree: string;
  readonly status: ReadonlyMap<string, string>;
  readonly caption: string;
}

interface Line {
  readonly tree: string;
  readonly tick: number;
  readonly time: number;
  readonly root: string;
  readonly visits: readonly { readonly node: string; readonly status: string }[];
}

/** The tick of that number, or the last; of the tree of that name, or of the one in it. */
export function recordedTick(path: string, cwd: string, tree: string | undefined, tick: number | undefined): Recorded {
  const text = reached(path, () => readFileSync(resolve(cwd, path), "utf8"));
  const lines = text.split("\n").flatMap((line, i) => (line.trim() === "" ? [] : [lineOf(line, `${path}:${i + 1}`)]));
  const of = lines.filter((line) => tree === undefined || line.tree === tree);
  if (of.length === 0) throw new Refusal(`${path} holds no tick${tree === undefined ? "" : ` of \`${tree}\``}`);
  const found = tick === undefined ? of.at(-1)! : of.find((line) => line.tick === tick);
  if (found === undefined) throw new Refusal(`${path} holds no tick ${tick}: its last is ${of.at(-1)!.tick}`);
  return { tree: found.tree, status: new Map(found.visits.map(({ node, status }) => [node, status])), caption: `tick ${found.tick} · ${found.time.toFixed(2)} s · ${found.root}` };
}

function lineOf(text: string, place: string): Line {
  try {
    const value = JSON.parse(text) as Line;
    if (typeof value.tree === "string" && typeof value.tick === "number" && typeof value.time === "number" && typeof value.root === "string" && value.visits.every(({ node, status }) => typeof node === "string" && typeof status === "string")) return value;
  } catch {
    // It is said below.
  }
  throw new Refusal(`${place} is no tick as \`pol run --tree NAME --json\` writes it`);
}
