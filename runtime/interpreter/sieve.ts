import type { Ir } from "../../compiler/ir/ir.ts";

/**
 * The chain outside of which a formula is false for sure (`holds`), or true for sure: only its events need a look. Null where there is
 * none.
 */
export function sieve({ op, name = "anything", args = [] }: Ir, holds: boolean, specOf: (name: string) => Ir): string | null {
  const any = (of: boolean): string | null => args.map((arg) => sieve(arg, of, specOf)).find((chain) => chain !== null) ?? null;
  if (op === "spec") return sieve(specOf(name), holds, specOf);
  if (op === "not") return any(!holds);
  if (op === "called" || op === "returned") {
    const kind = op === "called" ? "call" : "returned";
    return holds ? (name === "anything" ? kind : `${kind} ${name}`) : null;
  }
  if (op === "and" && holds) return any(true);
  if (op === "or" && !holds) return any(false);
  if (op === "implies" && !holds) return sieve(args[0]!, true, specOf) ?? sieve(args[1]!, false, specOf);
  return null;
}
