import type { Bundle } from "../../../compiler/bundle.ts";
import { openReward } from "../reward.ts";
import { Feedback, type FeedbackOptions } from "./player.ts";
import { batchRunner } from "./runner.ts";

/** A reward in an isolate of its own, for traces. */
export async function openFeedback(bundle: Bundle, name: string, options: FeedbackOptions = {}): Promise<{ readonly feedback: Feedback; dispose(): void }> {
  const reward = await openReward(bundle, { reward: name });
  return { feedback: new Feedback(reward.env, reward.ir, batchRunner(reward.batch(1)), options), dispose: () => reward.dispose() };
}
