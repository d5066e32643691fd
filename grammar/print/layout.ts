import { Eq, LBrace } from "../tokens.ts";
import { Blocks } from "./blocks.ts";
import type { Cell } from "./cells.ts";
import type { Line } from "./lines.ts";
import type { Marks } from "./marks.ts";
import type { Piece } from "./pieces.ts";
import { isSpaced } from "./spacing.ts";

const STEP = 2;
const CONTINUED = 4;

/**
 * What is open. `things`: the file, a block or broken data, whose things have further lines that stand in; `brackets`: others
 * that end their line; `flow`: what goes on in the lines of the thing it is part of.
 */
interface Frame {
  readonly id: number;
  readonly kind: "things" | "brackets" | "flow";
  /** Where its contents stand, and where its closing bracket. */
  readonly indent: number;
  readonly outer: number;
  /** How far further lines of the thing being read stand in, once one is there. */
  further: number | null;
  hang: number | null;
}

/** Puts the pieces into lines, each with its indentation and its cells. */
export function layout(pieces: readonly Piece[], marks: Marks): Line[] {
  const writer = new Writer(pieces, marks);
  for (let i = 0; i < pieces.length; i++) writer.add(i);
  return writer.lines;
}

class Writer {
  readonly lines: Line[] = [];
  readonly #pieces: readonly Piece[];
  readonly #marks: Marks;
  readonly #blocks: Blocks;
  readonly #frames: Frame[] = [{ id: -1, kind: "things", indent: 0, outer: 0, further: null, hang: null }];
  /** Cells of the item that began the line and are still to come. */
  #cells: readonly Cell[] = [];
  /** The width of the line so far. */
  #used = 0;

  constructor(pieces: readonly Piece[], marks: Marks) {
    this.#pieces = pieces;
    this.#marks = marks;
    this.#blocks = new Blocks(pieces, marks);
  }

  add(i: number): void {
    const piece = this.#pieces[i]!;
    if (piece.trailing) {
      this.lines.at(-1)!.comment = piece.text;
      return;
    }
    const starts = this.#blocks.startsLine(i);
    if (starts) this.#startLine(i);
    if (piece.comment) return;
    this.#write(i, starts);
    if (piece.partner > i) this.#frames.push(this.#opened(i));
    else if (piece.partner >= 0) this.#frames.pop();
  }

  #startLine(i: number): void {
    const piece = this.#pieces[i]!;
    const indent = this.#indent(i);
    const item = this.#marks.items.get(i);
    this.#cells = item?.cells ?? [];
    this.#used = indent;
    this.lines.push({
      indent,
      cells: [{ text: "", gap: 0 }],
      group: item?.group ?? null,
      block: this.#frames.at(-1)!.id,
      blankBefore: this.#keepsBlank(i),
      comment: piece.comment ? piece.text : null,
      commentOnly: piece.comment,
      opens: false,
    });
  }

  #indent(i: number): number {
    const { comment } = this.#pieces[i]!;
    const next = comment ? this.#marks.after(i) : i;
    const frame = this.#frames.at(-1)!;
    const closes = this.#closes(next);
    if (frame.kind !== "flow" && closes) return comment ? frame.indent : frame.outer;
    if (frame.kind === "brackets" || next >= this.#pieces.length) return frame.indent;
    if (frame.kind === "things" && this.#blocks.isMember(next)) {
      frame.further = null;
      frame.hang = this.#marks.items.get(next)?.hang ?? null;
      return frame.indent;
    }
    const thing = this.#frames.findLast(({ kind }) => kind !== "flow")!;
    if (thing.kind === "brackets") return thing.indent;
    thing.further ??= this.#pieces[this.#marks.previous(i)]?.type === Eq ? STEP : (thing.hang ?? CONTINUED);
    return thing.indent + thing.further;
  }

  #closes(i: number): boolean {
    const partner = this.#pieces[i]?.partner ?? -1;
    return partner >= 0 && partner < i;
  }

  #keepsBlank(i: number): boolean {
    const piece = this.#pieces[i]!;
    const before = this.#pieces[i - 1];
    if (piece.breaks < 2 || before === undefined || before.partner >= i || this.#closes(i)) return false;
    return piece.comment || before.comment || this.#blocks.isMember(i);
  }

  #write(i: number, starts: boolean): void {
    const { cells } = this.lines.at(-1)!;
    const piece = this.#pieces[i]!;
    const spaced = !starts && isSpaced(this.#pieces[i - 1]!, piece, i, this.#marks);
    const cell = starts ? -1 : this.#cells.findIndex(({ at }) => at === i);
    if (cell >= 0) {
      for (const { gap } of this.#cells.slice(0, cell + 1)) cells.push({ text: "", gap });
      this.#cells = this.#cells.slice(cell + 1);
      cells.at(-1)!.text = piece.text;
    } else {
      cells.at(-1)!.text += spaced ? ` ${piece.text}` : piece.text;
    }
    this.#used += piece.text.length + (spaced ? 1 : 0);
  }

  #opened(i: number): Frame {
    const flow: Frame = { id: i, kind: "flow", indent: 0, outer: 0, further: null, hang: null };
    if (this.#pieces[i]!.type !== LBrace) {
      if (!this.#blocks.startsLine(i + 1)) return flow;
      const { indent } = this.lines.at(-1)!;
      return { ...flow, kind: "brackets", indent: indent + STEP, outer: indent };
    }
    this.#blocks.fit(i, this.#used - 1);
    const { broken, data } = this.#blocks.at(i);
    if (!broken) return flow;
    this.lines.at(-1)!.opens = true;
    const outer = data ? this.lines.at(-1)!.indent : this.#frames.at(-1)!.indent;
    return { ...flow, kind: "things", indent: outer + STEP, outer };
  }
}
