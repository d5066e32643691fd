import { open } from "node:fs/promises";
import { messageOf } from "../guard/sampled.ts";
import { Refusal } from "../refusal.ts";

export interface OpenFile {
  readonly size: number;
  /** Fills `into` from `at` on with what stands at `from`, and answers how many bytes there were: fewer only at the end. */
  readonly read: (into: Buffer, at: number, from: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

export async function openFile(path: string): Promise<OpenFile> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(error.code === "ENOENT" ? `there is no file ${path}` : `${path} cannot be read (${messageOf(error)})`, { cause: error });
  });
  const { size } = await handle.stat();
  return {
    size,
    async read(into, at, from) {
      let got = 0;
      while (at + got < into.length) {
        const { bytesRead } = await handle.read(into, at + got, into.length - at - got, from + got).catch((error: unknown) => {
          throw new Refusal(`${path} cannot be read (${messageOf(error)})`, { cause: error });
        });
        if (bytesRead === 0) break;
        got += bytesRead;
      }
      return got;
    },
    close: () => handle.close(),
  };
}
