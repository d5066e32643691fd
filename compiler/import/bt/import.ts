import type { Imported, Result } from "../mistake.ts";
import { checked } from "../writing/checked.ts";
import { remark, shown } from "../writing/text.ts";
import { Bag } from "./bag.ts";
import { Boards } from "./boards.ts";
import { differences } from "./differences.ts";
import { type Beside, type Document, readDocument, type ReadText } from "./document.ts";
import { readOutline } from "./outline/read.ts";
import { nodesOf } from "./tree.ts";
import { wordsOf } from "./words.ts";
import { BoardNames } from "./write/board.ts";
import { Externs } from "./write/externs.ts";
import { quoted, Unique } from "./write/names.ts";
import { NodeWriter, type Writing } from "./write/tree.ts";

export interface BtOptions {
  /** Name of the env; `robot` unless given. */
  readonly env?: string;
  /** Ticks a second; 10 unless given. */
  readonly rate?: number;
  /** Every oddity has a meaning: leaves out `compatible`. */
  readonly strict?: boolean;
  /** Where the file lies, and how others beside it are read. */
  readonly path?: string;
  readonly readText?: ReadText;
  /** Files that are registered beside it. */
  readonly beside?: readonly Beside[];
  /** Numbers of enumerators, which that library knows from C++. */
  readonly enums?: Readonly<Record<string, number>>;
}

export interface BtImport extends Imported {
  /** The tree that runs, as it is called in Pol. */
  readonly main: string;
}

/** Turns an XML file of BehaviorTree.CPP 3 or 4, or an indented outline, into Pol. Any text at all gives Pol or a list of mistakes; it never throws. */
export function importBt(text: string, options: BtOptions = {}): Result<BtImport> {
  const bag = new Bag(), isOutline = /^[^<]/.test(text.replace(/^[\uFEFF\s]+/, ""));
  const document = isOutline ? outlined(text, bag) : readDocument(text, options.path ?? "", options.beside ?? [], options.readText ?? (() => undefined), bag);
  if (document === null || bag.errors.length > 0) return { errors: bag.errors };
  if (document.isV3) bag.note("this file is of version 3, and read as version 4 reads it: between attempts and rounds that end at once it gives running, where version 3 went on");
  if (options.strict !== true) reportAsync(document, bag);
  const words = wordsOf(document, options.enums ?? {});
  const boards = new Boards(document, words, bag);
  if (bag.errors.length > 0) return { errors: bag.errors };
  const { pol, main } = written(document, { boards, words, bag }, isOutline ? { ...options, strict: true } : options);
  if (bag.errors.length > 0) return { errors: bag.errors };
  const result = checked(pol, [...bag.notes, ...unwritten(boards), ...(isOutline ? [] : differences(document.trees))], undefined);
  return "errors" in result ? result : { ...result, main };
}

/** What that library checks when it loads a tree, and strict trees have a meaning for. */
function reportAsync({ trees }: Document, bag: Bag): void {
  for (const node of [...trees.values()].flatMap(({ root }) => [...nodesOf(root)])) {
    const [, second] = node.kind === "composite" && node.op === "sequence" && node.mode === "reactive" ? node.children.filter((child) => child.kind === "composite" && child.op === "sequence" && child.mode === "async") : [];
    if (second !== undefined) bag.wrong(second.place, "BehaviorTree.CPP loads no `<ReactiveSequence>` with more than one `<AsyncSequence>` directly in it; write `<Sequence>`, or import with `--strict`");
  }
}

/** An outline has one tree, and no library whose oddities it would want. */
function outlined(text: string, bag: Bag): Document | null {
  const outline = readOutline(text, bag);
  if (outline === null) return null;
  const { name, root } = outline;
  return { isV3: false, models: new Map(), main: name, trees: new Map([[name, { id: name, place: root.place, about: null, root }]]) };
}

/** Entries of subtrees that nothing gives a value. */
function unwritten(boards: Boards): readonly string[] {
  return [...boards.all.values()].filter(({ isOutermost }) => !isOutermost).flatMap(({ tree: { id }, entries }) => {
    const names = [...entries.values()].filter(({ given, isPort }) => !given && !isPort).map(({ key }) => shown(key)).join(", ");
    return names === "" ? [] : [`nothing gives a value to ${names} of the tree ${shown(id)}, and no port does: unknown for ever`];
  });
}

function written(document: Document, shared: Pick<Writing, "boards" | "words" | "bag">, { env = "robot", rate = 10, strict = false }: BtOptions): { readonly pol: string; readonly main: string } {
  const { bag, boards } = shared;
  const names = new Unique([env]), treeNames = new Map<string, string>();
  for (const { id, place } of document.trees.values()) {
    const name = names.take(id);
    if (name === null) bag.wrong(place, `a tree called \`${id}\` cannot be named in Pol`);
    treeNames.set(id, name ?? "_");
  }
  const externs = new Externs(boards.leaves, names, bag);
  const writing: Writing = {
    ...shared, externs,
    treeName: (id) => treeNames.get(id) ?? "_",
    names: new Map([...boards.all].map(([id, board]) => [id, new BoardNames(board, bag)])),
  };
  const trees = [...document.trees.values()].map(({ id, about, root }) => {
    const board = boards.all.get(id)!, own = writing.names.get(id)!, nodes = new NodeWriter(board, writing).node(root);
    return `${about === null ? "" : `/// ${remark(about)}\n`}tree ${writing.treeName(id)} over ${quoted(env)}${strict ? "" : " compatible"}${own.ports} {\n${own.blackboard}${nodes}\n}\n`;
  });
  const pol = [`env ${quoted(env)} at ${rateText(rate)} {\n}\n\n`, externs.text(quoted(env)!), ...trees].filter((part) => part !== "").join("\n");
  return { pol, main: writing.treeName(document.main).replaceAll("`", "") };
}

/** As a period where that is whole and the rate goes on and on. */
function rateText(rate: number): string {
  const milliseconds = Math.round(1000 / rate);
  return !Number.isInteger(rate * 1000) && Math.abs(milliseconds * rate - 1000) < 1e-6 ? `${milliseconds}ms` : `${rate}Hz`;
}
