import type { Span } from "../../grammar/spans.ts";
import { report, type EntryName, type Params } from "./catalogue.ts";
import type { Diagnostic, Fix, Label } from "./diagnostic.ts";

type InThisFile<T extends { readonly path: string }> = Omit<T, "path"> & { readonly path?: string };

/** What a finding may carry besides its message; a place without a path is in the bag's own file. */
export interface Extras {
  readonly labels?: readonly InThisFile<Label>[];
  readonly help?: string;
  readonly fixes?: readonly InThisFile<Fix>[];
}

/** Collects the findings of one file; the same code at the same place counts once. */
export class Bag {
  readonly path: string;
  readonly #found = new Map<string, Diagnostic>();
  #errors = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** Adds one finding of the catalogue. */
  add<N extends EntryName>(name: N, span: Span, params: Params<N>, extras: Extras = {}): void {
    const { path } = this;
    this.addAll([
      {
        ...report(name, params),
        path,
        span: { start: span.start, end: span.end },
        ...(extras.labels && { labels: extras.labels.map((label) => ({ path, ...label })) }),
        ...(extras.help !== undefined && { help: extras.help }),
        ...(extras.fixes && { fixes: extras.fixes.map((fix) => ({ path, ...fix })) }),
      },
    ]);
  }

  /** Takes over findings that another phase made. */
  addAll(diagnostics: Iterable<Diagnostic>): void {
    for (const found of diagnostics) {
      const key = `${found.code} ${found.span.start} ${found.span.end} ${found.path}`;
      if (this.#found.has(key)) continue;
      this.#found.set(key, found);
      if (found.severity === "error") this.#errors++;
    }
  }

  /** How many errors there are so far. */
  get errors(): number {
    return this.#errors;
  }

  /** The findings so far, by position: this file's first, then those of other files by their paths. */
  get diagnostics(): readonly Diagnostic[] {
    const rank = (d: Diagnostic): string => (d.path === this.path ? "" : d.path);
    return [...this.#found.values()].sort(
      (a, b) =>
        compare(rank(a), rank(b)) || a.span.start - b.span.start || a.span.end - b.span.end || compare(a.code, b.code),
    );
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
