import { kernelSources } from "../kernel-text.ts";

/** Where an emitted module finds the kernel. */
export const KERNEL = "./kernel/index.ts";

const REEXPORT = /^export \* from "\.\/([\w-]+\.ts)";/gm;
const EXPORT = /^export (?:(type|interface)|const|function) (\w+)/gm;
const QUOTED = /\/\*[\s\S]*?\*\/|\/\/.*|"(?:[^"\\]|\\.)*"/g;

/** What the kernel's index exports, and whether it is only a type. */
function kernelExports(): ReadonlyMap<string, "type" | "value"> {
  const sources = kernelSources();
  const files = [...sources["index.ts"]!.matchAll(REEXPORT)].map(([, file]) => sources[file!]!);
  return new Map(files.flatMap((text) => [...text.matchAll(EXPORT)].map(([, type, name]) => [name!, type === undefined ? "value" : "type"] as const)));
}

export function kernelNames(): Iterable<string> {
  return kernelExports().keys();
}

/** The import lines that a module's text needs. */
export function imports(code: string): string {
  const words = new Set(code.replace(QUOTED, " ").match(/\w+/g));
  const used = [...kernelExports()].filter(([name]) => words.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  const line = (kind: "type" | "value"): string => {
    const names = used.filter(([, is]) => is === kind).map(([name]) => name);
    return names.length === 0 ? "" : `import ${kind === "type" ? "type " : ""}{ ${names.join(", ")} } from "${KERNEL}";\n`;
  };
  return line("value") + line("type");
}
