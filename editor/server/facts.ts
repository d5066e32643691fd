import type { Position } from "vscode-languageserver";
import type { Fact } from "../../compiler/program.ts";
import type { Document } from "./document.ts";

/** What is known about the name at a place. A cursor behind a name's last letter is still on it. */
export function factAt(document: Document, position: Position): Fact | undefined {
  const offset = document.offset(position);
  return document.analysis.facts.find(({ span }) => span.start <= offset && offset <= span.end);
}
