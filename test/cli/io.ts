import type { Io } from "../../cli/io.ts";
import { main } from "../../cli/main.ts";
import type { Verb } from "../../cli/verb.ts";

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in-process. */
export async function pol(argv: readonly string[], cwd = ".", table?: readonly Verb[]): Promise<Ended> {
  const written = { out: "", err: "" };
  const io: Io = {
    stdout: { write: (text) => (written.out += text) },
    stderr: { write: (text) => (written.err += text) },
    cwd,
    color: false,
    tty: false,
  };
  const code = await main(argv, io, table);
  return { code, ...written };
}
