import type { Token } from "./parser.ts";

export const COMMENTS: ReadonlySet<string> = new Set(["SQL_COMMENT", "C_COMMENT"]);

/**
 * A statement from its tokens, for any reader: one space where there was space or a comment, no semicolon, and no backslash in a plain
 * string, which a server reads by its setting `standard_conforming_strings`.
 */
export function rewrite(tokens: readonly Token[]): string {
  let sql = "";
  let end = 0;
  for (const token of tokens) {
    if (COMMENTS.has(token.tokenName) || token.text === ";") continue;
    if (sql !== "" && token.start > end) sql += " ";
    sql += token.tokenName === "SCONST" && token.text.startsWith("'") && token.text.includes("\\") ? escaped(token.text) : token.text;
    end = token.end;
  }
  return sql;
}

const escaped = (text: string): string => `E${text.replaceAll("\\", "\\\\")}`;
