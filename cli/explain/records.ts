import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { createColors } from "picocolors";
import type { ToolGuardIr } from "../../compiler/ir/ir.ts";
import { explain, type ExplainedPolicy } from "../../runtime/explain/explain.ts";
import type { Explanation } from "../../runtime/explain/explanation.ts";
import { stepText } from "../../runtime/explain/step-text.ts";
import { explanationText, type Style } from "../../runtime/explain/text.ts";
import { bundleOf, readText } from "../../runtime/files/load.ts";
import { loadSets } from "../../runtime/guard/tool-policy.ts";
import { printable } from "../../runtime/guard/template.ts";
import { callOf, isRefusal, readRecords, type Recorded, type Records } from "../../runtime/record/read.ts";
import type { AnswerRecord, CallRecord, DecisionRecord, ReleaseRecord } from "../../runtime/record/record.ts";
import { Refusal } from "../../runtime/refusal.ts";
import type { Io } from "../io.ts";
import { exit, type Options } from "../verb.ts";

/** Explains one recorded decision: the one of that number, or the last refusal. */
export async function explainRecord(path: string, { seq, policy, json }: Options, io: Io): Promise<number> {
  const file = resolve(io.cwd, path);
  const records = readRecords(path, readText(file));
  const chosen = choose(records, path, typeof seq === "number" ? seq : null);
  const { record } = records.all[chosen.at]!;
  const head = { line: records.all[chosen.at]!.line, seq: record.seq, session: record.session, guard: record.guard, path: record.path, notes: chosen.notes };
  const style = styleOf(io.color);
  if (record.kind === "step") {
    io.stdout.write(json ? pretty({ ...head, step: record }) : lines([...headLines(head, style), ...stepText(record, style)]));
    return exit.clean;
  }
  const found = record.kind === "call" ? { record, at: chosen.at } : callOf(record, records.all.slice(0, chosen.at));
  if (found === null) throw new Refusal(`${path} does not hold the call that line ${head.line} is about`);
  const explanation = await explained(found.record, records.all.slice(0, found.at), file, typeof policy === "string" ? policy : null, io.cwd);
  const since = record.kind === "call" ? null : record;
  io.stdout.write(json ? pretty({ ...head, ...(since !== null && { since: { kind: since.kind, permitted: since.permitted, reason: since.reason } }), explanation }) : lines([...headLines(head, style), ...sinceLines(since), ...explanationText(explanation, style)]));
  return exit.clean;
}

interface Chosen {
  readonly at: number;
  readonly notes: readonly string[];
}

function choose({ all, broken }: Records, path: string, seq: number | null): Chosen {
  const notes = broken.length === 0 ? [] : [`${broken.length === 1 ? `line ${broken[0]} is no record` : `${broken.length} lines are no records`}`];
  if (seq === null) {
    const at = all.findLastIndex(({ record }) => isRefusal(record));
    return at >= 0 ? { at, notes } : { at: all.length - 1, notes: [...notes, "nothing was refused: this is the last decision"] };
  }
  const at = all.findLastIndex(({ record }) => record.seq === seq);
  if (at < 0) throw new Refusal(`${path} has no record ${seq}; it has ${numbers(all)}`);
  const same = all.filter(({ record }) => record.seq === seq).length;
  return { at, notes: same === 1 ? notes : [...notes, `${same} records have this number, of several sessions or runs: this is the last`] };
}

function numbers(all: readonly Recorded[]): string {
  const [least, most] = all.reduce(([a, b], { record }) => [Math.min(a, record.seq), Math.max(b, record.seq)], [Infinity, -Infinity]);
  return least === most ? `${least}` : `${least} to ${most}`;
}

async function explained(record: CallRecord, earlier: readonly Recorded[], file: string, named: string | null, cwd: string): Promise<Explanation> {
  const policy = await policyOf(record, file, named, cwd);
  const guard = policy.program.guards.find((g): g is ToolGuardIr => g.kind === "tools" && g.name === record.guard);
  if (guard !== undefined) await loadSets(policy.program, guard);
  return explain(policy, record, earlier.map((one): DecisionRecord => one.record));
}

/** The policy that is named, else the file of the record's name beside the records or here. */
async function policyOf({ path }: CallRecord, file: string, named: string | null, cwd: string): Promise<ExplainedPolicy> {
  const places = named === null ? [join(dirname(file), basename(path)), join(cwd, basename(path))] : [resolve(cwd, named)];
  const found = places.find((one) => existsSync(one));
  if (found === undefined) throw new Refusal(named === null ? `there is no \`${printable(path)}\` beside the records or here; name it with --policy` : `there is no file \`${named}\``);
  const { ir, source, hash } = await bundleOf(found, { models: "present" });
  return { program: ir, source, hash };
}

function headLines({ line, seq, session, guard, path, notes }: { line: number; seq: number; session: string; guard: string; path: string; notes: readonly string[] }, style: Style): string[] {
  return [style.faint(printable(`record ${seq} of ${session}, by ${guard} of ${path} (line ${line})`)), ...notes.map((note) => style.faint(`note: ${note}`)), ""];
}

function sinceLines(since: AnswerRecord | ReleaseRecord | null): string[] {
  if (since === null) return [];
  const what = since.kind === "answer" ? `a person's answer to call ${since.call} (${since.answer})` : `the release of call ${since.call}`;
  return [`${since.permitted ? "permitted" : "refused"}, ${what}: ${printable(since.reason)}`, "", `How call ${since.call} was decided before:`, ""];
}

function styleOf(color: boolean): Style {
  const { bold, dim, red } = createColors(color);
  return { strong: bold, faint: dim, odd: red };
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const lines = (all: readonly string[]): string => `${all.join("\n")}\n`;
