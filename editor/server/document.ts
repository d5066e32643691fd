import { fileURLToPath } from "node:url";
import type { Position, Range } from "vscode-languageserver";
import { analyze, type Analysis, type Host } from "../../compiler/program.ts";
import { LineIndex, type Span } from "../../grammar/spans.ts";
import { hostBeside } from "../../runtime/files/host.ts";

const nothingBeside: Host = { readText: () => undefined, exists: () => false };

/** One version of an open document. A change makes another, so what is known of a version stays true of it. */
export class Document {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  /** Where it lies; a document that was never saved has only its name. */
  readonly path: string;
  readonly lines: LineIndex;
  readonly #host: Host;
  #analysis: Analysis | undefined;

  constructor(uri: string, version: number, text: string) {
    this.uri = uri;
    this.version = version;
    this.text = text;
    const file = fileOf(uri);
    this.path = file ?? uri;
    this.#host = file === undefined ? nothingBeside : hostBeside(file);
    this.lines = new LineIndex(text);
  }

  /** Everything the compiler knows; worked out when first asked for. */
  get analysis(): Analysis {
    return (this.#analysis ??= analyze(this, this.#host));
  }

  position(offset: number): Position {
    const { line, column } = this.lines.at(offset);
    return { line, character: column };
  }

  range({ start, end }: Span): Range {
    return { start: this.position(start), end: this.position(end) };
  }

  /** The offset of a place; one beyond its line is the line's end. */
  offset({ line, character }: Position): number {
    const start = this.lines.start(line);
    const end = line + 1 < this.lines.lines ? this.lines.start(line + 1) - 1 : this.text.length;
    return Math.min(start + character, end);
  }
}

function fileOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
