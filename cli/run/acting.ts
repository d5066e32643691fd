import type { Scene } from "../../runtime/simulate/protocol.ts";
import { BACKUPS, LAST, NETWORKS } from "./style.ts";

/** A stretch in which the same one acts, in ticks. */
export interface Band {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export function bandsOf(acting: readonly string[]): Band[] {
  const starts = acting.flatMap((name, k) => (k === 0 || name !== acting[k - 1] ? [k] : []));
  return starts.map((from, i) => ({ name: acting[from]!, from, to: starts[i + 1] ?? acting.length }));
}

/** Networks are pale, the last resort stands out most. */
export function colourOf(name: string, { actors, networks }: Scene): string {
  if (networks.includes(name)) return NETWORKS[networks.indexOf(name) % NETWORKS.length]!;
  const at = actors.indexOf(name);
  return at === actors.length - 1 ? LAST : BACKUPS[at % BACKUPS.length]!;
}
