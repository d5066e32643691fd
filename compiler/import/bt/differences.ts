import { lineOf } from "./bag.ts";
import { Outcomes } from "./outcomes.ts";
import { type BtNode, type BtTree, nodesOf, type NodeOf } from "./tree.ts";

interface Difference {
  /** What BehaviorTree.CPP does, and what strict trees do. */
  readonly about: string;
  readonly at: (node: BtNode, outcomes: Outcomes) => boolean;
}

/** A negative count of successes, or none, counts what was skipped too. */
const counts = ({ all, success }: NodeOf<"parallel">): boolean => !all && success !== null && !(success.expr.kind === "literal" && Number(success.expr.value) < 0);
const yields = (node: BtNode): boolean => node.kind === "composite" && node.mode === "memory" && node.children.length > 1;
const isOnce = ({ times: { expr } }: NodeOf<"times">): boolean => expr.kind === "literal" && (Number(expr.value) === 1 || Number(expr.value) === 0);
const wakes = (node: BtNode): boolean => yields(node) || (node.kind === "times" && !isOnce(node)) || (node.kind === "composite" && node.mode === "async" && node.children.length > 1) || node.kind === "time";

const DIFFERENCES: readonly Difference[] = [
  { about: "between children that end at once it gives running; strict goes on in the same tick", at: yields },
  { about: "where its child is skipped it gives running; strict is skipped", at: (node, may) => node.kind === "wrapper" && node.op === "repeat until failure" && may.maySkip(node.children[0]!) },
  { about: "it may give running with nothing running, where children were skipped; strict fails", at: (node, may) => node.kind === "parallel" && counts(node) && node.children.some((child) => may.maySkip(child)) },
  { about: "after it was halted or its child skipped, it does not ask its condition again; strict does", at: (node, may) => node.kind === "when" && node.children.some((child) => may.maySkip(child) || may.mayRun(child)) },
  { about: "it throws where its condition is skipped; in Pol, strict or not, it is skipped then", at: (node, may) => (node.kind === "if" || node.kind === "while") && node.children[0] !== undefined && may.maySkip(node.children[0]) },
  { about: "where its child is not running when its time is over, that time is lost; strict fails then", at: (node, may) => node.kind === "time" && node.op === "timeout" && may.maySkip(node.children[0]!) },
  { about: "halted and begun again before time passes, it is over at once; strict waits", at: (node) => node.kind === "time" && node.op === "wait" },
  { about: "what is to be done on halting it is done whenever the tree is halted, whether it ran or not; in strict trees only if it ran", at: ({ hooks }) => hooks.some(({ on }) => on === "halt") },
  { about: "the wake-up it asks for may be left over and make a later tick run twice; strict forgets it", at: wakes },
];

/** Where `compatible` trees and strict ones do not do the same, a line each. */
export function differences(trees: ReadonlyMap<string, BtTree>): readonly string[] {
  const outcomes = new Outcomes(trees);
  const nodes = [...trees.values()].flatMap(({ root }) => [...nodesOf(root)]);
  return DIFFERENCES.flatMap(({ about, at }) => {
    const where = nodes.filter((node) => at(node, outcomes));
    return where.length === 0 ? [] : [`BehaviorTree.CPP and strict trees differ at ${listed(where.map(named))}: ${about}`];
  });
}

const named = ({ label, source, place }: BtNode): string => `\`${label ?? source}\` (${lineOf(place)})`;

const MOST = 12;
const listed = (all: readonly string[]): string => (all.length > MOST ? [...all.slice(0, MOST), `${all.length - MOST} more`] : all).join(", ");
