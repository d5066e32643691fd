#!/usr/bin/env node
// Imports nothing but Node's own modules, so that an older Node can say what is wrong.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";

const needed = 24;

/** The Node that the development dependency `node` brought along. */
function newerNode(): string | undefined {
  try {
    const found = nodeModule.createRequire(import.meta.url).resolve("node/package.json");
    const binary = join(dirname(found), "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

function runUnder(binary: string): void {
  const child = spawn(binary, process.argv.slice(1), { stdio: "inherit" });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)));
}

if (Number.parseInt(process.versions.node) >= needed) {
  nodeModule.enableCompileCache();
  const { start } = await import("./main.ts");
  await start();
} else {
  const binary = newerNode();
  if (binary) {
    runUnder(binary);
  } else {
    process.stderr.write(`pol needs Node ${needed} or newer, and this is Node ${process.versions.node}.\n`);
    process.exitCode = 69;
  }
}
