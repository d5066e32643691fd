import { MAX_DEPTH, type SyntaxError } from "../../grammar/errors.ts";
import type { Source } from "../../grammar/spans.ts";
import { Bag } from "./bag.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** The parser's errors as findings of the catalogue. */
export function syntaxDiagnostics({ path, text }: Source, errors: readonly SyntaxError[]): readonly Diagnostic[] {
  const bag = new Bag(path);
  for (const { what, message, help, span } of errors) {
    const extras = help === null ? {} : { help };
    if (what === "unexpected") bag.add("unexpectedToken", span, { problem: message }, extras);
    else if (what === "open text") bag.add("unterminatedString", span, {}, extras);
    else if (what === "too deep") bag.add("nestedTooDeeply", span, { limit: MAX_DEPTH }, extras);
    else if (what === "lost text") bag.add("lostText", span, { problem: message }, extras);
    else bag.add("unexpectedCharacter", span, { characters: excerpt(text.slice(span.start, span.end)) }, extras);
  }
  return bag.diagnostics;
}

function excerpt(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
