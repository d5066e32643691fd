import type { RewardItemIr, StopIr } from "../../../compiler/ir/reward.ts";
import type { CurvePoint } from "./curve.ts";
import type { Span } from "./statistics.ts";

/** What is found about one term, one potential or one number in a log. */
export interface SignalFeedback {
  readonly name: string;
  readonly kind: RewardItemIr["kind"] | "total";
  readonly stage: string | null;
  readonly unit: string;
  /** As it is written, before temperature and weight; of true and false, 1 and 0. Null: it was never known. */
  readonly value: Span | null;
  /** What it adds to the reward at a step. Null of a log. */
  readonly counted: Span | null;
  /** Its part of the sum of all |counted|, and the same with its sign. Null of a log, and where nothing is ever paid. */
  readonly share: number | null;
  readonly signedShare: number | null;
  /** Correlation over episodes of what it adds in all (of a log: of its mean) with success. Null where it cannot be told. */
  readonly success: number | null;
  /** Correlation over steps with each other term. */
  readonly correlations: Readonly<Record<string, number | null>>;
  readonly constant: Constancy;
  /** Steps at which its value is not known, and steps that are refused because of it. */
  readonly unknown: number;
  readonly refused: number;
}

/** Where it does not change: of a term what it adds, of a log its value. */
export interface Constancy {
  /** One value in all the episodes. */
  readonly throughout: boolean;
  /** In how many episodes it has one value; and the first of them by name. */
  readonly episodes: number;
  readonly in: readonly string[];
  /** The part of steps at which it is as it was at the step before. */
  readonly steps: number | null;
}

export interface StageFeedback {
  readonly name: string;
  /** Episodes that came to it or beyond, and those that ended in it. */
  readonly reached: number;
  readonly ended: number;
  /** Steps in it, of all and on average over the episodes that came to it. */
  readonly steps: number;
  readonly dwell: number | null;
}

export interface StopFeedback {
  readonly name: string;
  readonly kind: StopIr["kind"];
  /** Episodes that it ended. */
  readonly episodes: number;
}

export interface Refused {
  readonly why: string;
  readonly steps: number;
  /** Where it comes first; rows count from 1. */
  readonly first: { readonly episode: string; readonly row: number };
}

export interface SuccessFeedback {
  readonly by: readonly string[];
  /** Episodes of which it is known, and their mean: with 0 and 1 alone the rate. */
  readonly known: number;
  readonly mean: number | null;
  /** There is something between, below or above 0 and 1. */
  readonly graded: boolean;
}

export type Outcome = "succeed" | "fail" | "other";

export interface HintFeedback {
  readonly kind: "refused" | "success" | "total" | "constant" | "dominates" | "tiny" | "against" | "unrelated" | "together" | "stage" | "unknown";
  /** The signals that are meant. */
  readonly of: readonly string[];
  readonly text: string;
}

export interface RewardFeedback {
  readonly reward: string;
  readonly env: string;
  readonly episodes: number;
  /** All that were judged, refused ones among them. */
  readonly steps: number;
  /** Rows behind a stop, which nothing is paid for. */
  readonly afterStop: number;
  readonly success: SuccessFeedback | null;
  /** The whole reward, and over episodes what it comes to. */
  readonly total: SignalFeedback;
  readonly returns: Span | null;
  readonly terms: readonly SignalFeedback[];
  readonly logs: readonly SignalFeedback[];
  /** Null where the reward has none. */
  readonly stages: readonly StageFeedback[] | null;
  readonly stops: readonly StopFeedback[];
  /** Episodes that no stop ended. */
  readonly open: number;
  readonly refused: { readonly steps: number; readonly reasons: readonly Refused[] };
  readonly hints: readonly HintFeedback[];
  readonly notes: readonly { readonly trace: string; readonly note: string }[];
  /** What the total and each term add over an episode, on average over those with one outcome. */
  readonly curves: readonly { readonly term: string; readonly outcome: Outcome; readonly episodes: number; readonly points: readonly CurvePoint[] }[];
}
