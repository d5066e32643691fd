import { ANSWERS } from "../../compiler/ir/tree-layout.ts";
import { Refusal } from "../refusal.ts";

export type Answer = "success" | "failure" | "running" | "skipped";

const LETTERS: Readonly<Record<string, Answer>> = { S: "success", F: "failure", R: "running", K: "skipped" };
const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, min: 60 };
const HOW = "write letters for its visits (S success, F failure, R running, K skipped) as in `RRS`, a delay as in `2s:S`, or one odd visit as in `F@3`; `*` begins again";

/** At one visit, or after it has been running for so many samples. */
interface Part {
  readonly answer: Answer;
  readonly samples: number | null;
}

interface State {
  readonly part: number;
  /** The sample at which a delay began. */
  readonly began: number | null;
}

/**
 * What a node that is mocked answers: `RRS` at its visits, the last for good; `RS*` again and again; `2s:S` running for 2 s whenever it begins;
 * `F@3` success but at the third visit. Parts stand one after the other with commas.
 */
export class Script {
  readonly #parts: readonly Part[];
  readonly #again: boolean;
  #state: State = { part: 0, began: null };

  constructor(text: string, rate: number) {
    const [, parts = "", star] = /^(.*?)(\*?)$/s.exec(text) ?? [];
    this.#again = star === "*";
    this.#parts = parts.split(",").flatMap((part) => read(part.trim(), text, rate));
  }

  /** What it answers at its next visits, if they come at this sample. */
  answers(sample: number): Answer[] {
    const all: Answer[] = [];
    for (let state = this.#state; all.length < ANSWERS; ) {
      const [answer, next] = this.#step(state, sample);
      all.push(answer);
      // It waits: so it does at any further visit.
      if (next.began !== null) break;
      state = next;
    }
    return all;
  }

  /** So many answers were taken at this sample. */
  took(count: number, sample: number): void {
    for (let i = 0; i < count; i++) this.#state = this.#step(this.#state, sample)[1];
  }

  /** A delay that was halted begins anew. */
  halted(): void {
    this.#state = { ...this.#state, began: null };
  }

  #step({ part, began }: State, sample: number): readonly [Answer, State] {
    const { answer, samples } = this.#parts[part]!;
    const since = began ?? sample;
    // Durations that are whole samples come out a little beside them.
    if (samples !== null && sample - since < samples - 1e-6) return ["running", { part, began: since }];
    const next = part + 1 < this.#parts.length ? part + 1 : this.#again ? 0 : part;
    return [answer, { part: next, began: null }];
  }
}

function read(part: string, whole: string, rate: number): Part[] {
  const visit = (letter: string): Part => ({ answer: LETTERS[letter]!, samples: null });
  if (/^[SFRK]+$/.test(part)) return [...part].map(visit);
  const odd = /^([SFRK])@([1-9]\d{0,2})$/.exec(part);
  if (odd !== null) return [...Array.from({ length: Number(odd[2]) - 1 }, () => visit("S")), visit(odd[1]!), visit("S")];
  const delay = /^(\d+(?:\.\d+)?)(ms|s|min):([SFK])$/.exec(part);
  if (delay !== null) return [{ answer: LETTERS[delay[3]!]!, samples: Number(delay[1]) * SECONDS[delay[2]!]! * rate }];
  throw new Refusal(`\`${whole}\` says no answers: ${HOW}`);
}
