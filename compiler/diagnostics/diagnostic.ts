import type { Span } from "../../grammar/spans.ts";

export type Severity = "error" | "warning" | "info";

/** A second place that is involved, and what it has to do with it. */
export interface Label {
  readonly path: string;
  readonly span: Span;
  readonly text: string;
}

/** An edit that would mend it. */
export interface Fix {
  readonly title: string;
  readonly path: string;
  readonly span: Span;
  readonly text: string;
}

/** One finding, rendered alike to the terminal, the editor, SARIF, JUnit and JSON Lines. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** One plain sentence without a full stop, the user's words in backticks. */
  readonly message: string;
  readonly path: string;
  readonly span: Span;
  readonly labels?: readonly Label[];
  /** What to write instead. */
  readonly help?: string;
  readonly fixes?: readonly Fix[];
}

/** What every phase returns; nothing throws on a user's mistake. */
export interface Phase<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}
