import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { summary } from "../../compiler/diagnostics/render/terminal.ts";
import { analyze, type Host } from "../../compiler/program.ts";
import type { Source } from "../../grammar/spans.ts";
import { Refusal } from "../refusal.ts";
import { blockIn } from "./answer.ts";
import { readBlock } from "./block.ts";
import type { Chat, Message, Reply } from "./chat.ts";
import { newFindings, told } from "./findings.ts";
import { inserted, withoutReward } from "./insert.ts";
import { fenced, opening, type Wish } from "./prompt.ts";

export interface Request extends Wish {
  /** The file that the reward goes into, with the env it stands over. */
  readonly source: Source;
  readonly host: Host;
  /** How often the model may try. */
  readonly tries: number;
}

/** One answer, and what became of it. */
export interface Attempt {
  /** What the model wrote, as far as it was a block. */
  readonly block: string | null;
  /** Why nothing was checked. */
  readonly problem: string | null;
  /** Errors and warnings of the compiler. */
  readonly findings: readonly Diagnostic[];
  /** The text that these are about: the block, or the whole file with it. */
  readonly checked: string;
}

export interface Draft {
  readonly attempts: readonly Attempt[];
  /** The last attempt, where nothing was wrong with it: the reward's name, and the file with it. */
  readonly done: { readonly reward: string; readonly file: string } | null;
}

/** Where a draft stands, for whoever waits. */
export interface Progress {
  readonly attempt: number;
  /** What became of the answer; null while it is waited for. */
  readonly outcome: string | null;
}

const MOST_SOURCE = 100_000;

/** Asks a model for a reward until one checks without an error or a warning. What it writes is read and never run. */
export async function draftReward(request: Request, chat: Pick<Chat, "ask">, watch: (progress: Progress) => void = () => {}): Promise<Draft> {
  const { source, tries } = request;
  readyFor(request);
  const messages: Message[] = opening(source.text, request);
  if (messages[0]!.content.length > MOST_SOURCE) throw new Refusal(`\`${source.path}\` is too long for a model to read; put the env into a file of its own`);
  const attempts: Attempt[] = [];
  for (let attempt = 1; attempt <= tries; attempt++) {
    watch({ attempt, outcome: null });
    const { made, done } = judged(await chat.ask(messages), request);
    attempts.push(made);
    watch({ attempt, outcome: outcomeOf(made) });
    if (done !== null) return { attempts, done };
    messages.push(...reproach(made, source.path));
  }
  return { attempts, done: null };
}

/** A file that does not check, or has no env, cannot say whether a reward does. */
function readyFor({ source, host }: Request): void {
  const { diagnostics, program } = analyze(source, host);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Refusal(`\`${source.path}\` has ${summary(errors)}; put it right first (\`pol check ${source.path}\`)`);
  if (program.envs.length === 0) throw new Refusal(`\`${source.path}\` has no env that a reward could stand over`);
}

function judged({ text, isCut }: Reply, { source, host, name }: Request): { readonly made: Attempt; readonly done: Draft["done"] } {
  const failed = (block: string | null, problem: string | null, findings: readonly Diagnostic[], checked: string) => ({ made: { block, problem, findings, checked }, done: null });
  const found = blockIn(text, isCut);
  if ("problem" in found) return failed(null, found.problem, [], "");
  const taken = new Set(analyze(source, host).file.decls.filter(({ kind }) => kind === "Reward").map((decl) => ("name" in decl ? decl.name.text : "")));
  const read = readBlock(found.text, source.path, { name, taken });
  if ("problem" in read) return failed(found.text, read.problem, [], found.text);
  if ("findings" in read) return failed(found.text, null, read.findings, found.text);
  const file = inserted(source.text, read);
  const before = analyze({ path: source.path, text: withoutReward(source.text, read.reward) }, host).diagnostics;
  const findings = newFindings(before, analyze({ path: source.path, text: file }, host).diagnostics);
  const block = `${read.uses.map((module) => `use ${module}\n`).join("")}${read.text}\n`;
  const made = { block, problem: null, findings, checked: file };
  return { made, done: findings.length === 0 ? { reward: read.reward, file } : null };
}

function outcomeOf({ problem, findings }: Attempt): string {
  return problem ?? (findings.length > 0 ? summary(findings) : "clean");
}

/** What the model said, without what it thought, and what is wrong with it. */
function reproach({ block, problem, findings, checked }: Attempt, path: string): Message[] {
  const wrong = problem ?? `The compiler found:\n\n${told(findings, { path, text: checked })}`;
  return [
    { role: "assistant", content: block === null ? "(no block)" : fenced(block) },
    { role: "user", content: `${wrong}\n\nAnswer with one fenced block that holds the whole reward, put right.` },
  ];
}
