import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** Prints the address of every module that is loaded, whether by `import` or by `require`. */
const tell = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  registerHooks({ load(url, context, next) { process.stderr.write("loaded " + url + "\\n"); return next(url, context); } });
`)}`;

/** The packages whose code a command loads: those it imports, and those bundled into what it imports. */
function packagesOf(...args: string[]): Set<string> {
  const { status, stderr } = spawnSync(process.execPath, ["--import", tell, join(root, "dist/pol.mjs"), ...args], { cwd: root, encoding: "utf8" });
  expect(status).toBe(0);
  const loaded = [...stderr.matchAll(/^loaded (file:.*)$/gm)].map((found) => fileURLToPath(found[1]!));
  expect(loaded).toContain(join(root, "dist/pol.mjs"));
  const inside = /node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\//g;
  // esbuild heads each module it takes in with a comment that names it.
  const bundled = loaded.flatMap((file) => (file.startsWith(join(root, "dist/")) ? readFileSync(file, "utf8").match(/^\/\/ node_modules\/.*$/gm) ?? [] : []));
  return new Set([...loaded, ...bundled].flatMap((path) => [...path.matchAll(inside)].map((found) => found[1]!)));
}

test("checking loads nothing that only other verbs need", () => {
  const packages = packagesOf("check", "test/corpus/contract");
  expect(packages).toContain("chevrotain");
  for (const heavy of ["ts-morph", "esbuild", "isolated-vm", "onnxruntime-web", "@modelcontextprotocol/sdk", "vscode-languageserver"]) expect(packages).not.toContain(heavy);
});

test("explaining a diagnostic does not even load the parser", () => {
  expect(packagesOf("explain", "POL0101")).not.toContain("chevrotain");
});
