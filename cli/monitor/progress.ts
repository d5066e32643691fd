import type { Io } from "../io.ts";

export interface FileBar {
  /** How much of which file is done, from 0 to 1. */
  at(index: number, path: string, done: number): void;
  stop(): void;
}

/** A bar over files on standard error while a person watches; silent otherwise. */
export async function fileBar(io: Io, files: number): Promise<FileBar> {
  if (!io.tty) return { at() {}, stop() {} };
  const { default: progress } = await import("cli-progress");
  const bar = new progress.SingleBar({
    format: "{bar}  {file}/{files}  {path}", barCompleteChar: "█", barIncompleteChar: "░", barsize: 30, clearOnComplete: true, stream: process.stderr,
  });
  bar.start(files, 0, { file: 0, files, path: "" });
  return { at: (index, path, done) => bar.update(index + done, { file: index + 1, path }), stop: () => bar.stop() };
}
