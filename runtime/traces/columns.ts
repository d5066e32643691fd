import type { EnvIr, Slot } from "../../compiler/ir/ir.ts";
import { nearest } from "../../grammar/nearest.ts";
import { BesideCells } from "./beside-cells.ts";
import { cellsFor, TimeCells, type Cells } from "./cells.ts";
import { named, type Header } from "./source.ts";
import type { TraceOptions } from "./trace.ts";
import { SAME, scaleBetween, type Scale } from "./units.ts";
import { listed } from "./words.ts";

/** Which column fills which slot. */
export interface Mapping {
  /** One list a header: what its values go into. */
  readonly cells: readonly (readonly Cells[])[];
  readonly obs: readonly (Cells | null)[];
  readonly acts: readonly (Cells | null)[];
  readonly time: TimeCells | null;
  readonly beside: ReadonlyMap<string, BesideCells>;
}

/** A column that was found, and the unit it is read in; `unit` null: the slot's own. */
interface Found {
  readonly at: number;
  readonly unit: string | null;
}

const TIMES = ["time", "t", "timestamp"];

/** Finds a column for each slot by name. `mapping` is null where there are problems. */
export function mapColumns(file: string, env: EnvIr, headers: readonly Header[], options: TraceOptions): { mapping: Mapping | null; problems: string[] } {
  const problems: string[] = [];
  const cells: Cells[][] = headers.map(() => []);
  const given = new Map(Object.entries(options.columns ?? {}));
  const slots = [...env.obs, ...env.acts];
  const others = options.beside ?? [];
  for (const name of given.keys()) if (![...slots, ...others].some((one) => one.name === name)) problems.push(noSlot(name, env, slots));

  const fill = (slot: Slot, needed: boolean): Cells | null => {
    const wanted = given.get(slot.name);
    if (options.needs !== undefined && !options.needs.has(slot.name)) {
      if (wanted !== undefined) pick(wanted, slot.name, headers, problems);
      return null;
    }
    const found = wanted !== undefined ? pick(wanted, slot.name, headers, problems) : byName(slot.name, needed && options.mayLack?.has(slot.name) !== true, headers, problems);
    if (found === null) return null;
    const header = headers[found.at]!;
    const scale = scaleFor(slot, header, found.unit, problems);
    const made = cellsFor(slot, file, header.label, scale);
    cells[found.at]!.push(made);
    return made;
  };
  const obs = env.obs.map((slot) => fill(slot, true));
  const acts = env.acts.map((slot) => fill(slot, options.needs?.has(slot.name) ?? false));
  const time = options.time === null ? null : timeCells(file, env, headers, options, cells, problems);
  const beside = new Map<string, BesideCells>();
  for (const { name, needed } of others) {
    const wanted = given.get(name);
    const found = wanted !== undefined ? pick(wanted, name, headers, problems) : byName(name, needed, headers, problems);
    if (found === null) continue;
    const made = new BesideCells(file, headers[found.at]!.label);
    cells[found.at]!.push(made);
    beside.set(name, made);
  }
  return { mapping: problems.length > 0 ? null : { cells, obs, acts, time, beside }, problems };
}

function noSlot(name: string, env: EnvIr, slots: readonly Slot[]): string {
  const names = slots.map((slot) => slot.name);
  return `\`${name}\` is no observation or action of \`${env.name}\`${meant(nearest(name, names))}; write one of ${listed(names)}`;
}

function meant(near: string | undefined): string {
  return near === undefined ? "" : ` (did you mean \`${near}\`?)`;
}

/** The column a slot's own name means. */
function byName(name: string, needed: boolean, headers: readonly Header[], problems: string[]): Found | null {
  const at = positions(name, headers);
  if (at.length === 1) return { at: at[0]!, unit: headers[at[0]!]!.unit };
  if (at.length > 1) problems.push(`the columns ${listed(at.map((i) => headers[i]!.label))} are both \`${name}\`; leave one, or name it with \`--column ${name}=COLUMN\``);
  else if (needed) problems.push(`there is no column \`${name}\`${there(name, headers)}; name it with \`--column ${name}=COLUMN\``);
  return null;
}

