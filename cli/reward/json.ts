import type { RewardFeedback } from "../../runtime/rewards/feedback/results.ts";
import type { Unread } from "./report.ts";

/** What `--json` prints; what cannot be told is null. Curves are for the picture alone. */
export function toJson(file: string, { curves, ...feedback }: RewardFeedback, unread: readonly Unread[]): object {
  return { file, ...feedback, unread };
}
