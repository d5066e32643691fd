/** Where text goes. */
export interface Writer {
  write(text: string): unknown;
}

/** What a command may touch of the world around it, so that a test can call it in-process. */
export interface Io {
  readonly stdout: Writer;
  readonly stderr: Writer;
  readonly cwd: string;
  /** Colours are wanted: see `NO_COLOR` and `FORCE_COLOR`. */
  readonly color: boolean;
  /** A person is watching standard output, so progress may be drawn. */
  readonly tty: boolean;
}

/** The process's own. */
export function processIo(): Io {
  const tty = process.stdout.isTTY === true;
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const color = NO_COLOR ? false : FORCE_COLOR ? FORCE_COLOR !== "0" : tty && TERM !== "dumb";
  return { stdout: process.stdout, stderr: process.stderr, cwd: process.cwd(), color, tty };
}
