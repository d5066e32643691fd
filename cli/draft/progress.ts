import { visible } from "../../compiler/diagnostics/render/visible.ts";
import type { Progress } from "../../runtime/draft/draft.ts";
import type { Io } from "../io.ts";

/** Tells on standard error where a draft stands; a clock runs while a person watches. */
export function waiting(io: Io, model: string, tries: number): { watch(progress: Progress): void; stop(): void } {
  let clock: NodeJS.Timeout | undefined;
  const clear = (): void => {
    if (clock === undefined) return;
    clearInterval(clock);
    clock = undefined;
    io.stderr.write("\r\u001b[K");
  };
  return {
    watch({ attempt, outcome }) {
      clear();
      const head = `try ${attempt} of ${tries}`;
      if (outcome !== null) io.stderr.write(`${head}: ${outcome}\n`);
      else if (io.tty) {
        const start = Date.now();
        const tick = (): unknown => io.stderr.write(`\r\u001b[K${head}: ${visible(model)} writes, ${Math.round((Date.now() - start) / 1000)} s`);
        tick();
        clock = setInterval(tick, 1000);
      } else io.stderr.write(`${head}: asking ${visible(model)}\n`);
    },
    stop: clear,
  };
}
