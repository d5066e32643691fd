import type * as ast from "../../grammar/ast.ts";
import type { Span } from "../../grammar/spans.ts";
import type { Bag } from "../diagnostics/bag.ts";
import { nearest } from "../../grammar/nearest.ts";

/** What a top-level name stands for, in the words of messages. */
export type SymbolKind =
  | "env" | "policy" | "model" | "controller" | "memory" | "tree" | "extern" | "machine" | "spec" | "privilege" | "reward" | "guard"
  | "fn" | "const" | "enum" | "record";

export type NamedDecl = Exclude<ast.Decl, ast.Test | ast.Prove>;

/** The top-level names of a file: one namespace. */
export class Symbols {
  readonly #byName = new Map<string, NamedDecl>();
  readonly #broken = new Set<string>();

  constructor(file: ast.File, bag: Bag) {
    for (const b of file.broken) if (b.name !== null) this.#broken.add(b.name);
    for (const decl of file.decls) {
      if (decl.kind === "Test" || decl.kind === "Prove") continue;
      const { text, span } = decl.name;
      const earlier = this.#byName.get(text);
      if (earlier === undefined) this.#byName.set(text, decl);
      else bag.add("duplicateName", span, { kind: kindOf(decl), name: text }, { labels: [{ span: earlier.name.span, text: "first here" }] });
    }
  }

  get(name: string): NamedDecl | undefined {
    return this.#byName.get(name);
  }

  /** True for the name of a declaration that could not be read: what it is has been reported as a syntax error. */
  isBroken(name: string): boolean {
    return this.#broken.has(name);
  }

  names(...kinds: SymbolKind[]): string[] {
    return [...this.#byName].filter(([, d]) => kinds.length === 0 || kinds.includes(kindOf(d))).map(([n]) => n);
  }
}

export function kindOf(decl: NamedDecl): SymbolKind {
  return decl.kind.toLowerCase() as SymbolKind;
}

/** Reports a name that means nothing, with the nearest one that would. */
export function reportUnknown(bag: Bag, symbols: Symbols, kind: string, name: string, span: Span, candidates: Iterable<string>): void {
  if (symbols.isBroken(name) || name === "") return;
  const near = nearest(name, candidates);
  bag.add("unknownName", span, { kind, name }, near === undefined ? {} : {
    help: `did you mean \`${near}\`?`,
    fixes: [{ title: `Write \`${near}\``, span, text: near }],
  });
}
