import type { AnswerRecord, CallRecord, ReleaseRecord } from "../record/record.ts";

export interface ToolCall {
  readonly tool: string;
  /** The arguments as JSON text (best: nothing is lost) or already parsed. */
  readonly arguments?: unknown;
  /** Seconds, on a clock that does not step back; without it the session's clock is asked. */
  readonly time?: number;
  /** What else the call rests on, each by a name: a script's hash, a tool's description. `release` compares. */
  readonly binds?: Readonly<Record<string, string>>;
}

export interface CallDecision {
  readonly verdict: "allow" | "ask" | "forbid";
  /** For the agent: what the guard's `tell` says. Empty when the call is allowed. */
  readonly message: string;
  /** For the operator. */
  readonly reason: string;
  /** For the person who is asked: the headline of `saying`. */
  readonly question: string | null;
  /** True when the run should end here: no further call of the session is permitted. */
  readonly stop: boolean;
  /** The arguments as judged, canonical JSON, paths and the like in the form that was judged: what to execute. Null when refused. */
  readonly canonical: string | null;
  /** Addresses by host name that were found public: connect to these. */
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  readonly record: CallRecord;
}

/** What became of a call that was asked about. */
export interface Answer {
  readonly permitted: boolean;
  /** For the agent. Empty when the call is permitted. */
  readonly message: string;
  readonly record: AnswerRecord;
}

/** Whether a permitted call may be executed now. */
export interface Release {
  readonly permitted: boolean;
  /** For the agent. Empty when the call is permitted. */
  readonly message: string;
  readonly record: ReleaseRecord;
}
