import type { Bundle } from "../../compiler/bundle.ts";
import type { ProgramIr, ProofIr } from "../../compiler/ir/ir.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import { LineIndex } from "../../grammar/spans.ts";
import { explore, retell, type Limits } from "./explore.ts";
import { freeTree, NotListed } from "./free-tree.ts";
import { Teller, type ToldStep } from "./teller.ts";
import { FreeWorld } from "./world.ts";

/** Some seconds' worth of ticks. */
export const LIMITS: Limits = { states: 100_000, transitions: 1_000_000 };

export interface ProofResult {
  readonly title: string;
  readonly on: string;
  readonly line: number;
  /** `unknown` is no pass. */
  readonly result: "proved" | "refuted" | "unknown";
  /** Why it is not proved. */
  readonly reason: string | null;
  /** Of a tree: how many states there are after a tick, and how many ticks were looked at. */
  readonly states: number;
  readonly transitions: number;
  /** The shortest run that breaks the claim. */
  readonly trace: readonly ToldStep[];
}

/** Goes through the claims of a bundle whose titles contain `filter`. */
export function prove({ ir, source }: Pick<Bundle, "ir" | "source">, filter = "", limits: Limits = LIMITS): ProofResult[] {
  const lines = new LineIndex(source);
  return (ir.proofs ?? []).filter(({ title }) => title.includes(filter)).map((proof) => {
    const { title, on } = proof;
    return { title, on, line: lines.at(proof.at[0]).line + 1, ...(proof.later.length > 0 ? unknown(`it needs what does not run yet: ${proof.later.join(", ")}`) : proved(proof, ir, source, limits)) };
  });
}

type Outcome = Omit<ProofResult, "title" | "on" | "line">;

const unknown = (reason: string, states = 0, transitions = 0): Outcome => ({ result: "unknown", reason, states, transitions, trace: [] });

function proved(proof: ProofIr, ir: ProgramIr, source: string, limits: Limits): Outcome {
  if (proof.kind === "tree") return onTree(proof, ir, ir.trees!.find(({ name }) => name === proof.on)!, source, limits);
  return proof.open === null ? { result: "proved", reason: null, states: 0, transitions: 0, trace: [] } : unknown(`the rules do not show it for \`${proof.open}\``);
}

function onTree({ always, formula, host, text }: Extract<ProofIr, { kind: "tree" }>, ir: ProgramIr, tree: TreeIr, source: string, limits: Limits): Outcome {
  try {
    const free = freeTree(ir, tree, formula, host), world = new FreeWorld(free);
    const { result, states, transitions, ticks, way } = explore(world, free.guarded, (truth) => (always ? truth !== 2 : truth === 2), limits);
    if (result === "holds") return { result: "proved", reason: null, states, transitions, trace: [] };
    if (result === "open") return unknown(`there is more to look at than ${counted(limits.states, "state")} and ${counted(limits.transitions, "tick")}; no run of ${counted(ticks, "tick")} breaks it`, states, transitions);
    const teller = new Teller(ir, tree, source), trace = Array.from(retell(world, way), (step) => teller.tell(step, world.told));
    return { result: "refuted", reason: `\`${text}\` ${always ? "is not" : "is"} true at the last of these ticks`, states, transitions, trace };
  } catch (error) {
    if (error instanceof NotListed) return unknown(`${error.message}: its runs cannot be listed`);
    throw error;
  }
}

export const counted = (n: number, what: string): string => `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`;
