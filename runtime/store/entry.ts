import { crc32 } from "node:zlib";

/** Something that happened, as it is stored. */
export interface Entry {
  /** Counts up from 1 without a gap. */
  readonly id: number;
  /** `asked`: a call that a person is asked about; until that is settled it counts as granted. `retracted`: such a call was not granted. */
  readonly kind: "call" | "asked" | "returned" | "retracted";
  readonly tool: string;
  readonly args: unknown;
  readonly result: unknown;
  readonly ok: boolean;
  readonly time: number;
  /** The first event of its turn of the conversation. */
  readonly turn: number;
  /** Of a retraction: the call. */
  readonly of: number | null;
}

/** A row of the table `entries`. */
export interface Row {
  readonly id: number;
  readonly kind: Entry["kind"];
  readonly tool: string;
  readonly args: string;
  readonly result: string;
  readonly ok: number;
  readonly time: number;
  readonly turn: number;
  readonly of: number | null;
  readonly crc: number;
}

export function rowOf(account: number, { args, result, ok, ...entry }: Entry): Row {
  const row = { ...entry, args: JSON.stringify(args ?? null), result: JSON.stringify(result ?? null), ok: ok ? 1 : 0, crc: 0 };
  return { ...row, crc: sumOf(account, row) };
}

/** Throws where a row is not what was written. */
export function entryOf(account: number, row: Row): Entry {
  if (sumOf(account, row) !== row.crc) throw new Error(`entry ${row.id} is not what was written`);
  const { id, kind, tool, time, turn, of } = row;
  return { id, kind, tool, args: JSON.parse(row.args) as unknown, result: JSON.parse(row.result) as unknown, ok: row.ok === 1, time, turn, of };
}

function sumOf(account: number, { id, kind, tool, args, result, ok, time, turn, of }: Row): number {
  return crc32([account, id, kind, tool, args, result, ok, time, turn, of].join("\0"));
}
