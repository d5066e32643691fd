import type { Location, Position } from "vscode-languageserver";
import type { Document } from "./document.ts";
import { factAt } from "./facts.ts";

/** Where the name at a place is declared. */
export function definitionAt(document: Document, position: Position): Location | null {
  const span = factAt(document, position)?.definition ?? null;
  return span === null ? null : { uri: document.uri, range: document.range(span) };
}
