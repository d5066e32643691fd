import { nearest } from "../../../../grammar/nearest.ts";
import type { Place } from "../../mistake.ts";
import { shown } from "../../writing/text.ts";
import type { Bag } from "../bag.ts";
import { isNumber, portValue } from "../ports.ts";
import type { BtNode, Core, Written } from "../tree.ts";
import { type Head, headsOf } from "./lines.ts";

const MOST_DEPTH = 100;

type Maker = (rest: string, at: Place) => { readonly core: Core; readonly label: string; readonly children: "none" | "one" | "some" };

const composite = (op: "sequence" | "fallback", mode: "" | "reactive" | "memory" = ""): Maker => (rest) => ({ core: { kind: "composite", op, mode }, label: rest, children: "some" });
const wrapper = (op: Extract<Core, { kind: "wrapper" }>["op"]): Maker => (rest) => ({ core: { kind: "wrapper", op }, label: rest, children: "one" });
const leaf: Maker = (rest, at) => ({ core: { kind: "leaf", ...callOf(rest, at) }, label: "", children: "none" });
const constant = (gives: "succeed" | "fail"): Maker => () => ({ core: { kind: "constant", gives }, label: "", children: "none" });
/** A number behind the word, and without one for ever. */
const times = (op: "retry" | "repeat"): Maker => (rest, at) => {
  const [, count = "", label = ""] = /^\(?(\d+|forever)?(?:\s*times?)?\)?\s*(.*)$/i.exec(rest) ?? [];
  return { core: { kind: "times", op, times: given("times", /^\d+$/.test(count) ? count : "-1", at) }, label, children: "one" };
};
const parallel: Maker = (rest, at) => {
  const [, count, label = ""] = /^\(?(\d+)?\)?\s*(.*)$/.exec(rest) ?? [];
  return { core: { kind: "parallel", all: false, success: count === undefined ? null : given("success", count, at), failure: null }, label, children: "some" };
};

/** Words that language models use for nodes. */
const WORDS: Readonly<Record<string, Maker>> = {
  sequence: composite("sequence"), seq: composite("sequence"), selector: composite("fallback"), fallback: composite("fallback"), select: composite("fallback"), priority: composite("fallback"),
  "reactive sequence": composite("sequence", "reactive"), "reactive selector": composite("fallback", "reactive"), "reactive fallback": composite("fallback", "reactive"), "memory sequence": composite("sequence", "memory"),
  parallel,
  condition: leaf, cond: leaf, check: leaf, task: leaf, action: leaf, act: leaf, do: leaf, execute: leaf,
  inverter: wrapper("invert"), invert: wrapper("invert"), not: wrapper("invert"), succeeder: wrapper("force success"), "force success": wrapper("force success"), "force failure": wrapper("force failure"),
  "until failure": wrapper("repeat until failure"), repeat: times("repeat"), retry: times("retry"),
  succeed: constant("succeed"), success: constant("succeed"), fail: constant("fail"), failure: constant("fail"),
};

/** A word that only stands above the tree, with its name behind it. */
const ABOVE: ReadonlySet<string> = new Set(["tree", "root", "behavior tree", "behaviortree"]);

/** The tree of an outline as a language model writes it; null where something is wrong, which goes into the bag. */
export function readOutline(text: string, bag: Bag): { readonly name: string; readonly root: BtNode } | null {
  const read = headsOf(text);
  if ("error" in read) {
    bag.wrong(read.error, read.error.message);
    return null;
  }
  const [first, second] = read.heads;
  if (first === undefined) {
    bag.wrong({ line: 1, column: 1 }, "the outline is empty; write a node such as `sequence` with what is in it below, further in");
    return null;
  }
  if (second !== undefined) bag.wrong(second, "an outline has one node at the outside; put a `sequence` or `selector` around these");
  const { word, rest } = wordOf(first.text);
  if (!ABOVE.has(word)) return { name: "Main", root: nodeOf(first, bag, 0) };
  const [root, next] = first.children;
  if (root === undefined || next !== undefined) bag.wrong(next ?? first, `\`${word}\` has one node below it`);
  return root === undefined ? null : { name: rest === "" ? "Main" : unquoted(rest), root: nodeOf(root, bag, 0) };
}

