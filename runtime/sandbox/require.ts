import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Refusal } from "../refusal.ts";

export type Sandbox = typeof import("isolated-vm");

/** Older versions have a hole through which a script corrupts the host's memory. */
const oldest = "6.2.0";

/** Loads isolated-vm, or says in one sentence why nothing can run. */
export async function requireSandbox(): Promise<Sandbox> {
  checkSandboxVersion(sandboxVersion());
  try {
    return (await import("isolated-vm")).default;
  } catch (cause) {
    throw new Refusal("isolated-vm does not load on this machine, so no guard runs; reinstall it under Node 24", { cause });
  }
}

/** Refuses a version that is older than the oldest safe one. */
export function checkSandboxVersion(version: string | undefined): void {
  if (version === undefined) throw new Refusal("isolated-vm is not installed, so no guard runs; run `npm install`");
  if (isOlder(version, oldest))
    throw new Refusal(`isolated-vm ${version} does not contain hostile code, so no guard runs; install ${oldest} or newer`);
}

/** The version that is installed. */
export function sandboxVersion(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve("isolated-vm/package.json");
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
    return version;
  } catch {
    return undefined;
  }
}

function isOlder(version: string, than: string): boolean {
  const parts = version.split(/[.-]/, 3).map(Number);
  for (const [i, wanted] of than.split(".").map(Number).entries()) {
    const part = parts[i];
    if (part === undefined || Number.isNaN(part)) return true;
    if (part !== wanted) return part < wanted;
  }
  return version.includes("-");
}
