import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadGuard, type Guard } from "../../runtime/index.ts";
import type { Suite } from "./agentdojo-replay.ts";

/**
 * A careless policy over a suite's tools: whatever the prompt or any result says may be used. An attack must get past it, or the
 * replay shows nothing.
 */
export async function control(suite: Suite): Promise<Guard> {
  const folder = mkdtempSync(join(tmpdir(), "pol-control-"));
  try {
    const tools = suite.tools.map(({ name, parameters }) => ({ name, inputSchema: { ...parameters, type: "object" } }));
    writeFileSync(join(folder, "tools.json"), JSON.stringify({ tools }));
    const anywhere = (name: string): string => ["prompt", ...suite.tools.map((tool) => `results of ${tool.name}`)].map((source) => `${name} from ${source}`).join(" or ");
    const rules = suite.tools.map(({ name, parameters }) => {
      const named = Object.entries((parameters["properties"] ?? {}) as Record<string, unknown>).find(([key]) => ["recipient", "password", "file_id", "email_id", "recipients", "participants", "email"].includes(key))?.[0];
      return named === undefined ? `  allow ${name}` : `  allow ${name} when ${named} is missing or ${anywhere(named)}`;
    });
    writeFileSync(join(folder, "control.pol"), `env suite { tools from "tools.json" }\nprivilege careless over suite {\n${rules.join("\n")}\n}\nguard control over suite {\n  propose agent\n  else tell "No."\n  obey careless\n}\n`);
    return await loadGuard(join(folder, "control.pol"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
