export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** What went wrong, a line each. */
  readonly differences: readonly string[];
  readonly figures: Readonly<Record<string, unknown>>;
}

export interface RunOptions {
  /** A folder of policies to use in place of the project's own. */
  readonly policies: string | undefined;
  readonly progress: (done: number) => void;
}

/** One kind of case: which files of its folder hold some, and what comes of one. */
export interface Kind {
  readonly holds: (file: string) => boolean;
  readonly run: (path: string, options: RunOptions) => Promise<Outcome>;
}
