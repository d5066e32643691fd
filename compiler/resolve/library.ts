import type * as ast from "../../grammar/ast.ts";
import { parse } from "../../grammar/parse.ts";
import type { Context, Shared } from "../check/context.ts";
import { Bag } from "../diagnostics/bag.ts";
import { librarySources } from "../library-text.ts";
import { Symbols } from "./symbols.ts";

/** Each text is parsed once a process; what is found out about it belongs to one analysis. */
const files = new Map<string, ast.File>();

/** What a module that is written in Pol adds to a file: its functions, each checked among its own names. */
export function sharedFunctions(module: string, { host, effort, loops }: Pick<Context, "host" | "effort" | "loops">): ReadonlyMap<string, Shared> {
  const text = librarySources()[module]!;
  const file = files.get(module) ?? parse(text).file;
  files.set(module, file);
  const bag = new Bag(module);
  const cx: Context = {
    bag, text, host, effort, loops, symbols: new Symbols(file, bag), natives: new Map(), shared: new Map(), envs: new Map(), consts: new Map(), specs: new Map(), rewards: new Map(), facts: [],
  };
  return new Map(file.decls.flatMap((decl) => (decl.kind === "Fn" ? [[decl.name.text, { decl, cx }]] : [])));
}
