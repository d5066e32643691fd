import type { RewardFeedback } from "../../runtime/rewards/feedback/results.ts";
import { drawn } from "../run/drawn.ts";
import { heading } from "../run/style.ts";
import { counted, cut } from "../monitor/words.ts";
import { curvePanels, curvesHeight } from "./curve-panels.ts";
import { relationPanel } from "./relation-panel.ts";
import { successes } from "./report.ts";
import { rowsOf, TABLE } from "./rows.ts";
import { sharePanel } from "./share-panel.ts";

const SUBTITLE = 130;
const GAP = 40;

/** The picture of a reward on traces: what each term makes up, what goes together, and what each adds over an episode. */
export function picture(feedback: RewardFeedback): string {
  const rows = rowsOf(feedback);
  const below = TABLE + rows.height + GAP;
  const title = [heading(`${feedback.reward} over ${feedback.env}`, cut(subtitle(feedback, rows.absent), SUBTITLE), 24)];
  return drawn(below + curvesHeight(rows), [{ title }, sharePanel(rows), relationPanel(rows), curvePanels(feedback, rows, below)]);
}

function subtitle(feedback: RewardFeedback, absent: readonly string[]): string {
  const refused = feedback.refused.steps > 0 ? [`${counted(feedback.refused.steps, "step")} refused`] : [];
  return [`${counted(feedback.episodes, "episode")}, ${counted(feedback.steps, "step")}`, successes(feedback), ...refused, ...(absent.length > 0 ? [`not drawn: ${absent.join(", ")}`] : [])].join("; ");
}
