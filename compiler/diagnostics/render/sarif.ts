import type { Span } from "../../../grammar/spans.ts";
import { entryOf } from "../catalogue.ts";
import type { Diagnostic, Fix, Severity } from "../diagnostic.ts";
import { clipped } from "../page.ts";
import { Places, type Texts } from "./places.ts";

export interface SarifOptions {
  /** Pol's own version. */
  readonly version: string;
  /** An absolute address under which the catalogue's pages lie; SARIF allows no relative `helpUri`. */
  readonly pages?: string;
}

const levels: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };

/** A SARIF 2.1.0 log, for code scanning services. */
export function renderSarif(diagnostics: readonly Diagnostic[], texts: Texts, options: SarifOptions): string {
  const places = new Places(texts);
  const codes = [...new Set(diagnostics.map((d) => d.code))].sort();
  const prints = new Fingerprints();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "pol", semanticVersion: options.version, rules: codes.map((code) => rule(code, options)) } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((found) => ({
          ...result(found, places),
          ruleIndex: codes.indexOf(found.code),
          partialFingerprints: { "polFinding/v1": prints.of(found, places) },
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule(code: string, { pages }: SarifOptions): object {
  const entry = entryOf(code);
  if (!entry) return { id: code };
  return {
    id: code,
    name: entry.name,
    shortDescription: { text: entry.title },
    fullDescription: { text: entry.why },
    help: { text: `Instead of:\n\n${clipped(entry.wrong)}\nwrite:\n\n${clipped(entry.right)}` },
    ...(pages !== undefined && { helpUri: `${pages.replace(/\/?$/, "/")}${code}.md` }),
    defaultConfiguration: { level: levels[entry.severity] },
  };
}

function result(found: Diagnostic, places: Places): object {
  const { code, severity, message, path, span, labels = [], help, fixes = [] } = found;
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: help === undefined ? message : `${message}. ${help}` },
    locations: [location(path, span, places)],
    ...(labels.length > 0 && {
      relatedLocations: labels.map((l, id) => ({ id, ...location(l.path, l.span, places), message: { text: l.text } })),
    }),
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => fixOf(fix, places)) }),
  };
}

function location(path: string, span: Span, places: Places): object {
  return { physicalLocation: { artifactLocation: artifact(path), region: region(path, span, places) } };
}

function fixOf(fix: Fix, places: Places): object {
  const replacements = [{ deletedRegion: region(fix.path, fix.span, places), insertedContent: { text: fix.text } }];
  return { description: { text: fix.title }, artifactChanges: [{ artifactLocation: artifact(fix.path), replacements }] };
}

function artifact(path: string): object {
  return { uri: encodeURI(path.replaceAll("\\", "/")).replace(/[?#]/g, encodeURIComponent) };
}

function region(path: string, span: Span, places: Places): object {
  const { start, end } = places.range(path, span);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A finding keeps its fingerprint when lines above it come or go. */
class Fingerprints {
  readonly #seen = new Map<string, number>();

  of({ code, path, span }: Diagnostic, places: Places): string {
    const line = places.line(path, places.position(path, span.start).line - 1).trim();
    const hash = fnv1a(`${code}\n${path}\n${line}`);
    const nth = this.#seen.get(hash) ?? 0;
    this.#seen.set(hash, nth + 1);
    return `${hash}:${nth}`;
  }
}

/** Sixteen hexadecimal digits; not meant to withstand anyone. */
function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}
