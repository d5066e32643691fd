import type { Command, Statement } from "unbash";

let parse: typeof import("unbash").parse | null = null;

/** A grammar of bash that others wrote. It is loaded on demand: few policies speak of commands. */
export async function load(): Promise<void> {
  ({ parse } = await import("unbash"));
}

export const isLoaded = (): boolean => parse !== null;

/** The same line as that grammar reads it: the words of each stage. Null where it sees anything but plain commands joined by `|`. */
export function readAsBash(text: string): readonly (readonly string[])[] | null {
  let statements: readonly Statement[];
  if (parse === null) return null;
  try {
    const script = parse(text);
    if ((script.errors ?? []).length > 0) return null;
    statements = script.commands;
  } catch {
    return null;
  }
  const [only, ...more] = statements;
  if (only === undefined || more.length > 0 || only.background === true) return null;
  const node = only.command;
  if (node.type === "Command") return stages([node]);
  if (node.type !== "Pipeline" || node.prefixes.length > 0 || node.operators.some((o) => o !== "|")) return null;
  return stages(node.commands);
}

function stages(nodes: readonly { readonly type: string }[]): readonly (readonly string[])[] | null {
  const all: string[][] = [];
  for (const node of nodes) {
    if (node.type !== "Command") return null;
    const { name, prefix, suffix } = node as Command;
    if (name === undefined || prefix.length > 0) return null;
    const words = [name.value];
    for (const part of suffix) {
      if (part.type !== "Word") return null;
      words.push(part.value);
    }
    all.push(words);
  }
  return all;
}
