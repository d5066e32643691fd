import { Command, InvalidArgumentError, Option as Flag } from "commander";
import type { Io } from "./io.ts";
import type { Argument, Option, Options, Verb } from "./verb.ts";
import { version } from "../runtime/version.ts";

/** Builds the command line from the table; `done` is told the exit code of the verb that ran. */
export function program(verbs: readonly Verb[], io: Io, done: (code: number) => void): Command {
  const root = new Command("pol")
    .description("Guards for learned policies: checked, compiled, and run around a policy nobody fully trusts.")
    .version(version, "--version", "print the version")
    .helpCommand(false);
  quiet(root, io);
  for (const verb of verbs) root.addCommand(quiet(subcommand(verb, io, done), io));
  root.addHelpText("after", `\nExample:\n  $ ${verbs[0]?.example ?? "pol --version"}`);
  return root;
}

function subcommand(verb: Verb, io: Io, done: (code: number) => void): Command {
  const command = new Command(verb.name).description(verb.summary);
  for (const argument of verb.arguments) command.argument(placeholder(argument), argument.summary);
  for (const option of verb.options) command.addOption(flag(option));
  command.option("--json", "print JSON for programs");
  command.addHelpText("after", `\nExample:\n  $ ${verb.example}`);
  return command.action(async (...given: unknown[]) => {
    const options = command.opts<Options>();
    const args = (given.slice(0, verb.arguments.length) as (string | string[] | undefined)[]).flat();
    const { run } = await verb.load();
    done(await run(args.filter((arg) => arg !== undefined), options, io));
  });
}

/** Commander writes to the `Io` and throws where it would end the process. */
function quiet(command: Command, io: Io): Command {
  return command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => undefined,
      getOutHasColors: () => io.color,
      getErrHasColors: () => io.color,
    });
}

/** As the help writes an argument: `<FILE>`, `[PATH...]`. */
export function placeholder({ name, optional, many }: Argument): string {
  const inner = many ? `${name}...` : name;
  return optional ? `[${inner}]` : `<${inner}>`;
}

function flag(option: Option): Flag {
  const made = new Flag(option.value ? `--${option.name} <${option.value}>` : `--${option.name}`, option.summary);
  if (option.choices) made.choices(option.choices);
  if (option.whole) made.argParser(wholeNumber);
  if (option.many) made.argParser((text, before: readonly string[] = []) => [...before, text]);
  if (option.default !== undefined) made.default(option.default);
  return made;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It is not a whole number.");
  return Number(text);
}
