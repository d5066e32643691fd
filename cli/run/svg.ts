import type { Comparison, Shown } from "./comparison.ts";
import { drawn } from "./drawn.ts";
import { below, episodePanels } from "./episode-panels.ts";
import { GAPS, gapsPanel } from "./gaps-panel.ts";

/** The picture of a run: one episode over time, and under it how close all of them came. */
export function picture(comparison: Comparison, shown: Shown): string {
  return drawn(below(comparison).top + GAPS, [episodePanels(comparison, shown), gapsPanel(comparison)]);
}
