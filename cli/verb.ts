import type { Io } from "./io.ts";

/** 0 clean, 1 findings, 2 wrong usage, 3 a bug of ours. */
export const exit = { clean: 0, findings: 1, usage: 2, bug: 3 } as const;

export interface Argument {
  /** As in the help: `FILE`. */
  readonly name: string;
  readonly summary: string;
  readonly optional?: boolean;
  readonly many?: boolean;
}

export interface Option {
  /** Without dashes, in kebab case; the command finds it under its camel-case name. */
  readonly name: string;
  readonly summary: string;
  /** What follows it, as in the help; without one it is a switch. */
  readonly value?: string;
  /** The value is a whole number. */
  readonly whole?: boolean;
  /** It may be given several times; the command finds a list, or nothing where it is not given. */
  readonly many?: boolean;
  readonly choices?: readonly string[];
  readonly default?: string | number;
}

export interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly Argument[];
  /** `--json` is not listed: every verb has it. */
  readonly options: readonly Option[];
  readonly example: string;
  load(): Promise<Command>;
}

/** The options given, by their camel-case names. */
export type Options = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** What a file in `commands/` exports. */
export interface Command {
  run(args: readonly string[], options: Options, io: Io): Promise<number>;
}

/** A mistake in how `pol` was called; ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
