import { Refusal } from "../refusal.ts";
import type { AnswerRecord, CallRecord, DecisionRecord, ReleaseRecord } from "./record.ts";

export interface Recorded {
  readonly record: DecisionRecord;
  /** In the file, from 1. */
  readonly line: number;
}

export interface Records {
  readonly all: readonly Recorded[];
  /** Lines that hold no record: what a crash left of one, or something else. */
  readonly broken: readonly number[];
}

/** Reads records from JSON Lines. A Refusal where there is none. */
export function readRecords(path: string, text: string): Records {
  const all: Recorded[] = [];
  const broken: number[] = [];
  for (const [i, written] of text.split("\n").entries()) {
    if (written.trim() === "") continue;
    const record = read(written);
    if (record === null) broken.push(i + 1);
    else all.push({ record, line: i + 1 });
  }
  if (all.length === 0) throw new Refusal(`${path} holds no decision records`);
  return { all, broken };
}

const HEADS = { seq: "number", guard: "string", path: "string", policy: "string", session: "string" } as const;
const PARTS: Readonly<Record<DecisionRecord["kind"], readonly string[]>> = { step: ["proposers", "rule"], call: ["evidence", "matched"], answer: [], release: [] };

function read(written: string): DecisionRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const record = value as Record<string, unknown>;
  const kind = record["kind"];
  if (typeof kind !== "string" || !Object.hasOwn(PARTS, kind)) return null;
  if (!Object.entries(HEADS).every(([name, type]) => typeof record[name] === type)) return null;
  const isWhole = PARTS[kind as DecisionRecord["kind"]].every((name) => typeof record[name] === "object" && record[name] !== null);
  return isWhole ? (value as DecisionRecord) : null;
}

/** Whether a record is of something that was not permitted, or not as the first proposer would have it. */
export function isRefusal(record: DecisionRecord): boolean {
  switch (record.kind) {
    case "call": return record.verdict === "forbid";
    case "step": return record.proposers.length > 1 && record.acting !== record.proposers[0]!.proposer;
    default: return !record.permitted;
  }
}

/** The call that an answer or a release is about: the last one before it of that number in its session. */
export function callOf(of: AnswerRecord | ReleaseRecord, before: readonly Recorded[]): { readonly record: CallRecord; readonly at: number } | null {
  const at = before.findLastIndex(({ record }) => record.kind === "call" && record.seq === of.call && record.session === of.session && record.guard === of.guard);
  return at < 0 ? null : { record: before[at]!.record as CallRecord, at };
}
