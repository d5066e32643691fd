import type { Severity } from "./diagnostic.ts";
import type { Entry, Holes } from "./entry.ts";
import { env } from "./topics/env.ts";
import { guard } from "./topics/guard.ts";
import { model } from "./topics/model.ts";
import { names } from "./topics/names.ts";
import { privilege } from "./topics/privilege.ts";
import { reward } from "./topics/reward.ts";
import { running } from "./topics/running.ts";
import { syntax } from "./topics/syntax.ts";
import { temporal } from "./topics/temporal.ts";
import { test } from "./topics/test.ts";
import { tree } from "./topics/tree.ts";
import { types } from "./topics/types.ts";
import { units } from "./topics/units.ts";

/** The topics in the order of their codes: 00xx syntax, 01xx names, and so on to 12xx what does not run yet. */
export const topics = { syntax, names, types, units, env, guard, privilege, temporal, reward, tree, test, model, running };

/** Every kind of finding there is. */
export const catalogue = {
  ...syntax,
  ...names,
  ...types,
  ...units,
  ...env,
  ...guard,
  ...privilege,
  ...temporal,
  ...reward,
  ...tree,
  ...test,
  ...model,
  ...running,
};

type Catalogue = typeof catalogue;

export type EntryName = keyof Catalogue;

/** What the message of an entry needs to be told. */
export type Params<N extends EntryName> = { readonly [Hole in Holes<Catalogue[N]["message"]>]: string | number };

/** A finding without its place. */
export interface Report {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
}

/** Fills the message of an entry; an unknown entry or a missing placeholder is a type error. */
export function report<N extends EntryName>(name: N, params: Params<N>): Report {
  const { code, severity, message }: Entry = catalogue[name];
  const values: Readonly<Record<string, string | number>> = params;
  return { code, severity, message: message.replace(/\{(\w+)\}/g, (_, hole: string) => String(values[hole])) };
}

const byCode = new Map<string, Entry>(Object.values(catalogue).map((entry: Entry) => [entry.code, entry]));

/** The entries in the order of their codes. */
export const entries: readonly Entry[] = [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));

/** The entry of a code such as `POL0101`, in any case. */
export function entryOf(code: string): Entry | undefined {
  return byCode.get(code.toUpperCase());
}