/** The column a user named for a slot or for the time. */
function pick(wanted: string, of: string, headers: readonly Header[], problems: string[]): Found | null {
  const exact = headers.flatMap((h, i) => (h.label === wanted ? [i] : []));
  const { name, unit } = named(wanted);
  const at = exact.length > 0 ? exact : positions(name, headers);
  if (at.length > 1) problems.push(`the columns ${listed(at.map((i) => headers[i]!.label))} are both \`${name}\`, and \`${of}\` is one; write its whole name`);
  if (at.length === 0) problems.push(`there is no column \`${wanted}\` for \`${of}\`${there(name, headers)}`);
  if (at.length !== 1) return null;
  const header = headers[at[0]!]!;
  if (header.holds === "timestamps" && exact.length === 0 && unit !== null) problems.push(`the timestamps of \`${header.label}\` have a unit of their own; leave out \`[${unit}]\``);
  return { at: at[0]!, unit: exact.length > 0 || unit === null ? header.unit : unit };
}

function positions(name: string, headers: readonly Header[]): number[] {
  return headers.flatMap((h, i) => (h.name === name || h.label === name ? [i] : []));
}

function there(name: string, headers: readonly Header[]): string {
  if (headers.length === 0) return ", and no other";
  return `${meant(nearest(name, headers.map((h) => h.name)))} among ${listed(headers.map((h) => h.label))}`;
}

function scaleFor(slot: Slot, header: Header, unit: string | null, problems: string[]): Scale {
  const unlike = misfit(slot, header);
  if (unlike !== null) problems.push(`column \`${header.label}\` holds ${unlike}, and \`${slot.name}\` is ${KIND[slot.kind]}`);
  if (unlike !== null || unit === null) return SAME;
  if (slot.kind !== "num") {
    problems.push(`column \`${header.label}\` has a unit, and \`${slot.name}\` is ${KIND[slot.kind]}`);
    return SAME;
  }
  const scale = scaleBetween(unit, slot.unit);
  if (typeof scale !== "string") return scale;
  problems.push(`column \`${header.label}\` is in \`${unit}\` and \`${slot.name}\` in \`${slot.unit || "1"}\`: ${scale}`);
  return SAME;
}

const KIND: Readonly<Record<Slot["kind"], string>> = { num: "a number", bool: "true or false", enum: "one of a few names" };

/** What a file declares of a column that its slot cannot take. */
function misfit(slot: Slot, { holds }: Header): string | null {
  if (holds === null || holds === "numbers") return null;
  if (typeof holds === "object") return holds.other;
  if (holds === "timestamps") return slot.kind === "num" ? null : "timestamps";
  if (holds === "texts") return slot.kind === "num" ? "text" : null;
  return slot.kind === "bool" ? null : "truth values";
}

function timeCells(file: string, env: EnvIr, headers: readonly Header[], options: TraceOptions, cells: Cells[][], problems: string[]): TimeCells | null {
  const found = typeof options.time === "string" ? pick(options.time, "the time", headers, problems) : usualTime(env, headers, problems);
  if (found === null) return null;
  const header = headers[found.at]!;
  const { holds } = header;
  const fits = holds === null || holds === "numbers" || holds === "timestamps";
  const scale = fits ? scaleBetween(found.unit ?? "s", "s") : "times are numbers or timestamps";
  if (typeof scale === "string") {
    problems.push(`column \`${header.label}\` is no time: ${scale}`);
    return null;
  }
  const made = new TimeCells(file, header.label, scale);
  cells[found.at]!.push(made);
  return made;
}

function usualTime(env: EnvIr, headers: readonly Header[], problems: string[]): Found | null {
  // A column that is a slot's own is no time, whatever its name.
  const names = TIMES.filter((name) => ![...env.obs, ...env.acts].some((slot) => slot.name === name));
  for (const name of names) {
    const at = positions(name, headers);
    if (at.length > 1) problems.push(`the columns ${listed(at.map((i) => headers[i]!.label))} are both \`${name}\`; leave one, or name it with \`--time COLUMN\``);
    if (at.length > 0) return at.length > 1 ? null : { at: at[0]!, unit: headers[at[0]!]!.unit };
  }
  if (env.rate === null) problems.push(`there is no column of times${there("time", headers)}, and \`${env.name}\` has no rate; name it with \`--time COLUMN\``);
  return null;
}
