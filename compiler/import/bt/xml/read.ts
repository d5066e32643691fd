import { parseXml, XmlElement, type XmlError } from "@rgrove/parse-xml";
import { LineIndex } from "../../../../grammar/spans.ts";
import { type Mistake, type Place, refused } from "../../mistake.ts";
import { shown } from "../../writing/text.ts";
import { type Lenient, lenient, REFERENCE } from "./lenient.ts";

/** A place in a file that another one includes knows both. */
export interface InFile extends Place {
  readonly included?: { readonly path: string; readonly at: Place };
}

export interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly place: InFile;
  /** Where the sign at an index of its value stands. */
  readonly at: (index: number) => InFile;
}

export interface Element {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly children: readonly Element[];
  readonly place: InFile;
}

const MOST_CHARACTERS = 4_000_000;
/** As deep as that library takes. */
const MOST_DEPTH = 256;

/** Reads XML as leniently as tinyxml2. Any text at all gives its root or a mistake; it never throws. */
export function readXml(written: string, included?: InFile["included"]): { readonly root: Element } | { readonly errors: readonly Mistake[] } {
  if (written.length > MOST_CHARACTERS) return refused({ line: 1, column: 1 }, `the file has more than ${MOST_CHARACTERS / 1e6} million characters: split it`);
  const text = written.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const reader = new Reader(text, included);
  try {
    return { root: reader.root() };
  } catch (thrown) {
    if (thrown instanceof TooDeep || thrown instanceof RangeError) return refused(thrown instanceof TooDeep ? thrown.place : { line: 1, column: 1 }, `nested more than ${MOST_DEPTH} levels deep: make subtrees of inner parts`);
    const { pos, message } = thrown as XmlError;
    if (typeof pos !== "number") throw thrown;
    return refused(reader.placeRead(pos), said(message, text));
  }
}

class TooDeep extends Error {
  readonly place: Place;

  constructor(place: Place) {
    super("too deep");
    this.place = place;
  }
}

class Reader {
  readonly #text: string;
  readonly #included: InFile["included"];
  readonly #lines: LineIndex;
  readonly #lenient: Lenient;

  constructor(text: string, included: InFile["included"]) {
    this.#text = text;
    this.#included = included;
    this.#lenient = lenient(text);
    this.#lines = new LineIndex(text);
  }

  root(): Element {
    return this.#element(parseXml(this.#lenient.text, { includeOffsets: true, ignoreUndefinedEntities: true }).root!, 0);
  }

  /** Of an offset that the parser gave. */
  placeRead(offset: number): InFile {
    return this.place(this.#lenient.original(offset));
  }

  place(offset: number): InFile {
    const { line, column } = this.#lines.at(offset);
    return { line: line + 1, column: column + 1, ...(this.#included && { included: this.#included }) };
  }

  #element({ name, attributes, children, start }: XmlElement, depth: number): Element {
    const from = this.#lenient.original(start), place = this.place(from);
    if (depth > MOST_DEPTH) throw new TooDeep(place);
    return {
      name, place,
      attributes: this.#attributes(from + 1 + name.length, attributes),
      children: children.filter((child) => child instanceof XmlElement).map((child) => this.#element(child, depth + 1)),
    };
  }

  /** The parser does not say where attributes stand; what it took has this form. */
  #attributes(from: number, values: Readonly<Record<string, string>>): readonly Attribute[] {
    const attribute = /\s*([^\s=>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
    const found: Attribute[] = [];
    attribute.lastIndex = from;
    for (let match = attribute.exec(this.#text); match !== null; match = attribute.exec(this.#text)) {
      const [whole, name = ""] = match;
      const raw = match[2] ?? match[3] ?? "", begin = attribute.lastIndex - 1 - raw.length;
      found.push({ name, value: this.#lenient.restore(values[name] ?? ""), place: this.place(match.index + whole.indexOf(name)), at: (index) => this.place(begin + rawIndex(raw, index)) });
    }
    return found;
  }
}

/** Where a sign of the value stands in what is written: `&lt;` is one sign. */
function rawIndex(raw: string, index: number): number {
  let at = 0;
  for (let i = 0; i < index && at < raw.length; i++) {
    REFERENCE.lastIndex = at;
    at = REFERENCE.test(raw) ? REFERENCE.lastIndex : at + 1;
  }
  return at;
}

/** What the parser says, in plain words and with what to write instead. */
function said(message: string, text: string): string {
  const [, what = message] = /^(.*?) \(line \d+, column \d+\)/s.exec(message) ?? [];
  const [, name = ""] = /(?:element |attribute: )`?([^`]*)`?$/.exec(what) ?? [];
  if (text.trim() === "") return "the file is empty; write `<root BTCPP_format=\"4\">` with a `<BehaviorTree>` in it";
  if (what.startsWith("Root element")) return "there is no element here; a file of behavior trees begins with `<root>`";
  if (what.startsWith("Extra content")) return "something follows the closing tag of the first element; a file has one `<root>`";
  if (what.startsWith("Missing end tag")) return `${shown(`<${name}>`)} is not closed here; write ${shown(`</${name}>`)} first`;
  if (what.startsWith("Unclosed start tag")) return `the tag ${shown(`<${name}`)} is not closed; write \`>\` or \`/>\`, or a quote is missing before this`;
  if (what.startsWith("Unclosed end tag")) return `the tag ${shown(`</${name}`)} is not closed; write \`>\``;
  if (what.startsWith("Duplicate attribute")) return `the attribute ${shown(name)} stands here twice`;
  if (what.startsWith("Attribute value")) return "an attribute needs a value in quotes, as in `name=\"a\"`";
  if (what.startsWith("Unclosed attribute") || what.startsWith("Missing end quote")) return "the value of this attribute has no closing quote";
  if (what.startsWith("Unclosed comment")) return "this comment has no closing `-->`";
  return `this is no XML: ${what[0]!.toLowerCase()}${what.slice(1)}`;
}
