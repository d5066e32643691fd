import { pathToFileURL } from "node:url";
import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as LspDiagnostic, type Location } from "vscode-languageserver";
import type { Diagnostic, Label, Severity } from "../../compiler/diagnostics/diagnostic.ts";
import type { Document } from "./document.ts";

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** Codes whose place has no effect, which editors show faded. */
const UNNECESSARY: ReadonlySet<string> = new Set(["POL0601"]);

/** The findings about a document as its editor shows them; `pages` is the folder of the catalogue's pages. */
export function diagnosticsOf(document: Document, pages: URL): LspDiagnostic[] {
  return document.analysis.diagnostics.map((found) => ({
    range: found.path === document.path ? document.range(found.span) : document.range({ start: 0, end: 0 }),
    severity: severities[found.severity],
    code: found.code,
    codeDescription: { href: new URL(`${found.code}.md`, pages).href },
    source: "pol",
    message: message(found),
    ...(UNNECESSARY.has(found.code) && { tags: [DiagnosticTag.Unnecessary] }),
    ...(found.labels && { relatedInformation: found.labels.map((label) => ({ location: location(label, document), message: label.text })) }),
  }));
}

/** What is wrong on the first line, what to write instead on the second. */
function message({ message, help }: Diagnostic): string {
  return help === undefined ? message : `${message}\nhelp: ${help}`;
}

function location(label: Label, document: Document): Location {
  if (label.path === document.path) return { uri: document.uri, range: document.range(label.span) };
  // The text of another file is not at hand, so its beginning stands for the place.
  return { uri: pathToFileURL(label.path).href, range: document.range({ start: 0, end: 0 }) };
}
