import { isUtf8 } from "node:buffer";
import { Refusal } from "../refusal.ts";
import { openFile } from "./file.ts";

export interface Block {
  /** Whole records, the last with its line's end unless the file stops before it. */
  readonly bytes: Buffer;
  /** The share of the file that ends with it. */
  readonly done: number;
  /** The record behind these is no UTF-8: nothing else follows. */
  readonly broken: boolean;
}

/** How many of the first bytes are whole records. */
export type Cut = (bytes: Buffer) => number;

export const lines: Cut = (bytes) => bytes.lastIndexOf(LF) + 1;

const LF = 10;
const FIRST = 1 << 16;
const USUAL = 1 << 20;
const MOST = 1 << 26;

/** A text file in pieces, each of which is read over the one before it. */
export async function* blocks(path: string, cut: Cut): AsyncGenerator<Block> {
  const file = await openFile(path);
  try {
    let buffer = Buffer.allocUnsafe(FIRST);
    let kept = 0;
    let from = await pastMark(file.read);
    for (let ended = false; !ended; ) {
      const got = await file.read(buffer, kept, from);
      from += got;
      const filled = kept + got;
      ended = got < buffer.length - kept;
      const whole = ended ? filled : cut(buffer.subarray(0, filled));
      if (whole > 0) {
        const bytes = buffer.subarray(0, whole);
        const broken = !isUtf8(bytes);
        yield { bytes: broken ? bytes.subarray(0, cut(soundLines(bytes))) : bytes, done: file.size === 0 ? 1 : Math.min(1, (from - (filled - whole)) / file.size), broken };
        if (broken) return;
      } else if (buffer.length >= MOST) {
        throw new Refusal(`${path} has a row of more than ${MOST >> 20} MiB; is a quote never closed?`);
      }
      const rest = buffer.subarray(whole, filled);
      kept = rest.length;
      const size = whole > 0 ? Math.max(USUAL, buffer.length) : buffer.length * 2;
      if (size === buffer.length) buffer.copyWithin(0, whole, filled);
      else buffer = Buffer.concat([rest], size);
    }
  } finally {
    await file.close();
  }
}

/** Where the text begins: behind a byte order mark, if there is one. */
async function pastMark(read: (into: Buffer, at: number, from: number) => Promise<number>): Promise<number> {
  const start = Buffer.alloc(3);
  return (await read(start, 0, 0)) === 3 && start.equals(Buffer.of(0xef, 0xbb, 0xbf)) ? 3 : 0;
}

function soundLines(bytes: Buffer): Buffer {
  let from = 0;
  for (;;) {
    const end = bytes.indexOf(LF, from);
    if (!isUtf8(bytes.subarray(from, end < 0 ? bytes.length : end))) return bytes.subarray(0, from);
    from = end + 1;
  }
}

/** The first block alone. */
export async function firstBlock(path: string, cut: Cut): Promise<Block | null> {
  for await (const block of blocks(path, cut)) return block;
  return null;
}
