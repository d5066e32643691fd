import { atom, type Condition } from "../writing/condition.ts";
import { fixed, matching } from "../writing/pattern.ts";
import { literal } from "../writing/text.ts";

/** Signs that mean nothing to a shell. No quotes: a quote that stays open takes the rest of the line. */
const PLAIN = "[\\w ./:=@%+,-]*";

/** What parts a line into commands. */
const SEPARATOR = /&&|\|\||[;|&\n]/;

/** A rule's command: its fixed parts, between which stands anything. */
interface Command {
  readonly parts: readonly string[];
  /** It ends in ` *` or `:*`, its only wildcard: the bare command, and with anything behind a blank. */
  readonly open: boolean;
}

function commandOf(specifier: string): Command {
  const bare = specifier.replace(/:\*$/, " *");
  const parts = bare.split(/\*+/);
  const open = parts.length === 2 && parts[1] === "" && / $/.test(parts[0]!);
  return { parts: open ? [parts[0]!.trimEnd()] : parts, open };
}

/** What an `allow` means, with plain signs for its wildcards; or why it permits nothing, in a phrase. */
export function allowedCommand(specifier: string, subject: string): Condition | string {
  const { parts, open } = commandOf(specifier);
  if (literal(parts.join("")) === null) return "it holds a sign that cannot be written";
  if (SEPARATOR.test(specifier)) return "Claude Code takes a line apart at `&&`, `||`, `;`, `|` and `&`, so that no part of one is such a command";
  if (parts.length === 1 && !open) return atom(`${subject} == ${literal(parts[0]!)!}`);
  return matching(subject, open ? `${fixed(parts[0]!)}( ${PLAIN})?` : parts.map(fixed).join(PLAIN));
}

/** `git * main`, `* --version`: the wildcard stands for what the command does. */
export function isLeading(specifier: string): boolean {
  const { parts, open } = commandOf(specifier);
  return !open && parts.length > 1 && parts.slice(1).some((part) => part.trim() !== "") && !/\S\s+\S/.test(parts[0]!);
}

/** What stands before a word of a command, and behind it, where it is not part of a longer one. */
const BEFORE = "([^]*[^\\w.-])?";
const BEHIND = "([^\\w.-][^]*)?";
/** The end of one command, if not of the line. */
const COMMAND_END = "[ \\t]*([;&|()<>`\"'#}\\r\\n][^]*)?";

/** What a `deny` or `ask` means: the command anywhere in the line, however it is put together with others. Null where it cannot be written. */
export function deniedCommand(specifier: string, subject: string): Condition | null {
  const { parts, open } = commandOf(specifier);
  if (literal(parts.join("")) === null) return null;
  const [first = ""] = parts, last = parts.at(-1)!;
  const begin = first === "" ? "" : /^\w/.test(first) ? BEFORE : "[^]*";
  // A shell takes any blanks between words, and a line that is continued.
  const body = parts.map((part) => part.split(/\s+/).map(fixed).join("[\\s\\\\]+")).join("[^]*");
  const end = open ? (/\w$/.test(last) ? BEHIND : "[^]*") : last === "" ? "" : COMMAND_END;
  return matching(subject, `${begin}${body}${end}`);
}
