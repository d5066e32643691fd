import { hostBeside } from "../files/host.ts";
import { bundleOf } from "../files/load.ts";
import { Refusal } from "../refusal.ts";
import { openFeedback } from "./feedback/open.ts";
import type { RewardFeedback } from "./feedback/results.ts";
import { withSuccess } from "./feedback/with-success.ts";
import { rewardOf } from "./reward.ts";

export interface RewardFeedbackOptions {
  /** Which reward, where the file has several. */
  readonly reward?: string;
  /** A condition or a number in Pol that says at an episode's last step whether it succeeds. */
  readonly success?: string;
  /** Or the column that says so in its last row. */
  readonly successColumn?: string;
  /** Columns by the names of the observations and actions that they fill; of `episode` too. */
  readonly columns?: Readonly<Record<string, string>>;
}

/**
 * Plays recorded traces through a reward of a `.pol` file or a bundle and says what each of its terms does. Throws a Refusal, in one sentence, for
 * anything that cannot be used.
 */
export async function rewardFeedback(path: string, traces: readonly string[], options: RewardFeedbackOptions = {}): Promise<RewardFeedback> {
  const plain = await bundleOf(path, { models: "none" });
  const { name } = rewardOf(plain, options.reward);
  const { success: condition, successColumn: column, columns = {} } = options;
  const judged = condition === undefined ? null : await withSuccess({ path, text: plain.source }, name, condition, hostBeside(path));
  if (judged !== null && "problem" in judged) throw new Refusal(`\`${condition}\` cannot say what success is: ${judged.problem}`);
  const success = judged?.success ?? (column === undefined ? null : { column });
  const { feedback, dispose } = await openFeedback(judged?.bundle ?? plain, name, { columns, ...(success !== null && { success }) });
  try {
    for (const trace of traces) await feedback.read(trace);
    return feedback.result();
  } finally {
    dispose();
  }
}
