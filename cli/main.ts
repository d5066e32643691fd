import { CommanderError } from "commander";
import { Refusal } from "../runtime/refusal.ts";
import { processIo, type Io } from "./io.ts";
import { program } from "./program.ts";
import { exit, UsageError, type Verb } from "./verb.ts";
import { verbs } from "./verbs.ts";

/** Runs one command line and says how it ended. */
export async function main(argv: readonly string[], io: Io, table: readonly Verb[] = verbs): Promise<number> {
  let code: number = exit.clean;
  try {
    await program(table, io, (ended) => (code = ended)).parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exit.clean;
    // `pol` alone has already printed the help.
    if (error instanceof CommanderError && error.code === "commander.help") return exit.usage;
    const failure = describe(error);
    io.stderr.write(wantsJson(argv) ? `${JSON.stringify({ error: failure })}\n` : `pol: ${failure.message}\n`);
    if (failure.kind === "bug" && process.env.POL_DEBUG === "1") io.stderr.write(`${stackOf(error)}\n`);
    return failure.exitCode;
  }
}

/** Runs the process's own command line. */
export async function start(): Promise<void> {
  // A reader that closes the pipe early (`pol explain | head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? exit.clean : exit.bug));
  process.exitCode = await main(process.argv.slice(2), processIo());
}

interface Failure {
  readonly kind: "usage" | "refusal" | "bug";
  readonly message: string;
  readonly exitCode: number;
}

function describe(error: unknown): Failure {
  if (error instanceof CommanderError)
    return { kind: "usage", message: plain(error.message), exitCode: exit.usage };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) return { kind: "usage", message, exitCode: exit.usage };
  if (error instanceof Refusal) return { kind: "refusal", message, exitCode: exit.findings };
  return {
    kind: "bug",
    message: `this is a bug in pol (${message}); please report it with the command and the output of POL_DEBUG=1`,
    exitCode: exit.bug,
  };
}

function plain(message: string): string {
  return message.replace(/^error: /, "").replaceAll("\n", " ");
}

function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return argv.slice(0, end < 0 ? undefined : end).includes("--json");
}

function stackOf(error: unknown): string {
  return error instanceof Error && error.stack !== undefined ? error.stack : String(error);
}
