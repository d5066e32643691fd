import type { EnvIr, Ir, IrType } from "../ir/ir.ts";
import type { Lines } from "./text.ts";
import type { Names } from "./names.ts";
import type { Param } from "./place.ts";

/** One function of the module, before it is written. */
export interface Fun {
  readonly name: string;
  readonly docs: string;
  readonly params: readonly Param[];
  readonly returns: string;
  readonly statements: readonly string[];
  readonly exported?: boolean;
}

/**
 * A user's function in its emitted forms: `name` at a point, `name_lo` and `name_hi` over intervals, or `name_iv` where both
 * ends are left in `ends`: a function that calls others would else call them twice at every level.
 */
export interface FnNames {
  readonly base: string;
  readonly calls: boolean;
  /** Its place in `ends`. */
  readonly ends: number;
  readonly params: readonly { readonly name: string; readonly t: IrType }[];
}

/** Constants for an env's slots by the names people gave them. */
export interface SlotNames {
  readonly obs: ReadonlyMap<string, string>;
  readonly acts: ReadonlyMap<string, string>;
  readonly memories: ReadonlyMap<string, string>;
  readonly disturbances: ReadonlyMap<string, string>;
}

/** The module as it grows, in the order in which it is read. */
export interface Unit {
  readonly names: Names;
  readonly lines: Lines;
  readonly fns: ReadonlyMap<string, FnNames>;
  readonly slots: ReadonlyMap<EnvIr, SlotNames>;
  /** Formulas by name. */
  readonly specs: ReadonlyMap<string, Ir>;
  readonly add: (fun: Fun) => void;
  /** Which functions are needed over intervals is only known when all who call them are written. */
  readonly needInterval: (fn: string) => void;
  /** A place for both ends of a part's result. */
  readonly takeEnds: () => number;
}
