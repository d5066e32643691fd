import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** Which rooms a room may import besides itself. What is absent here (test, scripts, bench) may import all. */
const mayImport: Record<string, readonly string[]> = {
  grammar: [],
  stdlib: [],
  compiler: ["grammar", "stdlib"],
  runtime: ["compiler", "grammar", "stdlib"],
  editor: ["runtime", "compiler", "grammar", "stdlib"],
  studio: ["runtime", "compiler", "grammar", "stdlib"],
  cli: ["editor", "studio", "runtime", "compiler", "grammar", "stdlib"],
  examples: [],
};

/** The files of the compiler that read a disk; the build replaces them. */
const texts = ["compiler/kernel-text.ts", "compiler/library-text.ts"];
const impure = ["fs", "net", "http", "https", "http2", "dgram", "dns", "tls", "child_process", "worker_threads", "os", "timers"];

interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const statement = /^\s*(import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["'`]([^"'`]+)["'`]/gm;

function importsOf(file: string): Import[] {
  return [...readFileSync(join(root, file), "utf8").matchAll(statement)].map(([, , type, fixed, dynamic]) => ({
    from: file,
    specifier: (fixed ?? dynamic)!,
    typeOnly: type !== undefined,
  }));
}

const imports = Object.keys(mayImport).flatMap((room) => filesOf(room).flatMap(importsOf));

function filesOf(room: string): string[] {
  const all = readdirSync(root).includes(room) ? readdirSync(join(root, room), { recursive: true, encoding: "utf8" }) : [];
  return all.filter((name) => /\.m?ts$/.test(name) && !name.includes("node_modules")).map((name) => join(room, name));
}

/** The path within the house that a relative import means. */
function target({ from, specifier }: Import): string | undefined {
  return specifier.startsWith(".") ? relative(root, resolve(root, dirname(from), specifier)) : undefined;
}

function roomOf(path: string): string {
  return path.split("/")[0]!;
}

function offences(bad: (one: Import) => boolean): string[] {
  return imports.filter(bad).map(({ from, specifier }) => `${from} imports ${specifier}`);
}

test("the imports of the house are seen at all", () => {
  expect(imports.length).toBeGreaterThan(50);
  expect(imports).toContainEqual({ from: "cli/launch.ts", specifier: "./main.ts", typeOnly: false });
  expect(imports).toContainEqual({ from: "compiler/diagnostics/entry.ts", specifier: "./diagnostic.ts", typeOnly: true });
});

test("arrows between rooms go one way", () => {
  const wrong = offences((one) => {
    const path = target(one);
    if (path === undefined || path === "package.json") return false;
    const [room, there] = [roomOf(one.from), roomOf(path)];
    if (room === there || mayImport[room]!.includes(there)) return false;
    return !(room === "examples" && there === "runtime" && one.typeOnly);
  });
  expect(wrong).toEqual([]);
});

test("the kernel, which runs inside the isolate, imports nothing but itself", () => {
  const wrong = offences((one) => one.from.startsWith("runtime/kernel/") && !target(one)?.startsWith("runtime/kernel/"));
  expect(wrong).toEqual([]);
});

test("grammar and compiler touch no file, clock or network", () => {
  const wrong = offences(({ from, specifier }) => {
    if (!/^(grammar|compiler)\//.test(from) || texts.includes(from)) return false;
    const name = specifier.replace(/^node:/, "").split("/")[0]!;
    return (builtinModules.includes(name) || specifier.startsWith("node:")) && impure.includes(name);
  });
  expect(wrong).toEqual([]);
});
