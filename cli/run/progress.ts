import type { Io } from "../io.ts";

/** A bar on standard error while a person watches; silent otherwise. */
export async function progressBar(io: Io, total: number): Promise<{ advance(what: string, by: number): void; stop(): void }> {
  if (!io.tty) return { advance() {}, stop() {} };
  const { default: progress } = await import("cli-progress");
  const bar = new progress.SingleBar({
    format: "{what}  {bar}  {value}/{total} episodes, {eta_formatted} left", barCompleteChar: "█", barIncompleteChar: "░", barsize: 30, clearOnComplete: true, stream: process.stderr,
  });
  bar.start(total, 0, { what: "starting         " });
  return { advance: (what, by) => bar.increment(by, { what }), stop: () => bar.stop() };
}
