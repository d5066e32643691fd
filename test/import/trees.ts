import { type BtImport, type BtOptions, importBt } from "../../compiler/import/bt/import.ts";
import { sound } from "./judged.ts";

/** What a file comes to: a policy in which `pol check` finds no error. */
export function importedTrees(xml: string, options?: BtOptions): BtImport {
  return sound(importBt(xml, options)) as BtImport;
}

/** One tree around this node. */
export const around = (node: string): string => `<root BTCPP_format="4"><BehaviorTree ID="Main">${node}</BehaviorTree></root>`;

/** The tree of one node, without its ports and blackboard, on one line. */
export function nodeOf(node: string, options?: BtOptions): string {
  const { pol } = importedTrees(around(node), options);
  return flat(pol).replace(/^.*?tree \w+ over robot(?: compatible)?(?: \([^)]*\))? \{ (?:blackboard \{[^}]*\} )?(.*) \}$/, "$1");
}

/** The entries of the only tree, ports first, each with its type. */
export function entriesOf(node: string, options?: BtOptions): string {
  const [, ports = "", own = ""] = /tree \w+ over robot(?: compatible)?(?: \(([^)]*)\))? \{ (?:blackboard \{ ([^}]*) \} )?/.exec(flat(importedTrees(around(node), options).pol)) ?? [];
  return `${ports.replaceAll(",", "")} ${own}`.trim();
}

/** The declarations from the first of this word on, on one line each. */
export const declared = (pol: string, word: "extern" | "tree"): readonly string[] => pol.split(/\n(?=extern|tree|\/\/\/)/).filter((part) => part.includes(`${word} `) && !part.startsWith("env")).map(flat);

export const flat = (text: string): string => text.replace(/\s+/g, " ").trim();

/** `LINE:COLUMN: message` of each mistake. */
export function mistakes(xml: string, options?: BtOptions): readonly string[] {
  const result = importBt(xml, options);
  return "errors" in result ? result.errors.map(({ line, column, message }) => `${line}:${column}: ${message}`) : [];
}
