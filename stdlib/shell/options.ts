/**
 * The options a program may be given, in the notation of the tables under `programs/`: spaces between options, and behind each
 * what it takes. `-l` nothing; `-n=` a value, attached or as the next argument; `--color[=]` a value that can only be attached; `-#`
 * a number itself, as in `-5`. `--submodule=log` is that option with that value alone.
 */
export interface Options {
  readonly alone: ReadonlySet<string>;
  readonly withValue: ReadonlySet<string>;
  readonly mayHaveValue: ReadonlySet<string>;
}

export function options(...tables: readonly string[]): Options {
  const all = tables.join(" ").trim().split(/\s+/);
  const ending = (end: string): ReadonlySet<string> => new Set(all.filter((o) => o.endsWith(end)).map((o) => o.slice(0, -end.length)));
  return { alone: new Set(all.filter((o) => !o.endsWith("=") && !o.endsWith("[=]"))), withValue: ending("="), mayHaveValue: ending("[=]") };
}

/** Where a program does not read its options as GNU's `getopt_long` does. */
export interface Habits {
  /** `-ab` is not `-a -b`. */
  readonly noClusters?: true;
  /** A value in an argument of its own must not look like an option, save behind these: from one to the next, readers differ on what it is. */
  readonly noDashedValues?: readonly string[];
  /** Behind the first operand, what looks like an option may be read as another operand. */
  readonly optionsFirst?: true;
}

/** The operands that a program will see; or, in a phrase, what it must not be given. */
export function readOptions(args: readonly string[], allowed: Options, habits: Habits = {}): readonly string[] | string {
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === "--") return [...operands, ...args.slice(i + 1)];
    if (!looksLikeOption(arg)) {
      operands.push(arg);
      continue;
    }
    if (habits.optionsFirst && operands.length > 0) return "has an option behind an operand";
    const read = arg.startsWith("--") ? readLong(arg, allowed) : readShort(arg, allowed, habits);
    if (read === null) return "has an option that is not among those that only read";
    if (read.wants === null) continue;
    const value = args[++i];
    if (value === undefined) return "has an option without its value";
    if (looksLikeOption(value) && habits.noDashedValues?.includes(read.wants) === false) return "has a value that looks like an option";
  }
  return operands;
}

const looksLikeOption = (arg: string): boolean => arg.startsWith("-") && arg !== "-";

/** The option that takes the next argument, if one does; null where an option is not allowed. */
type Read = { readonly wants: string | null } | null;
const COMPLETE: Read = { wants: null };

function readLong(arg: string, { alone, withValue, mayHaveValue }: Options): Read {
  if (alone.has(arg) || mayHaveValue.has(arg)) return COMPLETE;
  if (withValue.has(arg)) return { wants: arg };
  const end = arg.indexOf("=");
  const name = arg.slice(0, end);
  return end >= 0 && (withValue.has(name) || mayHaveValue.has(name)) ? COMPLETE : null;
}

function readShort(arg: string, { alone, withValue, mayHaveValue }: Options, { noClusters }: Habits): Read {
  if (alone.has("-#") && /^-[0-9]+$/.test(arg)) return COMPLETE;
  for (let i = 1; i < arg.length; i++) {
    const name = `-${arg[i]!}`;
    const isLast = i === arg.length - 1;
    if (mayHaveValue.has(name)) return COMPLETE;
    if (withValue.has(name)) return isLast ? { wants: name } : COMPLETE;
    if (!alone.has(name) || (noClusters && !isLast)) return null;
  }
  return COMPLETE;
}
