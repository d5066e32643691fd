import { readOptions, type Habits, type Options } from "./options.ts";

/** A command that only reads, if its arguments are right. */
export interface Program {
  /** Why these arguments do more than read, in a phrase; null where they do not. */
  readonly judge: (args: readonly string[]) => string | null;
  /** Put before its arguments: they switch off programs that a file or the surroundings may name. */
  readonly switches?: readonly string[];
  /** Where it reads options in the common way. */
  readonly options?: Options;
}

/** `operands`: what it must not be given besides options, in a phrase. */
export function program(allowed: Options, more: Habits & { readonly operands?: (operands: readonly string[]) => string | null; readonly switches?: readonly string[] } = {}): Program {
  const { operands, switches, ...habits } = more;
  return {
    options: allowed,
    judge: (args) => {
      const read = readOptions(args, allowed, habits);
      return typeof read === "string" ? read : (operands?.(read) ?? null);
    },
    ...(switches && { switches }),
  };
}
