import type * as ast from "../ast.ts";
import { LBrace, LParen } from "../tokens.ts";
import { walk } from "../visit.ts";
import { cellsOf, type Cell, type Group } from "./cells.ts";
import type { Piece } from "./pieces.ts";
import { noteTree } from "./trees.ts";

/** An item begins here: its line may be aligned with its neighbours', cell by cell. */
export interface ItemMark {
  readonly group: Group | null;
  readonly cells: readonly Cell[];
  /** How far the item's further lines stand in; null for the ordinary measure. */
  readonly hang: number | null;
}

/** What the tree knows about tokens and the tokens alone do not tell. All indices are into the pieces. */
export class Marks {
  /** No blank before, although the two tokens would have one. */
  readonly tight = new Set<number>();
  /** A blank before, although the token would have none. */
  readonly loose = new Set<number>();
  /** Braces around data, with commas between: a record's fields, values given. */
  readonly data = new Set<number>();
  readonly items = new Map<number, ItemMark>();
  /** What never begins a line, but behind a comment. */
  readonly joined = new Set<number>();
  /** Braces whose things have a line each. */
  readonly apart = new Set<number>();
  readonly #pieces: readonly Piece[];
  readonly #starts = new Map<number, number>();
  readonly #ends = new Map<number, number>();
  readonly #previous: number[] = [];
  readonly #next: number[] = [];

  constructor(pieces: readonly Piece[], file: ast.File) {
    this.#pieces = pieces;
    let token = -1;
    pieces.forEach((piece, i) => {
      this.#previous[i] = token;
      if (piece.comment) return;
      token = i;
      this.#starts.set(piece.start, i);
      this.#ends.set(piece.end, i);
    });
    token = pieces.length;
    for (let i = pieces.length - 1; i >= 0; i--) {
      this.#next[i] = token;
      if (!pieces[i]!.comment) token = i;
    }
    for (const item of [...file.uses, ...file.decls]) walk(item, (node) => this.#note(node));
  }

  at(offset: number): number {
    return this.#starts.get(offset) ?? -1;
  }

  /** The token before the one at an offset. */
  before(offset: number): number {
    return this.previous(this.at(offset));
  }

  /** The token that ends at an offset. */
  ending(offset: number): number {
    return this.#ends.get(offset) ?? -1;
  }

  previous(index: number): number {
    return this.#previous[index] ?? -1;
  }

  after(index: number): number {
    return this.#next[index] ?? this.#pieces.length;
  }

  /** Whether the author put a token on a line of its own. */
  isBroken(index: number): boolean {
    return this.#pieces[index]!.breaks > 0;
  }

  isBrace(index: number): boolean {
    return this.#pieces[index]?.type === LBrace;
  }

  /** The bracket before the ports of a tree or a leaf; -1 for none. */
  ports(decl: ast.Tree | ast.Extern): number {
    const over = this.after(this.at(decl.over.span.start));
    const open = decl.kind === "Tree" && decl.compatible ? this.after(over) : over;
    return this.#pieces[open]?.type === LParen ? open : -1;
  }

  #note(node: ast.Node): void {
    this.#space(node);
    noteTree(node, this);
    const data = dataIn(node);
    if (data !== null) this.data.add(data.span === node.span ? this.at(node.span.start) : this.before(data.span.start));
    const cells = cellsOf(node, this);
    if (cells !== null) this.items.set(cells.start, cells);
  }

  #space(node: ast.Node): void {
    const start = this.at(node.span.start);
    if (node.kind === "Unit") for (let i = start + 1; start >= 0 && this.#pieces[i - 1]!.end < node.span.end; i++) this.tight.add(i);
    else if (node.kind === "UnitType" || node.kind === "Paren") this.loose.add(start);
    else if (node.kind === "Tree" || node.kind === "Extern") this.loose.add(this.ports(node));
    else if (node.kind === "Unary" && node.op === "-") this.tight.add(this.after(start));
    else if (node.kind === "NamedType" && node.args.length > 0) {
      const open = this.after(start);
      this.tight.add(open).add(this.after(open)).add(this.after(this.ending(node.args.at(-1)!.span.end)));
    } else if (node.kind === "Range" || node.kind === "InRange") {
      if (node.low.kind !== "Binary" && node.high.kind !== "Binary") return;
      this.loose.add(this.before(node.high.span.start)).add(this.at(node.high.span.start));
    }
  }
}

/** The first thing inside braces around data, or the node itself where it begins with the brace. */
function dataIn(node: ast.Node): ast.Node | null {
  switch (node.kind) {
    case "RecordType": return node;
    case "Enum": return node.values[0] ?? null;
    case "Given": case "With": case "At": case "Gives": case "Do": return node.assigns[0] ?? null;
    default: return null;
  }
}
