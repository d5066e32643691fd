import type { Case } from "./bypass.ts";

/** A rule written from `matcher`, and the schema of the tool that it is about. */
export interface Template {
  readonly uses: readonly string[];
  readonly rules: readonly string[];
  /** Types of arguments; others are JSON. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** Replaces the whole schema. */
  readonly whole?: Readonly<Record<string, unknown>>;
}

type Matcher = Case["matcher"];

const text = (value: unknown): string => JSON.stringify(String(value)).replaceAll("{", "\\u007b");
const texts = (values: unknown): string => (values as readonly unknown[]).map(text).join(", ");
const STRING = { type: "string" };

/** One template a matcher; none looks at anything else of a case but the names of its arguments. */
export const TEMPLATES: Readonly<Record<string, (m: Matcher, tool: string, names: readonly string[]) => Template>> = {
  "path.within": (m, tool) => {
    const set = m["os"] === "win32" ? "windows_folder" : m["decode"] === "percent" ? "folder_decoded" : "folder";
    const inside = (value: string): string => `${value} in ${set}(${text(m["root"])})`;
    if (m["all"] !== true) return { uses: ["std.path"], rules: [`allow ${tool} when ${inside("path")}`], schema: { path: STRING } };
    return { uses: ["std.path", "std.text"], rules: [`allow ${tool} when length(texts(arguments)) > 0 and (all p in texts(arguments): ${inside("p")})`] };
  },
  "path.notIn": (m, tool) => ({ uses: ["std.path"], rules: [`allow ${tool} when path in folder_except(${text(m["root"])}, ${texts(m["deny"])})`], schema: { path: STRING } }),
  "glob": (m, tool) => ({ uses: ["std.path"], rules: [`allow ${tool} when path in files(${text(m["pattern"])})`], schema: { path: STRING } }),
  "url.hostIn": (m, tool) => {
    const of = (key: string): readonly unknown[] => m[key] as readonly unknown[];
    const origins = of("schemes").flatMap((scheme) => of("hosts").flatMap((host) => of("ports").map((port) => `${String(scheme)}://${String(host)}:${String(port)}`)));
    return { uses: ["std.url"], rules: [`allow ${tool} when url in origins(${texts(origins)})`], schema: { url: STRING } };
  },
  "url.publicOnly": (m, tool) => ({ uses: ["std.url"], rules: [`allow ${tool} when url in public_web(${texts(m["schemes"])})`], schema: { url: STRING } }),
  "email.domainIn": (m, tool) => ({ uses: ["std.email"], rules: [`allow ${tool} when all m in recipients(arguments, ${texts(m["fields"])}): m in mailboxes(${texts(m["domains"])})`] }),
  "cmd.readOnly": (m, tool) => ({ uses: ["std.shell"], rules: [`allow ${tool} when command in ${m["pipes"] === true ? "pipelines" : "commands"}(${texts(m["commands"])})`], schema: { command: STRING } }),
  "sql.readOnly": (m, tool) => ({ uses: ["std.sql"], rules: [`allow ${tool} when sql in postgres_reads(${texts(m["tables"])})`], schema: { sql: STRING } }),
  "regex.full": (m, tool, [name = "value"]) => ({ uses: [], rules: [`allow ${tool} when \`${String(m["field"] ?? name)}\` matches ${JSON.stringify(m["pattern"])}`], schema: { [String(m["field"] ?? name)]: STRING } }),
  "amount.limit": (m, tool) => ({
    uses: ["std.text"],
    rules: [
      `allow ${tool} when amount > 0 and amount <= ${String(m["perCall"])} and decimals(amount) <= ${String(m["scale"])} and (${(m["currency"] as readonly string[]).map((one) => `currency == ${text(one)}`).join(" or ")})`,
      `forbid ${tool} when total(${tool}.amount, 24h) > ${String(m["session"])}`,
    ],
    whole: { properties: { amount: { type: "number" }, currency: STRING }, required: ["amount", "currency"] },
  }),
  "json.strict": (m, tool) => ({ uses: [], rules: [`allow ${tool}`], whole: m["schema"] as Readonly<Record<string, unknown>> }),
  "tool.in": (m) => ({ uses: [], rules: [`allow ${(m["names"] as readonly string[]).map((name) => `\`${name}\``).join(", ")}`] }),
  "bind": (_, tool, names) => ({
    uses: ["std.path"],
    rules: [names.includes("path") ? `ask ${tool} when path in folder("/")` : `ask ${tool}`],
    schema: { path: STRING },
  }),
  "rate": (m, tool) => ({ uses: [], rules: [`allow ${tool}`, `forbid ${tool} when calls(${tool}, ${(m["windowMs"] as number) - 1}ms) > ${String(m["max"])}`] }),
  "box": (m, tool) => {
    const [lo, hi] = [m["lo"], m["hi"]] as [readonly number[], readonly number[]];
    const inside = lo.map((low, i) => `action[${i}] in ${low}..${hi[i]!}`).join(" and ");
    const age = m["maxAgeMs"] === undefined ? "" : ` and (t_ms is missing or now - t_ms * 1ms <= ${String(m["maxAgeMs"])}ms)`;
    return {
      uses: [], rules: [`allow ${tool} when length(action) == ${lo.length} and ${inside}${age}`],
      whole: { properties: { action: { type: "array", items: { type: "number" } }, ...(age !== "" && { t_ms: { type: "number" } }) }, required: ["action"] },
    };
  },
};
