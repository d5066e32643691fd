import { factOf } from "../../compiler/ir/fact.ts";
import type { Ir } from "../../compiler/ir/ir.ts";
import { FUNCTIONS, SETS } from "../../stdlib/sets.ts";
import type { World } from "../../stdlib/native.ts";
import type { Pattern } from "../../stdlib/text/pattern.ts";
import { toJson } from "../interpreter/values.ts";
import type { Detected, Ledger } from "../provenance/ledger.ts";
import { Forms } from "./forms.ts";

/** One thing that was found out for a decision, for its explanation. */
export interface Found {
  readonly ir: Ir;
  readonly values: readonly unknown[];
  /** True, false, null for unknown, or what a function gives. */
  readonly result: unknown;
  /** Where a value was told; why a set does not hold it. */
  readonly because: string | null;
}

/** What the host finds out about the values of one call: once, for both engines. */
export class Facts {
  readonly found: Found[] = [];
  readonly forms = new Forms();
  /** Addresses that were asked for: connect to no others. */
  readonly addresses = new Map<string, readonly string[]>();
  readonly #known = new Map<string, unknown>();
  readonly #world: World;
  readonly #ledger: Ledger;
  readonly #patterns: ReadonlyMap<string, Pattern>;

  /** `patterns` by their source; one that is missing is unknown. */
  constructor(world: World, ledger: Ledger, patterns: ReadonlyMap<string, Pattern>) {
    this.#ledger = ledger;
    this.#patterns = patterns;
    this.#world = {
      link: world.link,
      addresses: (name) => {
        const addresses = this.addresses.get(name) ?? world.addresses(name);
        this.addresses.set(name, addresses);
        return addresses;
      },
    };
  }

  /** What is asked of these values, as the engines have them. `root`: the argument that the first is, or is a part of. */
  readonly know = (ir: Ir, operands: readonly unknown[], root: readonly string[] | null): unknown => {
    const key = factOf(ir) + JSON.stringify(operands);
    const known = this.#known.get(key);
    if (known !== undefined && ir.op !== "within") return known;
    const values = operands.map((value, i) => toJson(ir.args![i]!.t, value));
    const [result, because] = this.#find(ir, values, root);
    this.#known.set(key, result);
    this.found.push({ ir, values, result, because });
    return result;
  };

  /** All of it as JSON, for the isolate. */
  get json(): string {
    return JSON.stringify(Object.fromEntries(this.#known));
  }

  #find(ir: Ir, values: readonly unknown[], root: readonly string[] | null): readonly [result: unknown, because: string | null] {
    const [value] = values;
    switch (ir.op) {
      case "within": {
        if (typeof value !== "string") return [null, null];
        const match = SETS[ir.name!]!.match(value, ir.path!, this.#world);
        if (!match.holds) return [false, match.why];
        this.forms.add(root, value, match.canonical);
        return [true, null];
      }
      case "matches": return [typeof value === "string" ? (this.#patterns.get(ir.value as string)?.test(value) ?? null) : null, null];
      case "native": return [FUNCTIONS[ir.name!]!(...values) ?? null, null];
      case "from": {
        const { holds, where } = this.#ledger.from({ tool: ir.name ?? null, path: ir.path ?? [] }, value);
        return [holds, where];
      }
      default: {
        const { holds, where } = this.#ledger.carries(ir.name as Detected, value);
        return [holds, where];
      }
    }
  }
}
