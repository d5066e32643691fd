import { writeFileSync } from "node:fs";
import { messageOf } from "../../runtime/guard/sampled.ts";
import { Refusal } from "../../runtime/refusal.ts";
import type { Comparison, Shown } from "./comparison.ts";

/** Draws a run into a file. */
export async function writePicture(file: string, comparison: Comparison, shown: Shown): Promise<void> {
  const { picture } = await import("./svg.ts");
  try {
    writeFileSync(file, picture(comparison, shown));
  } catch (cause) {
    throw new Refusal(`the picture cannot be written (${messageOf(cause)})`, { cause });
  }
}
