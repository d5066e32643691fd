import { numberPort, portsOf } from "./ports.ts";
import { plain, type Reader, type Reading } from "./reading.ts";
import type { BtNode } from "./tree.ts";

/** What Nav2 asks the world for becomes a leaf that the host answers for; the node around it is Pol's. */
const asking = (x: Reading): BtNode => {
  for (const { name } of x.element.attributes) x.get(name);
  return { ...plain(x), kind: "leaf", id: x.source, ports: portsOf(x.element) };
};

/** Succeeds when its child is to begin again. */
const trigger: Reader = (x) => {
  x.children(1, 1);
  const leaf = asking(x);
  return { kind: "again", around: (children) => [leaf, ...children] };
};

/** Nodes with children that Nav2 adds, as its sources have them. */
export const NAV2: Readonly<Record<string, Reader>> = {
  RecoveryNode: (x) => {
    x.children(2, 2);
    const attribute = x.get("number_of_retries") ?? { name: "number_of_retries", value: "1", place: x.element.place, at: () => x.element.place };
    const retries = numberPort(attribute, x.bag);
    if (retries.expr.kind === "name") x.bag.wrong(attribute.at(0), "`number_of_retries` has to stand in the file: Pol wants it before the tree runs");
    return { kind: "recovery", retries };
  },
  PipelineSequence: (x) => {
    x.children(1);
    return { kind: "composite", op: "sequence", mode: "pipeline" };
  },
  RoundRobin: (x) => {
    x.children(1);
    return { kind: "composite", op: "round robin", mode: "" };
  },
  RateController: (x) => {
    x.children(1, 1);
    const attribute = x.get("hz") ?? { name: "hz", value: "10", place: x.element.place, at: () => x.element.place };
    return { kind: "every", hertz: numberPort(attribute, x.bag) };
  },
  DistanceController: trigger, SpeedController: trigger, GoalUpdatedController: trigger,
  // It writes its output before its child is visited, and always lets it.
  GoalUpdater: trigger,
  PathLongerOnApproach: (x) => {
    x.children(1, 1);
    const leaf = asking(x);
    x.bag.note("`<PathLongerOnApproach>` halts its child once the path is no longer longer; Nav2 leaves it as it is");
    return { kind: "while", around: (children) => [leaf, ...children, { ...plain(x), kind: "constant", gives: "succeed" }] };
  },
};
