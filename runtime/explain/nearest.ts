import type { Ir, ToolIr } from "../../compiler/ir/ir.ts";
import { ArgumentReader } from "../guard/tool-arguments.ts";
import type { Json } from "../interpreter/values.ts";
import type { CallRecord } from "../record/record.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import { changeText } from "./change-text.ts";
import type { Change, Nearest } from "./explanation.ts";
import { argumentsOf, type Situation } from "./situation.ts";

/** As many changed calls are judged, at most: what is then not found is not said. */
const MOST_JUDGED = 4000;
const MOST_CHANGES = 3;
const MOST_SHOWN = 3;
const NONE: Nearest = { verdict: null, changes: [] };

/**
 * The fewest changes after which the call would be allowed, or failing that, asked about: out of what the conditions themselves
 * name, each tried by judging the changed call again.
 */
export function nearestTo(record: CallRecord, conditions: readonly Ir[], tool: ToolIr, situation: Situation): Nearest {
  const args = argumentsOf(record);
  const candidates = candidatesOf(conditions, args, tool, situation);
  const fits = new ArgumentReader([tool]);
  const wanted = record.verdict === "ask" ? (["allow"] as const) : (["allow", "ask"] as const);
  const found: Record<"allow" | "ask", Candidate[][]> = { allow: [], ask: [] };
  let left = MOST_JUDGED;
  for (let size = 1; size <= MOST_CHANGES && found.allow.length === 0; size++) {
    for (const set of setsOf(candidates, size)) {
      if (left-- <= 0) break;
      if (contradict(set)) continue;
      const changed = applied(args, set);
      if (changed !== args && "problem" in fits.read(tool.name, changed)) continue;
      const { verdict } = situation.verdict(changed, assumedBy(set));
      // Of asking only the fewest changes are of interest.
      if (verdict === "allow" || (verdict === "ask" && (found.ask[0]?.length ?? size) === size)) found[verdict].push(set);
    }
  }
  for (const verdict of wanted) {
    if (found[verdict].length === 0) continue;
    const sets = nearestOf(found[verdict]).slice(0, MOST_SHOWN);
    return { verdict, changes: sets.map((set) => set.map((one) => change(one, record, situation))) };
  }
  return NONE;
}

/** All sets of so many, the cheap ones first. */
function* setsOf(candidates: readonly Candidate[], size: number, from = 0): Generator<Candidate[]> {
  if (size === 0) yield [];
  else for (let i = from; i < candidates.length; i++) for (const rest of setsOf(candidates, size - 1, i + 1)) yield [candidates[i]!, ...rest];
}

const placeOf = (one: Candidate): string => (one.kind === "value" ? one.path.join(".") : one.key);

/** One argument cannot have two values. */
function contradict(set: readonly Candidate[]): boolean {
  return new Set(set.map(placeOf)).size < set.length;
}

/** Of several values for the same arguments, the nearest ones; the rest by what they cost. */
function nearestOf(sets: readonly Candidate[][]): Candidate[][] {
  const cost = (set: readonly Candidate[]): number => set.reduce((sum, one) => sum + one.cost, 0);
  const best = new Map<string, Candidate[]>();
  for (const set of [...sets].sort((a, b) => cost(a) - cost(b))) {
    // Numbers are bounds, of which the nearest counts; texts are choices.
    const place = set.map((one) => (one.kind === "value" && typeof one.value !== "number" ? `${placeOf(one)}=${JSON.stringify(one.value)}` : placeOf(one))).sort().join("\n");
    if (!best.has(place)) best.set(place, set);
  }
  return [...best.values()];
}

function applied(args: Json, set: readonly Candidate[]): Json {
  return set.reduce((all, one) => (one.kind === "value" ? put(all, one.path, one.value) : all), args);
}

function put(record: Json, [name, ...rest]: readonly string[], value: unknown): Json {
  const { [name!]: inner, ...others } = record;
  if (rest.length > 0) return { ...record, [name!]: put(typeof inner === "object" && inner !== null ? (inner as Json) : {}, rest, value) };
  return value === undefined ? others : { ...record, [name!]: value };
}

function assumedBy(set: readonly Candidate[]): ReadonlyMap<string, unknown> {
  return new Map(set.flatMap((one): [string, unknown][] => (one.kind === "value" ? [] : [[one.key, one.truth]])));
}

function change(one: Candidate, record: CallRecord, situation: Situation): Change {
  const argument = one.kind === "value" ? one.path.join(".") : argumentOf(one.ir);
  return { argument, ...(one.kind === "value" && { value: one.value ?? null }), text: changeText(one, record, situation) };
}

/** The argument that a finding is about; null where it is about none. */
function argumentOf(ir: Ir): string | null {
  const [operand] = ir.args ?? [];
  return operand?.op === "arg" && operand.path!.length > 0 ? operand.path!.join(".") : null;
}
