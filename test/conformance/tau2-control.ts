import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadGuard, type Guard } from "../../runtime/index.ts";
import type { Suite } from "./tau2-data.ts";

/** A policy that allows every call that fits its schema: a variant that it too refuses could not happen, and shows nothing. */
export async function control({ tools }: Suite): Promise<Guard> {
  const folder = mkdtempSync(join(tmpdir(), "pol-control-"));
  try {
    writeFileSync(join(folder, "tools.json"), JSON.stringify({ tools: tools.map(({ name, parameters }) => ({ name, inputSchema: { ...parameters, type: "object" } })) }));
    writeFileSync(join(folder, "control.pol"), `env suite { tools from "tools.json" }\nprivilege careless over suite { allow anything }\nguard control over suite {\n  propose agent\n  else tell "No."\n  obey careless\n}\n`);
    return await loadGuard(join(folder, "control.pol"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
