import { LineIndex, oneLine } from "../../grammar/spans.ts";
import type { At } from "../../compiler/ir/ir.ts";

/** Where in the policy something is said: line from 1, and the words. */
export interface Place {
  readonly line: number;
  readonly text: string;
}

export interface JudgedCondition extends Place {
  readonly verdict: "true" | "false" | "unknown";
  /** By how much it holds, in the unit of what it compares; null where it has no margin. */
  readonly margin: number | null;
}

export interface AskedProposer {
  readonly proposer: string;
  readonly outcome: string;
  /** What it proposed, before limits and barriers; null where it proposed nothing usable. */
  readonly proposed?: unknown;
  /** Seconds, of a policy's offer. */
  readonly age?: number;
  readonly conditions?: readonly JudgedCondition[];
  /** Of a tree that acts: its leaves, as they were visited. */
  readonly leaves?: readonly VisitedLeaf[];
}

export interface VisitedLeaf {
  readonly name: string;
  readonly outcome: string;
  /** What its policy offered, and how old that is in seconds. */
  readonly proposed?: unknown;
  readonly age?: number;
}

/** The state in which the machine that is followed is at a sample. */
export interface ModeRecord {
  /** The machine. */
  readonly name: string;
  readonly state: string;
  /** The sample at which it was entered. */
  readonly since: number;
  /** At this sample: what the state before had to ensure was not. */
  readonly rolledBack?: true;
  /** At this sample: the controller that makes good what was done. */
  readonly doing?: string;
}

/** One step of a sampled guard, all of it. */
export interface StepRecord {
  readonly kind: "step";
  readonly seq: number;
  readonly guard: string;
  readonly path: string;
  /** Hash of the policy that decided. */
  readonly policy: string;
  readonly session: string;
  readonly tick: number;
  readonly observation: unknown;
  /** Why the observation was not usable; empty when it was. */
  readonly invalid: readonly string[];
  /** None where no machine is followed. */
  readonly machine?: ModeRecord;
  readonly proposers: readonly AskedProposer[];
  readonly acting: string;
  readonly action: unknown;
  readonly reason: string;
  readonly rule: Place;
  /** What this step settled of the specs that the session monitors; none where it monitors none. */
  readonly specs?: readonly MonitoredSpec[];
  /** Milliseconds of the host's clock. */
  readonly took: number;
}

/** A spec (of `always φ`, φ) at a sample that is settled by now: of a bounded future, one some steps ago. */
export interface MonitoredSpec {
  readonly spec: string;
  /** Null while nothing is settled, or where `trouble` says why nothing is. */
  readonly instant: number | null;
  readonly verdict: "true" | "false" | "unknown";
  /** Null where it is not finite. */
  readonly robustness: readonly [lo: number | null, hi: number | null];
  readonly trouble?: string;
}

/** What all records about tool calls begin with. */
interface AboutCall {
  readonly seq: number;
  readonly guard: string;
  readonly path: string;
  readonly policy: string;
  readonly session: string;
  /** Whose call it is; null where nobody said. */
  readonly principal: string | null;
  readonly tool: string;
  readonly reason: string;
  /** Seconds on the session's clock; null where it has not begun. */
  readonly time: number | null;
}

/** One tool call, judged. */
export interface CallRecord extends AboutCall {
  readonly kind: "call";
  /** As read; where they could not be read, the beginning of their text, or null. */
  readonly arguments: unknown;
  readonly verdict: "allow" | "ask" | "forbid";
  /** The rule that decided; null where none spoke for the call, or it was refused before any was asked. */
  readonly rule: (Place & { readonly privilege: string; readonly effect: string }) | null;
  /** Every rule that had a say, in order. */
  readonly matched: readonly (Place & { readonly effect: string; readonly definite: boolean })[];
  readonly stop: boolean;
  readonly took: number;
  /** What was found out about its values, in the order in which the rules ask. */
  readonly evidence: readonly Evidence[];
  /** What is to be executed, where that is not `arguments` letter by letter. */
  readonly executes?: unknown;
  /** The how manyth time the user had spoken. */
  readonly turn: number;
  /** What the rules read about what happened before, in their order; none where they read nothing. */
  readonly happened?: readonly Reading[];
  /** Arguments that have something labelled secret in them, by name: not to be shown. */
  readonly secret?: readonly string[];
}

/** What a place of the rules read about what happened before the call. */
export interface Reading extends Place {
  /** A number, a truth, a text (its beginning, where it is long) or JSON; null where nobody knows. */
  readonly value: unknown;
  /** Not to be shown. */
  readonly secret?: true;
}

/** One thing the host found out about a value: what asks, of which value, and why it is so. */
export interface Evidence extends Place {
  /** Its beginning, where it is long. */
  readonly value: unknown;
  readonly verdict: "true" | "false" | "unknown";
  /** Where the value was told; where it stands that is not from where it should be; why a set does not hold it. */
  readonly because: string | null;
  /** The value is not to be shown. */
  readonly secret?: true;
}

/** What became of a call that was judged earlier. */
interface Settled extends AboutCall {
  /** `seq` of the call's record. */
  readonly call: number;
  /** Whether the call may be executed now. */
  readonly permitted: boolean;
}

/** Whether a permitted call could be executed when it was about to be. */
export interface ReleaseRecord extends Settled {
  readonly kind: "release";
}

/** What became of a call that a person was asked about. */
export interface AnswerRecord extends Settled {
  readonly kind: "answer";
  readonly answer: "approved" | "declined" | "unanswered";
}

/** A call's arguments as they are to be executed: what a person is shown who is asked. */
export function shownOf({ arguments: args, executes }: CallRecord): unknown {
  return executes ?? args;
}

export type DecisionRecord = StepRecord | CallRecord | AnswerRecord | ReleaseRecord;

/** Takes records as they are made. One that throws turns the decision into the fallback: nothing acts unrecorded. */
export type Sink = (record: DecisionRecord) => void;

/** Gives lines and words of a policy's text. */
export class Places {
  readonly #text: string;
  readonly #lines: LineIndex;
  readonly #known = new WeakMap<At, Place>();

  constructor(text: string) {
    this.#text = text;
    this.#lines = new LineIndex(text);
  }

  of(at: At): Place {
    const known = this.#known.get(at);
    if (known !== undefined) return known;
    const place = { line: this.#lines.at(at[0]).line + 1, text: oneLine(this.#text.slice(at[0], at[1])) };
    this.#known.set(at, place);
    return place;
  }
}
