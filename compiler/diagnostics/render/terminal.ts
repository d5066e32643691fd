import { createColors } from "picocolors";
import type { Diagnostic, Label, Severity } from "../diagnostic.ts";
import { Places, type Texts } from "./places.ts";
import { show, visible } from "./visible.ts";

type Colors = ReturnType<typeof createColors>;

/** A stretch of one line that is underlined; columns are zero-based, in UTF-16 units. */
interface Mark {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly primary: boolean;
}

/** As in SARIF, what is neither an error nor a warning is a note. */
const words: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };

/** Findings as people read them, each with the source at every place involved. */
export function renderTerminal(diagnostics: readonly Diagnostic[], texts: Texts, color = false): string {
  const places = new Places(texts);
  return diagnostics.map((diagnostic) => new Block(diagnostic, places, createColors(color)).render()).join("\n");
}

/** `2 errors, 1 warning`; empty where there is nothing. */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Severity): number => diagnostics.filter((d) => d.severity === severity).length;
  const parts = [
    [count("error"), "error", "errors"],
    [count("warning"), "warning", "warnings"],
    [count("info"), "note", "notes"],
  ] as const;
  return parts.flatMap(([n, one, many]) => (n > 0 ? [`${n} ${n === 1 ? one : many}`] : [])).join(", ");
}

class Block {
  readonly #found: Diagnostic;
  readonly #places: Places;
  readonly #c: Colors;
  readonly #files: Map<string, Mark[]>;
  readonly #gutter: number;

  constructor(found: Diagnostic, places: Places, colors: Colors) {
    this.#found = found;
    this.#places = places;
    this.#c = colors;
    this.#files = marksByFile(found, places);
    const last = Math.max(...[...this.#files.values()].flat().map((mark) => mark.line));
    this.#gutter = String(last + 1).length;
  }

  render(): string {
    const { code, severity, message, help } = this.#found;
    const lines = [`${this.#tint(`${words[severity]}[${code}]`)}${this.#c.bold(`: ${visible(message)}`)}`];
    for (const [path, marks] of this.#files) {
      const own = path === this.#found.path;
      const at = marks.find((mark) => mark.primary) ?? marks[0]!;
      if (!own) lines.push(this.#margin(this.#bar));
      const heading = `${own ? "┌─" : "├─"} ${visible(path)}:${at.line + 1}:${at.from + 1}`;
      lines.push(this.#margin(this.#c.dim(heading)), this.#margin(this.#bar), ...this.#excerpt(path, marks));
    }
    if (help !== undefined) lines.push(this.#margin(this.#bar), this.#margin(`${this.#c.dim("=")} help: ${visible(help)}`));
    return `${lines.join("\n")}\n`;
  }

  #excerpt(path: string, marks: readonly Mark[]): string[] {
    const lines: string[] = [];
    let before: number | undefined;
    for (const mark of marks) {
      if (before !== undefined && mark.line > before + 1) lines.push(this.#margin(this.#c.dim("·")));
      const shown = show(this.#places.line(path, mark.line));
      if (mark.line !== before) {
        const number = String(mark.line + 1).padStart(this.#gutter);
        lines.push(`${this.#c.dim(number)} ${this.#bar} ${shown.text}`.trimEnd());
      }
      const from = shown.columnOf(mark.from);
      const width = Math.max(1, shown.columnOf(mark.to) - from);
      const line = mark.primary ? this.#tint("^".repeat(width)) : this.#c.cyan("-".repeat(width));
      const text = visible(mark.text);
      const label = text && ` ${mark.primary ? this.#tint(text) : this.#c.cyan(text)}`;
      lines.push(this.#margin(`${this.#bar} ${" ".repeat(from)}${line}${label}`));
      before = mark.line;
    }
    return lines;
  }

  get #bar(): string {
    return this.#c.dim("│");
  }

  #margin(text: string): string {
    return `${" ".repeat(this.#gutter + 1)}${text}`;
  }

  #tint(text: string): string {
    const { bold, red, yellow, blue } = this.#c;
    const hue = { error: red, warning: yellow, info: blue }[this.#found.severity];
    return bold(hue(text));
  }
}

/** The marks of every file involved in the order of their lines, the finding's own file first. */
function marksByFile(found: Diagnostic, places: Places): Map<string, Mark[]> {
  const own: Label = { path: found.path, span: found.span, text: "" };
  const files = new Map<string, Mark[]>();
  for (const place of [own, ...(found.labels ?? [])]) {
    const marks = files.get(place.path) ?? [];
    files.set(place.path, marks);
    marks.push(...marksOf(place, place === own, places));
  }
  for (const marks of files.values()) marks.sort((a, b) => a.line - b.line || a.from - b.from);
  return files;
}

/** One mark, or for a place of several lines its first and its last. */
function marksOf({ path, span, text }: Label, primary: boolean, places: Places): Mark[] {
  const { start, end } = places.range(path, span);
  const first = { line: start.line - 1, from: start.column - 1, primary };
  if (end.line === start.line) return [{ ...first, to: end.column - 1, text }];
  const closing = places.line(path, end.line - 1);
  return [
    { ...first, to: places.line(path, first.line).length, text: "" },
    { line: end.line - 1, from: closing.search(/\S|$/), to: end.column - 1, text, primary },
  ];
}
