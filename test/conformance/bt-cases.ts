/** A tree of the real library with what ten ticks of it gave. */
export interface Vector {
  readonly id: string;
  readonly category: string;
  readonly mode: "exactly_once" | "once";
  readonly xml: string;
  /** Of each leaf, by its last name: one letter a visit, again from the first when they are used up. */
  readonly leaves: Readonly<Record<string, string>>;
  readonly init: Readonly<Record<string, Scalar>>;
  readonly env: readonly Readonly<Record<string, Scalar>>[];
  readonly halt_before: readonly number[];
  readonly dt_ms?: number;
  readonly nodes: readonly (readonly [path: string, type: string])[];
  readonly quirks?: readonly string[];
  readonly throws?: boolean;
  readonly expected: readonly Expected[];
}

export type Scalar = number | string;

export interface Expected {
  readonly root: string;
  readonly ticked: readonly string[];
  readonly halted: readonly string[];
  readonly halted_by_halt?: readonly string[];
  readonly async_halted?: readonly string[] | null;
  readonly visits: readonly (readonly [string, string])[];
  readonly status: string;
  readonly bb: Readonly<Record<string, Scalar>>;
}

/** What a tick of ours gave, in the same terms. */
export type Found = Required<Omit<Expected, "async_halted">> & { readonly async_halted: readonly string[] };

/** What differs, in one sentence, or null. */
export function differs(expected: Expected, found: Found): string | null {
  const lists = (of: "ticked" | "halted" | "halted_by_halt" | "async_halted"): string | null => {
    const [wanted, is] = [expected[of] ?? [], found[of]].map((list) => JSON.stringify(list));
    return wanted === is ? null : `${of} is ${is} and not ${wanted}`;
  };
  const visits = (list: Expected["visits"]): string => list.map(([node, status]) => node + status).join(" ");
  if (expected.root !== found.root) return `the root gives ${found.root} and not ${expected.root}`;
  if (visits(expected.visits) !== visits(found.visits)) return `it visits ${visits(found.visits)} and not ${visits(expected.visits)}`;
  if (expected.status !== found.status) return `nodes are ${found.status} and not ${expected.status}`;
  // An entry that is only handed on may be a text here and a number there.
  const same = (value: Scalar | null, wanted: Scalar | undefined): boolean => value === wanted || String(value) === String(wanted);
  for (const [name, value] of Object.entries(found.bb)) if (!same(value, expected.bb[name])) return `${name} is ${value} and not ${expected.bb[name]}`;
  return lists("ticked") ?? lists("halted") ?? lists("halted_by_halt") ?? lists("async_halted");
}
