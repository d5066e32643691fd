import { basename } from "node:path";
import { createColors } from "picocolors";
import stringWidth from "fast-string-width";
import { printable } from "../../runtime/guard/template.ts";
import { replay, type Count, type Replay, type ReplayedCall } from "../../runtime/replay/replay.ts";
import type { Io } from "../io.ts";
import { exit, UsageError, type Options } from "../verb.ts";

const CALL_WIDTH = 72;
const BECOMES = { allow: "executed", ask: "a person decides", forbid: "refused" } as const;

/** Replays a folder's recorded conversations through its guard, beside what an unguarded agent did. */
export async function runConversations(folder: string, options: Options, io: Io): Promise<number> {
  const foreign = ["episodes", "episode", "workers", "plot"].find((name) => options[name] !== undefined);
  if (foreign !== undefined) throw new UsageError(`\`--${foreign}\` is for worlds, and ${basename(folder)} holds recorded conversations`);
  const played = await replay(folder);
  io.stdout.write(options["json"] ? `${JSON.stringify(played, null, 2)}\n` : shown(played, io.color));
  return exit.clean;
}

function shown(played: Replay, color: boolean): string {
  const { bold, dim } = createColors(color);
  const blocks = played.conversations.map(({ name, prompt, calls }) => [
    `${bold(name)}${prompt === null ? "" : dim(`  “${printable(prompt)}”`)}`,
    dim(`    ${fit("call", CALL_WIDTH)}  ${fit("unguarded", 9)}  guarded`),
    ...calls.flatMap((call) => rows(call, color)),
  ].join("\n"));
  const legend = played.injected.calls > 0 ? dim("! written by an attacker, in a file that the agent read\n\n") : "";
  return `${blocks.join("\n\n")}\n\n${legend}${closing(played)}\n`;
}

function rows(call: ReplayedCall, color: boolean): string[] {
  const { dim, red, yellow, green } = createColors(color);
  const paint = { allow: green, ask: yellow, forbid: red }[call.verdict];
  const mark = call.injected ? red("!") : " ";
  const first = `  ${mark} ${fit(written(call), CALL_WIDTH)}  ${fit("executed", 9)}  ${paint(BECOMES[call.verdict])}`;
  const why = call.verdict === "ask" ? call.question : call.line === null ? call.reason : call.message;
  return call.verdict === "allow" ? [first] : [first, dim(`      ${call.line === null ? "" : `line ${call.line}: `}${why}`)];
}

function written({ tool, arguments: args }: ReplayedCall): string {
  const list = typeof args === "object" && args !== null ? Object.entries(args).map(([name, value]) => `${name}: ${JSON.stringify(value)}`) : [];
  return printable(`${tool}(${list.join(", ")})`);
}

/** Cut or filled to a width in a terminal. */
function fit(text: string, width: number): string {
  if (stringWidth(text) <= width) return text + " ".repeat(width - stringWidth(text));
  let cut = text;
  while (stringWidth(cut) > width - 1) cut = cut.slice(0, -1);
  return `${cut}…${" ".repeat(width - 1 - stringWidth(cut))}`;
}

function closing({ policy, own, injected }: Replay): string {
  const n = own.calls + injected.calls;
  const all = `Unguarded, ${n === 1 ? "the one call is" : `all ${n} calls are`} executed`;
  if (injected.calls === 0) return `${all}. With ${policy}, ${outcome(own)}.`;
  return `${all}, ${injected.calls} of them an attacker's.
With ${policy}, of the attacker's calls ${outcome(injected)}; of the agent's own ${outcome(own)}.`;
}

function outcome({ allowed, asked, forbidden }: Count): string {
  const parts = [[allowed, "executed"], [asked, "left to a person"], [forbidden, "refused"]] as const;
  return parts.map(([n, what]) => `${n === 0 ? "none" : n} ${n === 1 ? "is" : "are"} ${what}`).join(", ");
}
