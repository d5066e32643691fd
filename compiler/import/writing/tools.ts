import { readToolFile, type ToolEntry } from "../../types/tool-file.ts";
import { literal, shown } from "./text.ts";

/** A file of tools that a policy names. */
export interface ToolsFile {
  /** As the policy names it. */
  readonly path: string;
  readonly text: string;
}

export interface Tools {
  readonly entries: readonly ToolEntry[];
  /** As the env declares them. */
  readonly item: string;
}

export function readTools({ path, text }: ToolsFile): Tools | { readonly problem: string } {
  const read = readToolFile(text), written = literal(path);
  if ("problem" in read) return { problem: `${shown(path)} cannot be used: ${read.problem}` };
  return written === null ? { problem: `a file called ${shown(path)} cannot be named in Pol` } : { entries: read.tools, item: `tools from ${written}` };
}
