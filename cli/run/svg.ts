import type { Comparison, Shown } from "./comparison.ts";
import { drawn } from "./drawn.ts";
import { episodePanels } from "./episode-panels.ts";
import { gapsPanel } from "./gaps-panel.ts";
import { HEIGHT } from "./style.ts";

/** The picture of a run: one episode over time, and under it how close all of them came. */
export function picture(comparison: Comparison, shown: Shown): string {
  return drawn(HEIGHT, [episodePanels(comparison, shown), gapsPanel(comparison)]);
}
