// Bundles the command line and the library into dist/. Plain JavaScript, because it also runs under an older Node.
import { build } from "esbuild";
import { chmodSync, copyFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const require = createRequire(import.meta.url);

/** Puts source texts into the bundle in place of the module that reads them from disk. */
function embedded(module, exported, folder, extension, nameOf) {
  return {
    name: module,
    setup(builder) {
      builder.onLoad({ filter: new RegExp(`[/\\\\]${module.replaceAll("/", "[/\\\\]")}\\.ts$`) }, () => {
        const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(extension)).sort();
        const sources = Object.fromEntries(names.map((name) => [nameOf(name), readFileSync(join(root, folder, name), "utf8")]));
        return {
          contents: `const sources = ${JSON.stringify(sources)};\nexport function ${exported}() { return sources; }\n`,
          watchFiles: names.map((name) => join(root, folder, name)),
        };
      });
    },
  };
}

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { pol: "cli/launch.ts", index: "runtime/index.ts", worker: "runtime/simulate/worker.ts" },
  outdir: dist,
  outExtension: { ".js": ".mjs" },
  // All files lie side by side, so that `import.meta.url` finds the files copied below from every chunk.
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node24",
  conditions: ["node"],
  legalComments: "eof",
  logLevel: "warning",
  external: ["isolated-vm", "esbuild", "ts-morph", "@modelcontextprotocol/sdk", "libpg-query"],
  // CommonJS packages in the bundle ask for Node's own modules by `require`.
  banner: { js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);' },
  plugins: [
    embedded("compiler/kernel-text", "kernelSources", "runtime/kernel", ".ts", (name) => name),
    embedded("compiler/library-text", "librarySources", "stdlib", ".pol", (name) => `std.${basename(name, ".pol")}`),
    embedded("runtime/draft/page-text", "pageTexts", "docs/language", "rewards-in-a-page.md", (name) => name),
  ],
  metafile: true,
}).catch(() => process.exit(1)); // esbuild has said why

const network = ["ort-wasm-simd-threaded.wasm", "ort-wasm-simd-threaded.mjs"];
for (const name of network) copyFileSync(require.resolve(`onnxruntime-web/${name}`), join(dist, name));

// Only now do older chunks go: a build that fails leaves what ran before.
const fresh = new Set([...Object.keys(metafile.outputs).map((path) => basename(path)), ...network]);
for (const name of readdirSync(dist)) if (name.endsWith(".mjs") && !fresh.has(name)) rmSync(join(dist, name));

// npm links the commands of every package but the one it stands in.
const command = join(root, "node_modules/.bin/pol");
chmodSync(join(dist, "pol.mjs"), 0o755);
mkdirSync(dirname(command), { recursive: true });
if (lstatSync(command, { throwIfNoEntry: false })) rmSync(command);
symlinkSync("../../dist/pol.mjs", command);
