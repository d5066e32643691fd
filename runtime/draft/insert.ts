import { parse } from "../../grammar/parse.ts";
import type { Drafted } from "./block.ts";

/** A file with a drafted reward in it: in place of the one of its name, else at the end. */
export function inserted(text: string, { reward, uses, text: block }: Drafted): string {
  const { decls } = parse(text).file;
  const old = decls.find((decl) => decl.kind === "Reward" && decl.name.text === reward);
  const placed = old === undefined ? `${text.trimEnd()}\n\n${block}\n` : text.slice(0, withDoc(text, old.span.start)) + block + text.slice(old.span.end);
  return withUses(placed, uses);
}

/** The file without the reward of this name: what is wrong there is not the draft's fault. */
export function withoutReward(text: string, reward: string): string {
  const old = parse(text).file.decls.find((decl) => decl.kind === "Reward" && decl.name.text === reward);
  return old === undefined ? text : text.slice(0, withDoc(text, old.span.start)) + text.slice(old.span.end);
}

/** Where the lines of `///` directly above begin. */
export function withDoc(text: string, start: number): number {
  let line = text.lastIndexOf("\n", start - 1) + 1;
  if (text.slice(line, start).trim() !== "") return start;
  while (line > 0) {
    const above = text.lastIndexOf("\n", line - 2) + 1;
    if (!text.slice(above, line).trimStart().startsWith("///")) break;
    line = above;
  }
  return line;
}

/** Modules that the file does not use yet, after those it does, else above its first declaration. */
function withUses(text: string, modules: readonly string[]): string {
  const { uses, decls } = parse(text).file;
  const known = new Set(uses.map(({ path }) => path.parts.map((part) => part.text).join(".")));
  const lines = [...new Set(modules)].filter((name) => !known.has(name)).map((name) => `use ${name}\n`).join("");
  if (lines === "") return text;
  const last = uses.at(-1)?.span.end;
  if (last === undefined) {
    const at = withDoc(text, decls[0]!.span.start);
    return `${text.slice(0, at)}${lines}\n${text.slice(at)}`;
  }
  const end = text.indexOf("\n", last) + 1;
  return text.slice(0, end) + lines + text.slice(end);
}
