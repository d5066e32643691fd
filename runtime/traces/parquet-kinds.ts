import type { SchemaElement } from "hyparquet";
import type { Header } from "./source.ts";

/** What a column holds by its schema (https://github.com/apache/parquet-format/blob/master/LogicalTypes.md). */
export function kindOf({ type, converted_type, logical_type }: SchemaElement): Header["holds"] {
  const meant = logical_type?.type ?? converted_type ?? null;
  if (type === "BOOLEAN") return "truths";
  // Of these two the library reads the older annotation alone.
  if ((meant === "DECIMAL" || meant === "DATE") && converted_type !== meant) return { other: `${meant} values of a newer form` };
  if (meant === "DATE" || meant === "TIMESTAMP" || meant === "TIMESTAMP_MILLIS" || meant === "TIMESTAMP_MICROS" || type === "INT96") return "timestamps";
  if (meant === "DECIMAL" || meant === "FLOAT16") return "numbers";
  if (type === "BYTE_ARRAY" && (meant === null || meant === "UTF8" || meant === "STRING" || meant === "ENUM")) return "texts";
  const whole = meant === null || meant === "INTEGER" || /^U?INT_\d+$/.test(meant);
  if (whole && (type === "INT32" || type === "INT64" || type === "FLOAT" || type === "DOUBLE")) return "numbers";
  return { other: `${(meant ?? type ?? "unknown").toLowerCase().replaceAll("_", " ")} values` };
}
