import type { EnvIr } from "../../compiler/ir/ir.ts";
import { Refusal } from "../refusal.ts";
import { blocks, firstBlock, lines } from "./blocks.ts";
import type { Cells } from "./cells.ts";
import { columnsIn, type JsonColumn } from "./json-columns.ts";
import type { Source } from "./source.ts";

/** Columns are what the first rows hold: a log may leave out of one row what stands in another. */
const LOOKED_AT = 100;

/** JSON Lines: an object a line, nested as the env is, or flat with dotted names, or both. */
export async function openNdjson(path: string, env: EnvIr): Promise<Source> {
  const first = await firstBlock(path, lines);
  if (first === null) throw new Refusal(`${path} is empty`);
  const rows: Record<string, unknown>[] = [];
  for (const line of linesIn(first.bytes)) {
    if (rows.length === LOOKED_AT) break;
    rows.push(objectIn(path, line, rows.length + 1));
  }
  if (rows.length === 0) throw new Refusal(first.broken ? `${path}, row 1 is no UTF-8` : `${path} has no samples`);
  const columns = columnsIn(rows, env);
  return {
    headers: columns,
    read: (cells, progress) => read(path, columns, cells, progress),
    close: async () => {},
  };
}

async function read(path: string, columns: readonly JsonColumn[], cells: readonly (readonly Cells[])[], progress: (done: number) => void): Promise<number> {
  const used = columns.flatMap((column, i) => cells[i]!.map((into) => ({ column, into })));
  let rows = 0;
  for await (const { bytes, done, broken } of blocks(path, lines)) {
    for (const line of linesIn(bytes)) {
      const object = objectIn(path, line, rows + 1);
      for (const { column, into } of used) put(into, column.of(object, into));
      rows += 1;
    }
    if (broken) throw new Refusal(`${path}, row ${rows + 1} is no UTF-8`);
    progress(done);
  }
  return rows;
}

/** Lines with something on them. */
function* linesIn(bytes: Buffer): Generator<string> {
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(10, from);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.toString("utf8", from, end);
    if (line.trim() !== "") yield line;
    from = end + 1;
  }
}

function objectIn(path: string, line: string, row: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    const hint = /\b(?:NaN|Infinity)\b/.test(line) ? "; write `null` for a number that is not known" : "";
    throw new Refusal(`${path}, row ${row} is no JSON${hint}`, { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Refusal(`${path}, row ${row} is no JSON object; write one line a sample, like {"speed": 3.5}`);
  return value as Record<string, unknown>;
}

function put(cells: Cells, value: unknown): void {
  switch (typeof value) {
    case "number": return cells.number(value);
    case "boolean": return cells.truth(value);
    case "string": return cells.text(value);
    case "undefined": return cells.missing();
    default:
      if (value === null) cells.missing();
      else cells.refuse(`${Array.isArray(value) ? "a list" : "an object"} is no single value`);
  }
}
