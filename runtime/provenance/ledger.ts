import type { EnvIr, Ir, LabelIr, ProgramIr, SourceIr, ToolGuardIr } from "../../compiler/ir/ir.ts";
import { Carried } from "./carried.ts";
import { isUnder, leaves } from "./leaves.ts";
import { Told } from "./told.ts";

/** What a policy asks about where values come from: nothing else is kept. */
export interface Asked {
  readonly sources: readonly SourceIr[];
  readonly labels: readonly LabelIr[];
}

/** What was found out about a value: true, false, or null where nobody knows, and where it was found. */
export interface Origin {
  readonly holds: boolean | null;
  readonly where: string | null;
}

const NOWHERE: Origin = { holds: false, where: null };
const UNKNOWN: Origin = { holds: null, where: null };
/** Labels that are looked for. */
export type Detected = Exclude<LabelIr["label"], "trusted">;
/** Characters that one session may be told, of all sources together. */
const MOST_TOLD = 1 << 20;

/** What a session has been told, and by whom. The agent's own words are no source. */
export class Ledger {
  readonly #labels: readonly LabelIr[];
  readonly #told: readonly { readonly source: SourceIr; readonly told: Told }[];
  readonly #carried: Readonly<Record<Detected, Carried>> = { untrusted: new Carried(), secret: new Carried() };
  readonly #endorsed = new Told();
  #left: number;
  #isPrompted = false;
  #isFull = false;

  constructor({ sources, labels }: Asked, most = MOST_TOLD) {
    this.#labels = labels;
    this.#told = sources.map((source) => ({ source, told: new Told() }));
    this.#left = most;
  }

  /** What the user said, or the operator. */
  prompt(text: string): void {
    this.#isPrompted = true;
    this.#tell(null, text);
  }

  /** What a tool answered, as JSON. An error vouches for nothing: it often repeats what the agent asked for. */
  result(tool: string, value: unknown, ok = true): void {
    this.#tell(tool, value, ok);
  }

  /** A tool answered what could not be read, or is too long: what it told, nobody knows. */
  unread(tool: string): void {
    this.#isFull ||= this.#told.some(({ source }) => source.tool === tool) || this.#labels.some(({ source }) => source.tool === tool);
  }

  /** A person has seen these values and approved them: from now on they are as good as the prompt's. */
  endorse(value: unknown): void {
    for (const { leaf } of leaves(value)) this.#endorsed.add(leaf, "an approved call");
  }

  /** Whether the whole of a value comes from a source: of a list, each element. */
  from(source: SourceIr, value: unknown): Origin {
    if (value === null || value === undefined) return UNKNOWN;
    if (Array.isArray(value)) {
      const each = value.map((one) => this.from(source, one));
      return each.find((o) => o.holds === false) ?? each.find((o) => o.holds === null) ?? { holds: true, where: each[0]?.where ?? null };
    }
    const where = this.#toldBy(source)?.find(value) ?? this.#endorsed.whole(value);
    if (where !== null) return { holds: true, where };
    // What was not kept, and a prompt nobody passed on, may hold it.
    return this.#isFull || (source.tool === null && !this.#isPrompted) ? UNKNOWN : NOWHERE;
  }

  /** Whether something labelled is in a value. */
  carries(label: Detected, value: unknown): Origin {
    if (value === null || value === undefined) return UNKNOWN;
    for (const { leaf } of leaves(value)) {
      const where = this.#carried[label].find(leaf);
      if (where !== null) return { holds: true, where };
    }
    return this.#isFull ? UNKNOWN : NOWHERE;
  }

  /** Whether a value is not to be shown: it has something secret in it, or nobody knows. */
  isSecret(value: unknown): boolean {
    if (value === null || value === undefined || !this.#labels.some(({ label }) => label === "secret")) return false;
    return this.carries("secret", value).holds !== false;
  }

  /** Where a value stands that does not come from where it should, as far as anything is kept of that. */
  elsewhere(value: unknown): string | null {
    const list = Array.isArray(value) ? value.find((one) => this.#placeOf(one) !== null) : value;
    return this.#placeOf(list);
  }

  #placeOf(value: unknown): string | null {
    if (typeof value !== "string" && typeof value !== "number") return null;
    const { untrusted } = this.#carried;
    const whole = untrusted.whole(value);
    if (whole !== null) return `the same stands in ${whole}, which is labelled untrusted`;
    const told = this.#told.map(({ told }) => told.find(value)).find((where) => where !== null);
    if (told !== undefined) return `the same stands in ${told}`;
    const part = untrusted.find(value);
    return part === null ? null : `a part of it stands in ${part}, which is labelled untrusted`;
  }

  #toldBy(source: SourceIr): Told | undefined {
    return this.#told.find((one) => one.source.tool === source.tool && one.source.path.join() === source.path.join())?.told;
  }

  #tell(tool: string | null, value: unknown, vouches = true): void {
    const asked = this.#told.filter(({ source }) => vouches && source.tool === tool);
    const labelled = this.#labels.filter(({ source }) => source.tool === tool);
    if (asked.length === 0 && labelled.length === 0) return;
    for (const { leaf, path } of leaves(value)) {
      const size = typeof leaf === "string" ? leaf.length : 8;
      const sources = asked.filter(({ source }) => isUnder(path, source.path));
      const label = labelsOf(labelled, path);
      if (sources.length === 0 && label.length === 0) continue;
      if (size > this.#left) {
        this.#isFull = true;
        continue;
      }
      this.#left -= size;
      const where = tool === null ? "the prompt" : `${tool}${path.join("")}`;
      for (const { told } of sources) told.add(leaf, where);
      for (const one of label) this.#carried[one].add(leaf, where);
    }
  }
}

/** The labels of one leaf; `trusted` takes `untrusted` away where its path says more. */
function labelsOf(labels: readonly LabelIr[], path: readonly string[]): readonly Detected[] {
  const over = labels.filter(({ source }) => isUnder(path, source.path));
  const longest = (label: LabelIr["label"]): number => Math.max(-1, ...over.filter((l) => l.label === label).map((l) => l.source.path.length));
  const found: Detected[] = [];
  if (longest("untrusted") >= 0 && longest("untrusted") >= longest("trusted")) found.push("untrusted");
  if (longest("secret") >= 0) found.push("secret");
  return found;
}

/** What the rules and specs that a guard is judged by ask about. */
export function askedBy(program: ProgramIr, guard: ToolGuardIr, env: EnvIr): Asked {
  const sources = new Map<string, SourceIr>();
  const visit = (ir: Ir): void => {
    if (ir.op === "from") {
      const source = { tool: ir.name ?? null, path: ir.path ?? [] };
      sources.set(JSON.stringify(source), source);
    }
    if (ir.op === "spec") for (const spec of program.specs) if (spec.name === ir.name) visit(spec.formula);
    ir.args?.forEach(visit);
  };
  for (const { rules } of program.privileges.filter((p) => guard.obeys.includes(p.name)))
    for (const { cases } of rules) for (const { when, elseAsk } of cases) for (const ir of [when, elseAsk]) if (ir !== null) visit(ir);
  return { sources: [...sources.values()], labels: env.labels ?? [] };
}
