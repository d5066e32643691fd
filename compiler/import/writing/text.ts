import { HARD } from "../../../grammar/tokens.ts";

/** A text as it stands in a policy; null where Pol has no way to write it. */
export function literal(text: string): string | null {
  if (!isWritable(text.replace(/[\n\t]/g, ""))) return null;
  return `"${text.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t")}"`;
}

/** The fixed part of a `saying`, where `{` would begin a hole. */
export const saying = (text: string): string => text.replaceAll("{", "{{");

const KEYWORDS: ReadonlySet<string> = new Set(HARD);

/** A name as it stands in a policy, between backticks where it is no plain word; null where Pol has no way to write it. */
export function name(text: string): string | null {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !KEYWORDS.has(text)) return text;
  return text === "" || text.includes("`") || !isWritable(text) ? null : `\`${text}\``;
}

/** What is written for people to read holds no sign that nobody sees, and none that stands for lost bytes. */
const isWritable = (text: string): boolean => !/[\p{Cc}\p{Zl}\p{Zp}\ufffd]/u.test(text);

/** On one line, for a comment. */
export const remark = (text: string): string => text.replace(/[\p{C}\p{Z}\ufffd]+/gu, " ").trim();

/** In a message, on one line and no longer than is read. */
export function shown(text: string): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ");
  return `\`${line.length > 60 ? `${line.slice(0, 60)}…` : line}\``;
}
