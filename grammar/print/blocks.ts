import { Comma, LBrace, RBrace } from "../tokens.ts";
import type { Marks } from "./marks.ts";
import type { Piece } from "./pieces.ts";
import { isSpaced } from "./spacing.ts";

const WIDTH = 140;

/**
 * How a pair of braces is laid out. `broken`: what is inside begins below the opening brace and the closing one has a line of
 * its own. `each`: each thing inside has a line of its own, too.
 */
interface Block {
  broken: boolean;
  each: boolean;
  readonly data: boolean;
}

/** Decides where lines begin. */
export class Blocks {
  readonly #pieces: readonly Piece[];
  readonly #marks: Marks;
  readonly #blocks = new Map<number, Block>();
  /** For each piece the block in which it begins a thing of its own, by the index of its brace; -1 for the file, -2 for none. */
  readonly #member: Int32Array;
  /** Where each piece would begin, and the text end, if everything stood in one line. */
  readonly #column: Float64Array;

  constructor(pieces: readonly Piece[], marks: Marks) {
    this.#pieces = pieces;
    this.#marks = marks;
    this.#member = new Int32Array(pieces.length).fill(-2);
    this.#column = new Float64Array(pieces.length + 1);
    const open: number[] = [];
    let previous = -1;
    for (let i = 0; i < pieces.length; i++) {
      const piece = pieces[i]!;
      this.#column[i + 1] = this.#column[i]!;
      if (piece.comment) continue;
      const spaced = previous >= 0 && isSpaced(pieces[previous]!, piece, i, marks);
      this.#column[i + 1] = this.#column[i]! + piece.text.length + (spaced ? 1 : 0);
      if (pieces[open.at(-1) ?? -1]?.partner === i) open.pop();
      const brace = open.at(-1) ?? -1;
      if (this.#begins(i, previous, brace)) this.#member[i] = brace;
      if (piece.partner > i) open.push(i);
      if (piece.type === LBrace) this.#blocks.set(i, this.#asWritten(i));
      if (piece.type === RBrace) this.#member[i] = piece.partner;
      previous = i;
    }
  }

  #begins(i: number, previous: number, brace: number): boolean {
    if (brace >= 0 && this.#pieces[brace]!.type !== LBrace) return false;
    if (previous === brace) return true;
    if (brace >= 0 && this.#marks.data.has(brace)) return this.#pieces[previous]!.type === Comma;
    return this.#marks.items.has(i);
  }

  #asWritten(brace: number): Block {
    const data = this.#marks.data.has(brace);
    let broken = false;
    for (let i = brace; !broken && i <= this.#pieces[brace]!.partner; i++) {
      broken = (i > brace && this.#pieces[i]!.breaks > 0) || this.#marks.apart.has(i);
      if (data && i > brace && !this.#pieces[i]!.comment) break;
    }
    return { broken, each: !data, data };
  }

  at(brace: number): Block {
    return this.#blocks.get(brace)!;
  }

  /** Whether a piece begins a thing of the block or the file it stands in, or closes it. */
  isMember(i: number): boolean {
    return this.#member[i]! >= -1;
  }

  startsLine(i: number): boolean {
    const piece = this.#pieces[i]!;
    if (i === 0 || piece.trailing) return i === 0;
    if (piece.comment || this.#pieces[i - 1]!.comment) return true;
    if (this.#marks.joined.has(i)) return false;
    const member = this.#member[i]!;
    if (member === -1) return true;
    if (member >= 0) {
      const block = this.at(member);
      const edge = piece.type === RBrace || i === member + 1;
      if (block.broken && (block.each || edge)) return true;
      if (!block.data) return false;
    }
    if (piece.type === LBrace && !this.#marks.data.has(i)) return false;
    return piece.breaks > 0;
  }

  /** Breaks a block that was written on one line where that line is too long; `used` is what stands before the brace. */
  fit(brace: number, used: number): void {
    const block = this.at(brace);
    const close = this.#pieces[brace]!.partner;
    if (block.broken || close === brace + 1) return;
    for (let i = brace + 1; i < close; i++) if (this.startsLine(i)) return;
    let end = close + 1;
    while (end < this.#pieces.length && !this.#pieces[end]!.trailing && !this.startsLine(end)) end++;
    if (used + this.#column[end]! - this.#column[brace]! > WIDTH) Object.assign(block, { broken: true, each: true });
  }
}
