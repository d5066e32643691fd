import { fails, fits, type Match, type TextSet } from "../native.ts";
import { isLoaded, load, readAsBash } from "./bash.ts";
import { readLine, type Word } from "./lexer.ts";
import { PROGRAMS, SWITCHES } from "./programs.ts";
import { quote } from "./quote.ts";

/** Every single command line of these commands that only reads: `commands("ls", "git status|log", "sed -n")`. To execute: the same words, quoted in one way. */
export const commands: TextSet = { load, refuse, match: (value, params) => match(value, params, 1) };

/** As `commands`, and such commands joined by `|`. */
export const pipelines: TextSet = { load, refuse, match: (value, params) => match(value, params, Infinity) };

function refuse(params: readonly string[]): string | null {
  if (params.length === 0) return "it takes at least one command";
  for (const param of params) {
    if (param === "git") return "`git` needs the subcommands it may run, as in `git status|log`";
    if (param === "sed") return "`sed` may only print, as `sed -n`";
    if (keysOf(param).some((key) => !PROGRAMS.has(key))) return `\`${param}\` is no command that is known to only read`;
  }
  return null;
}

/** `git status|log` is `git status` and `git log`. */
function keysOf(param: string): readonly string[] {
  const [name, first] = param.split(" ", 2);
  return name === "git" && first !== undefined && param === `git ${first}` ? first.split("|").map((one) => `git ${one}`) : [param];
}

function match(value: string, params: readonly string[], most: number): Match {
  if (!isLoaded()) return fails("cannot be read: the grammar of the shell is not there");
  const stages = readLine(value);
  if (typeof stages === "string") return fails(stages);
  if (stages.length > most) return fails("joins commands by `|`");

  const listed = new Set(params.flatMap(keysOf));
  const written: string[] = [];
  for (const words of stages) {
    const judged = judge(words, listed);
    if ("why" in judged) return fails(judged.why);
    written.push(judged.words.map(quote).join(" "));
  }
  const bash = readAsBash(value);
  return bash !== null && isSame(stages, bash) ? fits(written.join(" | ")) : fails("is read otherwise by a shell");
}

const isSame = (stages: readonly (readonly Word[])[], bash: readonly (readonly string[])[]): boolean =>
  stages.length === bash.length && stages.every((words, i) => words.length === bash[i]!.length && words.every((word, j) => word.text === bash[i]![j]));

const NAME = /^[A-Za-z0-9_.+-]+$/;

/** The words to execute, or why it must not be. */
function judge([command, ...args]: readonly Word[], listed: ReadonlySet<string>): { readonly words: readonly string[] } | { readonly why: string } {
  const name = command!.text;
  if (command!.isQuoted) return { why: "has quotes in the name of a command" };
  if (!NAME.test(name)) return { why: "names a command by more than its bare name" };
  const general = SWITCHES.get(name) ?? [];
  const given = without(general, args.map((arg) => arg.text));
  const [key, fixed] = listed.has(`${name} ${given[0]}`) ? [`${name} ${given[0]}`, given.slice(0, 1)] : [name, []];
  const program = listed.has(key) ? PROGRAMS.get(key) : undefined;
  if (program === undefined) return { why: "runs a command that is not listed" };
  const { switches = [] } = program;
  const rest = without(switches, given.slice(fixed.length));
  const why = program.judge(rest);
  return why === null ? { words: [name, ...general, ...fixed, ...switches, ...rest] } : { why: `runs \`${key}\`, which ${why}` };
}

/** What was judged before comes with its switches already. */
function without(switches: readonly string[], args: readonly string[]): readonly string[] {
  return switches.every((one, i) => args[i] === one) ? args.slice(switches.length) : args;
}
