import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf } from "../../runtime/guard/sampled.ts";
import { Refusal } from "../../runtime/refusal.ts";
import type { RewardFeedback } from "../../runtime/rewards/feedback/results.ts";
import { picture } from "./picture.ts";

export async function writePicture(file: string, feedback: RewardFeedback, cwd: string): Promise<void> {
  try {
    writeFileSync(resolve(cwd, file), picture(feedback));
  } catch (cause) {
    throw new Refusal(`the picture cannot be written (${messageOf(cause)})`, { cause });
  }
}
