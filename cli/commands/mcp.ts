import { constants } from "node:os";
import { resolve } from "node:path";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { loadGuard, type Guard } from "../../runtime/guard/guard.ts";
import { printable } from "../../runtime/guard/template.ts";
import { guardMcp, type McpEnd } from "../../runtime/middleware/mcp.ts";
import { recordFile } from "../../runtime/record/file.ts";
import type { AnswerRecord, CallRecord } from "../../runtime/record/record.ts";
import { Refusal } from "../../runtime/refusal.ts";
import type { Io } from "../io.ts";
import { exit, type Options } from "../verb.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const CODES: Readonly<Record<McpEnd, number>> = { "client left": exit.clean, "server ended": exit.findings, stopped: exit.findings };

/** Standard input and output are the protocol's; people read standard error. */
export async function run([file, command, ...args]: readonly string[], options: Options, io: Io): Promise<number> {
  const record = typeof options["record"] === "string" ? recordFile(resolve(io.cwd, options["record"])) : undefined;
  let guard: Guard | undefined;
  try {
    guard = await loadGuard(resolve(io.cwd, file!), {
      ...(typeof options["guard"] === "string" && { guard: options["guard"] }),
      ...(record !== undefined && { sink: record.sink }),
      ...(typeof options["store"] === "string" && { store: resolve(io.cwd, options["store"]) }),
    });
    return await serve(guard, command!, args, options, io);
  } finally {
    await guard?.dispose();
    record?.close();
  }
}

async function serve(guard: Guard, command: string, args: string[], options: Options, io: Io): Promise<number> {
  const session = guard.toolSession(undefined, typeof options["principal"] === "string" ? options["principal"] : null);
  const client = new StdioServerTransport();
  const server = new StdioClientTransport({ command, args, cwd: io.cwd, env: given(process.env) });
  const log = (text: string): void => { io.stderr.write(`pol: ${text}\n`); };
  let signalled: number | undefined;
  const leave = (): void => { void client.close(); };
  const caught = (signal: (typeof SIGNALS)[number]): void => {
    signalled = 128 + constants.signals[signal];
    leave();
  };
  process.stdin.once("end", leave);
  for (const signal of SIGNALS) process.on(signal, caught);
  try {
    const end = await guardMcp({
      session, client, server, warn: log,
      tools: guard.bundle.ir.envs.find((e) => e.name === guard.ir.env)!.tools,
      judged: (record) => (options["json"] ? io.stderr.write(`${JSON.stringify(record)}\n`) : log(line(record))),
    });
    if (end !== "client left") log(end === "stopped" ? "the policy has ended this run" : `\`${command}\` has ended`);
    return signalled ?? CODES[end];
  } catch (error) {
    if (error instanceof Error && "syscall" in error && String(error.syscall).startsWith("spawn")) throw new Refusal(`\`${command}\` cannot be started (${String((error as NodeJS.ErrnoException).code)})`, { cause: error });
    throw error;
  } finally {
    process.stdin.off("end", leave);
    for (const signal of SIGNALS) process.off(signal, caught);
  }
}

function line(record: CallRecord | AnswerRecord): string {
  if (record.kind === "answer") return `${record.permitted ? "allow " : "forbid"} ${printable(record.tool)}: ${record.reason}`;
  const args = printable(JSON.stringify(record.arguments));
  return `${record.verdict.padEnd(6)} ${printable(record.tool)} ${args.length > 160 ? `${args.slice(0, 160)}…` : args}: ${record.reason}`;
}

/** The server is given what this process was given: clients set its variables on the command they start. */
function given(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
}
