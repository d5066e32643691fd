import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { Refusal } from "../refusal.ts";
import type { Sink } from "./record.ts";

export interface RecordFile {
  readonly sink: Sink;
  close(): void;
}

/** Appends records to a file (or a pipe) as JSON Lines, each on the disk before the sink returns. */
export function recordFile(path: string): RecordFile {
  const fd = open(path);
  const isFile = fstatSync(fd).isFile();
  // What a crash or a full disk left of a line must not swallow the next one.
  let isBroken = isFile && endsInside(fd);
  return {
    sink: (record) => {
      const line = Buffer.from(`${isBroken ? "\n" : ""}${JSON.stringify(record)}\n`);
      isBroken = true;
      for (let at = 0; at < line.length; ) at += writeSync(fd, line, at);
      if (isFile) fsyncSync(fd);
      isBroken = false;
    },
    close: () => closeSync(fd),
  };
}

function open(path: string): number {
  try {
    return openSync(path, "a+");
  } catch (error) {
    throw new Refusal(`the record ${path} cannot be written (${error instanceof Error ? error.message.replace(/,.*$/s, "") : String(error)})`);
  }
}

function endsInside(fd: number): boolean {
  const { size } = fstatSync(fd);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(fd, last, 0, 1, size - 1) === 1 && last[0] !== 10;
}
