import type { Plugin } from "esbuild";
import { kernelSources } from "../kernel-text.ts";

const MODULE = "module.ts";

/** The emitted module and the kernel as one script whose value is the module's exports. It reads no file. */
export async function link(code: string): Promise<string> {
  const { build } = await import("esbuild");
  const result = await build({
    entryPoints: [MODULE], plugins: [inMemory(code)], write: false, bundle: true, format: "iife", globalName: "guards", footer: { js: "guards;" },
    platform: "neutral", target: "es2024", charset: "utf8", legalComments: "none", logLevel: "silent",
  });
  return result.outputFiles[0]!.text;
}

function inMemory(code: string): Plugin {
  const files = new Map([[MODULE, code], ...Object.entries(kernelSources()).map(([name, text]) => [`kernel/${name}`, text] as const)]);
  return {
    name: "in-memory",
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path, importer }) => ({ path: importer.startsWith("kernel/") ? path.replace("./", "kernel/") : path.replace("./", ""), namespace: "pol" }));
      build.onLoad({ filter: /.*/, namespace: "pol" }, ({ path }) => {
        const contents = files.get(path);
        return contents === undefined ? { errors: [{ text: `no file ${path}` }] } : { contents, loader: "ts" };
      });
    },
  };
}
