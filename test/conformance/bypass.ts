import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadGuard, type Guard } from "../../runtime/index.ts";
import { isAllowed } from "./bypass-session.ts";
import { TEMPLATES } from "./bypass-policy.ts";
import type { Kind } from "./kind.ts";
import { readLines } from "./lines.ts";

/** A call that a guard made of `matcher` lets through or not. What else a case holds are fixtures of the host. */
export interface Case {
  readonly id: string;
  readonly category: string;
  readonly matcher: Readonly<Record<string, unknown>> & { readonly fn: string };
  readonly tool: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly raw_json?: string;
  readonly should: "allow" | "deny";
  readonly why: string;
  readonly [fixture: string]: unknown;
}

export const bypass: Kind = {
  holds: (file) => file.endsWith(".jsonl"),
  run: async (path, { progress }) => {
    const cases = readLines(path) as Case[];
    const wrong: { readonly one: Case; readonly reason: string }[] = [];
    for (const [i, one] of cases.entries()) {
      const { allowed, reason } = await judged(one);
      if (allowed !== (one.should === "allow")) wrong.push({ one, reason });
      progress((i + 1) / cases.length);
    }
    const families = [...new Set(cases.map(({ category }) => category))];
    const count = (should: Case["should"], of?: string): number => wrong.filter(({ one }) => one.should === should && (of === undefined || one.category === of)).length;
    const all = (should: Case["should"]): number => cases.filter((one) => one.should === should).length;
    return {
      passed: cases.length - wrong.length, failed: wrong.length,
      differences: wrong.map(({ one, reason }) => `${one.id} is ${one.should === "deny" ? "let through" : "refused"} (${one.why}): ${reason}`),
      figures: {
        "false allows": `${count("deny")} of ${all("deny")}`,
        "false refusals": `${count("allow")} of ${all("allow")}`,
        ...Object.fromEntries(families.map((name) => [name, `${cases.filter((one) => one.category === name).length} cases, ${count("deny", name)} false allows, ${count("allow", name)} false refusals`])),
      },
    };
  },
};

async function judged(one: Case): Promise<{ readonly allowed: boolean; readonly reason: string }> {
  const guard = await guardOf(one);
  try {
    return await isAllowed(guard, one, () => guardOf(one, "// another version\n"));
  } finally {
    await guard.dispose();
  }
}

/** Writes the policy of a case, and loads it as anybody would. */
async function guardOf(one: Case, heading = ""): Promise<Guard> {
  const template = TEMPLATES[one.matcher.fn];
  if (template === undefined) throw new Error(`${one.id}: there is no template for ${one.matcher.fn}`);
  const names = Object.keys(one.args ?? {});
  const listed = one.matcher.fn === "tool.in" ? (one.matcher["names"] as readonly string[]) : [one.tool];
  const { uses, rules, schema = {}, whole } = template(one.matcher, `\`${one.tool}\``, names);
  const properties = { ...Object.fromEntries(names.map((name) => [name, {}])), ...schema };
  const tools = listed.map((name) => ({ name, inputSchema: whole === undefined ? { type: "object", properties } : { type: "object", ...whole } }));
  const folder = mkdtempSync(join(tmpdir(), "pol-bypass-"));
  try {
    writeFileSync(join(folder, "tools.json"), JSON.stringify({ tools }));
    const text = `${heading}${uses.map((name) => `use ${name}\n`).join("")}env world {\n  tools from "tools.json"\n  principal somebody\n}\nprivilege rules over world {\n${rules.map((rule) => `  ${rule}\n`).join("")}}\nguard g over world {\n  propose agent\n  else tell "No."\n  obey rules\n}\n`;
    writeFileSync(join(folder, "case.pol"), text);
    return await loadGuard(join(folder, "case.pol"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
