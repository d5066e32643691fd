import { MarkupKind, type Hover, type Position } from "vscode-languageserver";
import type { Document } from "./document.ts";
import { factAt } from "./facts.ts";

/** The declaration of the name at a place, and its `///` text. */
export function hoverAt(document: Document, position: Position): Hover | null {
  const fact = factAt(document, position);
  if (fact === undefined) return null;
  const declaration = `\`\`\`pol\n${fact.signature}\n\`\`\``;
  const value = fact.doc === null ? declaration : `${declaration}\n\n${fact.doc}`;
  return { contents: { kind: MarkupKind.Markdown, value }, range: document.range(fact.span) };
}
