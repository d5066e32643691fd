import type { TextEdit } from "vscode-languageserver";
import { format } from "../../grammar/print.ts";
import type { Document } from "./document.ts";

/** The document in the one layout there is; nothing where it cannot be read, or is so already. */
export function formattingOf(document: Document): TextEdit[] {
  const formatted = format(document.text);
  if ("errors" in formatted || formatted.text === document.text) return [];
  return [{ range: document.range({ start: 0, end: document.text.length }), newText: formatted.text }];
}
