import { FACTS, type Ir } from "../../compiler/ir/ir.ts";
import { compile, type Point } from "./expressions.ts";
import { type Frame, operand, type Scope } from "./scope.ts";
import { fromJson } from "./values.ts";

/** What the host finds out: of these values, the first of which is, or is a part of, the argument `root`. Nothing is unknown. */
export type Know = (ir: Ir, values: readonly unknown[], root: readonly string[] | null) => unknown;

/** What is asked of the host, for each call anew. */
export function overFacts(know: () => Know): NonNullable<Scope<Frame>["time"]> {
  return (ir, scope): Point | undefined => {
    if (!FACTS.has(ir.op)) return undefined;
    const args = ir.args!.map((arg) => compile(arg, scope));
    const root = rootOf(operand(ir, 0), scope);
    return (f) => fromJson(ir.t, know()(ir, args.map((arg) => arg(f)), root));
  };
}

/** The argument that a value is taken out of as it is; null for one that is computed. */
export function rootOf<F>({ op, path, name, args }: Ir, scope: Scope<F>): readonly string[] | null {
  switch (op) {
    case "arg": return path!;
    case "local": return scope.locals.get(name!)!.root ?? null;
    case "field": case "index": return rootOf(args![0]!, scope);
    // Lists of texts that stand in their operand as they are.
    case "native": return name === "texts" || name === "recipients" ? rootOf(args![0]!, scope) : null;
    default: return null;
  }
}