function nodeOf(head: Head, bag: Bag, depth: number): BtNode {
  const { word, rest, from } = wordOf(head.text);
  const at = { line: head.line, column: head.column + from }, place = { line: head.line, column: head.column };
  const maker = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (maker === undefined) {
    const near = nearest(word, Object.keys(WORDS));
    bag.wrong(place, `${shown(word)} begins no node${near === undefined ? "; write `sequence`, `selector`, `condition NAME` or `task NAME`" : `; did you mean \`${near}\`?`}`);
    return nothing(place);
  }
  if (depth > MOST_DEPTH) {
    bag.wrong(place, `nested more than ${MOST_DEPTH} levels deep`);
    return nothing(place);
  }
  // `not condition X`: the child stands on the same line.
  const isWithin = rest !== "" && (word === "not" || word === "inverter" || word === "invert") && Object.hasOwn(WORDS, wordOf(rest).word);
  const { core, label, children: wanted } = maker(isWithin ? "" : rest, at);
  const heads = isWithin ? [{ text: rest, line: at.line, column: at.column, children: head.children }] : head.children;
  if (core.kind === "leaf" && core.id === "") bag.wrong(place, `\`${word}\` needs a name, as in \`${word} is_hungry\``);
  if (wanted === "none" && heads.length > 0) bag.wrong(heads[0]!, `\`${word}\` has nothing below it`);
  if (wanted !== "none" && heads.length === 0) bag.wrong(place, `\`${word}\` has nothing below it; write its ${wanted === "one" ? "node" : "nodes"} further in`);
  if (wanted === "one" && heads.length > 1) bag.wrong(heads[1]!, `\`${word}\` has one node below it; put a \`sequence\` or \`selector\` around these`);
  const name = unquoted(label.replace(/^\((.*)\)$/, "$1"));
  return { ...core, label: name === "" ? null : name, source: word, place, conditions: [], hooks: [], children: heads.map((child) => nodeOf(child, bag, depth + 1)) };
}

const nothing = (place: Place): BtNode => ({ kind: "constant", gives: "fail", label: null, source: "fail", place, conditions: [], hooks: [], children: [] });

/** The longest of the known words that a head begins with, in any case, what follows, and where that does. */
function wordOf(text: string): { readonly word: string; readonly rest: string; readonly from: number } {
  const [two = ""] = /^[A-Za-z]+[ _-][A-Za-z]+(?![\w(])/.exec(text) ?? [], [one = text] = /^[A-Za-z]\w*/.exec(text) ?? [];
  const joined = two.toLowerCase().replace(/[_-]/, " "), isTwo = Object.hasOwn(WORDS, joined) || ABOVE.has(joined);
  const length = isTwo ? two.length : one.length;
  const rest = text.slice(length).replace(/^[\s:=]+/, "");
  return { word: isTwo ? joined : one.toLowerCase(), rest, from: text.length - rest.length };
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, "$2");

/** `NAME(a, key: b)`: what has no key is called `arg1`, `arg2` and so on. Without parentheses all of it is the name. */
function callOf(text: string, at: Place): { readonly id: string; readonly ports: ReadonlyMap<string, Written> } {
  const [, id = text, inner = ""] = /^([^()]*?)\s*\((.*)\)\s*$/.exec(text) ?? [];
  const ports = new Map<string, Written>();
  for (const { 0: arg } of inner.matchAll(/(?:"[^"]*"|'[^']*'|[^,"'])+/g)) {
    const [, key, value = arg] = /^\s*([A-Za-z_]\w*)\s*[:=]\s*(.*)$/.exec(arg) ?? [];
    if (value.trim() !== "") ports.set(key ?? `arg${ports.size + 1}`, given(key ?? `arg${ports.size + 1}`, unquoted(value.trim()), at));
  }
  // `condition(is_hungry)`: the name stands between parentheses.
  const [only] = ports.values();
  if (id === "" && ports.size === 1 && only?.expr.kind === "literal") return { id: only.expr.value, ports: new Map() };
  return { id: unquoted(id.trim()), ports };
}

function given(name: string, value: string, at: Place): Written {
  return portValue({ name, value: isNumber(value) ? value.trim() : value, place: at, at: () => at });
}
