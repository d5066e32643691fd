import { writeFileSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { messageOf } from "../../runtime/guard/sampled.ts";
import { Refusal } from "../../runtime/refusal.ts";
import type { Drawing } from "./drawing.ts";

/** Draws traces into files: a lone one into `file`, of several each that does not hold into `file-trace`; if all hold, the first. */
export class Pictures {
  readonly written: string[] = [];
  readonly #file: string;
  readonly #several: boolean;
  readonly #cwd: string;
  #first: Drawing | null = null;

  constructor(file: string, several: boolean, cwd: string) {
    this.#file = file;
    this.#several = several;
    this.#cwd = cwd;
  }

  async take(drawing: Drawing): Promise<void> {
    if (drawing.specs.some(({ outcome }) => outcome.verdict !== "holds")) await this.#draw(drawing);
    else this.#first ??= drawing;
  }

  /** After the last trace. */
  async end(): Promise<void> {
    if (this.written.length === 0 && this.#first !== null) await this.#draw(this.#first);
  }

  async #draw(drawing: Drawing): Promise<void> {
    const path = this.#several ? this.#named(drawing.trace) : this.#file;
    const { picture } = await import("./picture.ts");
    try {
      writeFileSync(resolve(this.#cwd, path), picture(drawing));
    } catch (cause) {
      throw new Refusal(`the picture cannot be written (${messageOf(cause)})`, { cause });
    }
    this.written.push(path);
  }

  /** `run.svg` as `run-drive.svg`; of traces with one name the second is `run-drive-2.svg`. */
  #named(trace: string): string {
    const ending = extname(this.#file);
    const stem = `${this.#file.slice(0, this.#file.length - ending.length)}-${basename(trace, extname(trace))}`;
    for (let i = 1; ; i++) {
      const path = `${stem}${i === 1 ? "" : `-${i}`}${ending}`;
      if (!this.written.includes(path)) return path;
    }
  }
}
