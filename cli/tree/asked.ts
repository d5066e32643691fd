import { UsageError, type Options } from "../verb.ts";
import { nodesNamed } from "../../runtime/trees/mocked.ts";
import { Script } from "../../runtime/trees/script.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import type { EntryValue } from "../../runtime/trees/port.ts";

/** The scripts of nodes that `--mock` names, each node its own. */
export function scriptsOf(options: Options, tree: TreeIr, rate: number): Map<string, Script> {
  const scripts = new Map<string, Script>();
  for (const [name, script] of pairsOf(options, "mock", "--mock grasp=RRS"))
    for (const node of nodesNamed(tree, name)) {
      if (scripts.has(node)) throw new UsageError(`\`--mock\` is given twice for \`${node}\``);
      scripts.set(node, new Script(script, rate));
    }
  return scripts;
}

/** What `--set` writes onto the blackboard before the first tick. */
export function entriesOf(options: Options, { entries }: TreeIr): (readonly [string, EntryValue])[] {
  return pairsOf(options, "set", "--set tries=3").map(([name, text]) => {
    const kind = entries.find((one) => one.name === name)?.kind;
    if (kind === "text" || kind === undefined) return [name, text];
    if (kind === "bool" && (text === "true" || text === "false")) return [name, text === "true"];
    if (kind === "num" && text.trim() !== "" && Number.isFinite(Number(text))) return [name, Number(text)];
    throw new UsageError(`\`${name}\` is a ${kind === "num" ? "number" : "truth value, `true` or `false`"}, and \`${text}\` is none`);
  });
}

function pairsOf(options: Options, option: string, example: string): [string, string][] {
  return ((options[option] ?? []) as readonly string[]).map((given) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(given) ?? [];
    if (name === undefined || value === undefined) throw new UsageError(`\`--${option} ${given}\` gives nothing a value; write it as in \`${example}\``);
    return [name.trim(), value];
  });
}
