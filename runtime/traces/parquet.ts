import { parquetMetadataAsync, parquetRead, parquetSchema, type AsyncBuffer, type DecodedArray, type FileMetaData, type SchemaTree } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { messageOf } from "../guard/sampled.ts";
import { Refusal } from "../refusal.ts";
import type { Cells } from "./cells.ts";
import { openFile } from "./file.ts";
import { kindOf } from "./parquet-kinds.ts";
import { headerOf, type Header, type Source } from "./source.ts";

/** Parquet: a column by its name, one inside groups by its dotted path. */
export async function openParquet(path: string): Promise<Source> {
  const file = await openFile(path);
  try {
    if (file.size === 0) throw new Refusal(`${path} is empty`);
    const buffer: AsyncBuffer = {
      byteLength: file.size,
      async slice(start, end = file.size) {
        const bytes = new ArrayBuffer(Math.max(0, end - start));
        const got = await file.read(Buffer.from(bytes), 0, start);
        if (got < bytes.byteLength) throw new Refusal(`${path} stops before its end, at ${start + got} bytes`);
        return bytes;
      },
    };
    const metadata = await whole(path, () => parquetMetadataAsync(buffer));
    const columns = leaves(parquetSchema(metadata), false);
    return {
      headers: columns,
      read: (cells, progress) => read(path, buffer, metadata, columns, cells, progress),
      close: file.close,
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** What the library throws is about the file: it has been checked by no one before. */
async function whole<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(`${path} is no whole Parquet file (${messageOf(error)})`, { cause: error });
  }
}

interface ParquetColumn extends Header {
  readonly path: string;
}

function leaves(tree: SchemaTree, repeated: boolean): ParquetColumn[] {
  return tree.children.flatMap((child) => {
    const many = repeated || child.element.repetition_type === "REPEATED";
    if (child.children.length > 0) return leaves(child, many);
    const path = child.path.join(".");
    const header = headerOf(path);
    const holds = many ? { other: "lists" } : kindOf(child.element);
    // Timestamps come out as nanoseconds since 1970, whatever the column's name says.
    return [{ ...header, path, holds, unit: holds === "timestamps" ? "ns" : header.unit }];
  });
}

const strict = new TextDecoder("utf-8", { fatal: true });
/** Times as nanoseconds since 1970, and texts that are UTF-8 or refused. */
const parsers = (path: string, column: string) => ({
  timestampFromMilliseconds: (t: bigint) => BigInt(t) * 1_000_000n,
  timestampFromMicroseconds: (t: bigint) => BigInt(t) * 1_000n,
  timestampFromNanoseconds: (t: bigint) => BigInt(t),
  dateFromDays: (days: number) => BigInt(days) * 86_400_000_000_000n,
  stringFromBytes(bytes: Uint8Array | undefined) {
    try {
      return bytes && strict.decode(bytes);
    } catch (cause) {
      throw new Refusal(`${path}: a text of column \`${column}\` is no UTF-8`, { cause });
    }
  },
});

/** Reads one column of one row group after the other, so that no more than that is held beside the columns. */
async function read(
  path: string,
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly ParquetColumn[],
  cells: readonly (readonly Cells[])[],
  progress: (done: number) => void,
): Promise<number> {
  const used = columns.flatMap((column, i) => (cells[i]!.length > 0 ? [{ path: column.path, into: cells[i]! }] : []));
  let rows = 0;
  for (const [g, group] of metadata.row_groups.entries()) {
    rows += Number(group.num_rows);
    for (const [c, { path: wanted, into }] of used.entries()) {
      const chunks = group.columns.filter((chunk) => chunk.meta_data?.path_in_schema.join(".") === wanted);
      const one = { ...metadata, row_groups: [{ ...group, columns: chunks }] };
      const pages: DecodedArray[] = [];
      await whole(path, () => parquetRead({ file, metadata: one, compressors, parsers: parsers(path, wanted), onPage: (page) => pages.push(page.columnData) }));
      for (const to of into) for (const page of pages) give(to, page);
      if (into[0]!.length !== rows) throw new Refusal(`${path} is no whole Parquet file (column \`${wanted}\` has ${into[0]!.length} values for ${rows} rows)`);
      progress((g + (c + 1) / used.length) / metadata.row_groups.length);
    }
  }
  return rows;
}

function give(cells: Cells, values: DecodedArray): void {
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) for (const value of values) cells.bigint(value);
  else if (!Array.isArray(values)) cells.numbers(values);
  else for (const value of values as unknown[]) put(cells, value);
}

function put(cells: Cells, value: unknown): void {
  switch (typeof value) {
    case "number": return cells.number(value);
    case "bigint": return cells.bigint(value);
    case "boolean": return cells.truth(value);
    case "string": return cells.text(value);
    default:
      // A value inside optional groups comes in as many lists of one, or of none.
      if (Array.isArray(value)) put(cells, value[0]);
      else if (value === null || value === undefined) cells.missing();
      else cells.refuse("something is no single value");
  }
}
