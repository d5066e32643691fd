import stringWidth from "fast-string-width";

/** Rows in columns: the first as it begins, the others by their ends. Columns in which no row has anything are left out. */
export function grid(head: readonly string[], rows: readonly (readonly string[])[], indent = ""): string[] {
  const shown = head.flatMap((_, i) => (i === 0 || rows.some((row) => row[i] !== "") ? [i] : []));
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => stringWidth(row[i]!))));
  return all.map((row) => `${indent}${shown.map((i) => {
    const space = " ".repeat(widths[i]! - stringWidth(row[i]!));
    return i === 0 ? row[i]! + space : space + row[i]!;
  }).join("   ")}`.trimEnd());
}
