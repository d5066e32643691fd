/** A word as the shell hands it on, and whether any of it stood in quotes. */
export interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** The stages of a pipeline, each with at least one word; or why this text is none, in a phrase. */
export type Line = readonly (readonly Word[])[] | string;

/** Linux hands a program no longer argument, so no `bash -c` either. */
const MOST_BYTES = 131_071;
const MOST_STAGES = 50;

const BLANK = " \t";
/** What a shell may give a meaning outside quotes; `~` and `|` are looked at apart. */
const SPECIAL = ";&<>()$`\\{}*?[]!#";
/** The same within double quotes; there a backslash may stand before these two alone. */
const EXPANDS = "$`!";
const ESCAPABLE = "\"\\";

/**
 * Reads the small part of the shell's language in which nothing is expanded, redirected or run besides: words, quotes and single `|`.
 * All else is refused, whatever a shell would make of it.
 */
export function readLine(text: string): Line {
  if (!text.isWellFormed()) return "holds half of a surrogate pair";
  if (text.length > MOST_BYTES || new TextEncoder().encode(text).length > MOST_BYTES) return `is longer than ${MOST_BYTES} bytes`;
  if (text.includes("\0")) return "holds a zero byte";

  const stages: Word[][] = [[]];
  let i = 0;
  while (i < text.length) {
    const c = text[i]!;
    if (BLANK.includes(c)) i++;
    else if (c === "|") {
      if (stages.at(-1)!.length === 0) return "has an empty stage beside a `|`";
      if (stages.push([]) > MOST_STAGES) return `has more than ${MOST_STAGES} stages`;
      i++;
    } else {
      const word = readWord(text, i);
      if (typeof word === "string") return word;
      stages.at(-1)!.push(word);
      i = word.end;
    }
  }
  if (stages.at(-1)!.length > 0) return stages;
  return stages.length === 1 ? "is empty" : "has an empty stage beside a `|`";
}

function readWord(text: string, start: number): (Word & { readonly end: number }) | string {
  const parts: string[] = [];
  let isQuoted = false;
  let i = start;
  for (; i < text.length && text[i] !== "|" && !BLANK.includes(text[i]!); i++) {
    const c = text[i]!;
    if (c === "'") {
      const end = text.indexOf("'", i + 1);
      if (end < 0) return "has a quote without an end";
      parts.push(text.slice(i + 1, end));
      isQuoted = true;
      i = end;
    } else if (c === "\"") {
      for (i++; text[i] !== "\""; i++) {
        if (i >= text.length) return "has a quote without an end";
        if (EXPANDS.includes(text[i]!)) return `holds \`${text[i]}\` in double quotes`;
        if (text[i] === "\\" && !ESCAPABLE.includes(text[++i] ?? " ")) return "holds a backslash in double quotes before something else than a quote or a backslash";
        parts.push(text[i]!);
      }
      isQuoted = true;
    } else {
      const why = misplaced(c, text[i - 1], i === start);
      if (why !== null) return why;
      parts.push(c);
    }
  }
  return { text: parts.join(""), isQuoted, end: i };
}

function misplaced(c: string, before: string | undefined, isFirst: boolean): string | null {
  if (c === "\n" || c === "\r") return "holds a line end outside quotes";
  if (c < " " || c === "\u007f") return "holds a control character outside quotes";
  if (c > "\u007f") return "holds a character beyond ASCII outside quotes";
  if (SPECIAL.includes(c)) return `holds \`${c}\` outside quotes`;
  // bash also reads it as a home directory in `a=~` and `a=b:~`.
  if (c === "~" && (isFirst || before === "=" || before === ":")) return "begins a part with `~` outside quotes";
  return null;
}
