import { rangesOf } from "../../../compiler/analyze/reward-ranges.ts";
import type { EnvIr } from "../../../compiler/ir/ir.ts";
import type { RewardIr } from "../../../compiler/ir/reward.ts";
import { Refusal } from "../../refusal.ts";
import { numberIn } from "../../traces/number.ts";
import type { BesideValue } from "../../traces/beside-cells.ts";
import type { Trace } from "../../traces/trace.ts";
import type { Episode } from "./episodes.ts";
import type { PlayedStep } from "./runner.ts";
import { numbersOf } from "./signals.ts";

/** What says whether an episode succeeds: a log of the reward at the episode's last step, or a column at its last row. */
export type Asked = { readonly log: string; readonly called: string } | { readonly column: string };

/** What an episode comes to: 1 or true is success, 0 or false none, and what lies between them is said as it is. */
export interface Judged {
  readonly value: number | null;
  /** Who says so. */
  readonly by: string;
}

/** The log and the column that are looked at where nothing else is asked for. */
export const SUCCESS = "success";

/** Judges episodes. Unless asked otherwise: by a log `success`, by a column `success`, or by how they end, whichever there is first. */
export class Judge {
  readonly #reward: RewardIr;
  readonly #asked: Asked | null;
  readonly #log: number | null;
  /** Stops that may pay more than nothing, and what they pay. */
  readonly #pays: ReadonlyMap<string, number>;

  constructor(env: EnvIr, reward: RewardIr, asked: Asked | null) {
    this.#reward = reward;
    this.#asked = asked;
    this.#log = asked !== null && "column" in asked ? null : logged(reward, asked?.log ?? SUCCESS);
    const ranges = rangesOf(env, reward);
    const paid = reward.stops.flatMap(({ name }): [string, number][] => {
      const node = reward.items.find((item) => item.name === name)?.counted ?? null;
      return node === null || !(ranges[node]!.high > 0) ? [] : [[name, node]];
    });
    this.#pays = new Map(paid);
  }

  /** The column that a trace is to be read with. */
  get column(): { readonly name: string; readonly needed: boolean } | null {
    if (this.#asked !== null) return "column" in this.#asked ? { name: this.#asked.column, needed: true } : null;
    return this.#log === null ? { name: SUCCESS, needed: false } : null;
  }

  /** What the trace says of an episode; null where it says nothing. */
  told({ beside }: Trace, episode: Episode): Judged | null {
    const column = this.column === null ? undefined : beside?.get(this.column.name);
    return column === undefined ? null : { value: success(column.at(episode.to - 1), column.label, episode), by: `column \`${column.label}\`` };
  }

  /** What an episode's last step says; null where there is nothing to judge by. */
  of(last: PlayedStep): Judged | null {
    if (this.#log !== null) {
      const [value] = last.refused === null ? numbersOf(this.#reward, this.#log, last) : [];
      return { value: value === undefined || !Number.isFinite(value) ? null : value, by: this.#asked !== null && "called" in this.#asked ? this.#asked.called : `log \`${SUCCESS}\`` };
    }
    if (this.#asked !== null || this.#pays.size === 0) return null;
    const node = last.terminated === null ? undefined : this.#pays.get(last.terminated);
    return { value: node !== undefined && numbersOf(this.#reward, node, last)[0]! > 0 ? 1 : 0, by: [...this.#pays.keys()].map((name) => `stop \`${name}\``).join(" or ") };
  }
}

/** The node of a log that is one number or truth value. */
function logged({ items }: RewardIr, name: string): number | null {
  const found = items.find((item) => item.name === name && item.kind === "log");
  return found?.value.kind === "scalar" ? found.value.node : null;
}

function success(value: BesideValue, label: string, { name }: Episode): number | null {
  if (typeof value === "boolean") return Number(value);
  const word = typeof value === "string" ? value.trim().toLowerCase() : null;
  if (word === "true" || word === "false") return Number(word === "true");
  const number = typeof value === "string" ? numberIn(value) : value;
  if (number === null && value !== null) throw new Refusal(`${name}: \`${value}\` in column \`${label}\` says nothing about success; write true or false, 1 or 0, or a number`);
  return number === null || !Number.isFinite(number) ? null : number;
}
