import type { Diagnostic } from "../diagnostic.ts";
import { Places, type Texts } from "./places.ts";

/** One finding as programs read it: positions count from 1, offsets from 0, both in UTF-16 units. */
export function toJson(found: Diagnostic, places: Places): object {
  const { code, severity, message, path, span, labels = [], help, fixes = [] } = found;
  return {
    code,
    severity,
    message,
    path,
    ...places.range(path, span),
    ...(labels.length > 0 && { labels: labels.map((l) => ({ path: l.path, ...places.range(l.path, l.span), text: l.text })) }),
    ...(help !== undefined && { help }),
    ...(fixes.length > 0 && {
      fixes: fixes.map((f) => ({ title: f.title, path: f.path, ...places.range(f.path, f.span), text: f.text })),
    }),
  };
}

/** JSON Lines: one object a finding. */
export function renderJsonLines(diagnostics: readonly Diagnostic[], texts: Texts): string {
  const places = new Places(texts);
  return diagnostics.map((found) => `${JSON.stringify(toJson(found, places))}\n`).join("");
}
