import { createColors } from "picocolors";
import { visible } from "../../compiler/diagnostics/render/visible.ts";
import type { Check } from "../../runtime/doctor/installation.ts";
import type { GuardCoverage, PolicyCoverage, ToolsCoverage } from "./coverage.ts";

type Mark = "ok" | "note" | "broken";
type Row = readonly [mark: Mark, what: string, found: string];

/** For people: what was tried, then each policy, one line a finding. */
export function doctorReport(checks: readonly Check[], policies: readonly PolicyCoverage[], color: boolean): string {
  const { bold, green, yellow, red } = createColors(color);
  const coloured = { ok: green, note: yellow, broken: red };
  const parts: readonly (readonly [string, readonly Row[]])[] = [
    ["installation", checks.map(({ name, ok, found }): Row => [ok ? "ok" : "broken", name, found])],
    ...policies.map((one) => [one.path, policyRows(one)] as const),
  ];
  const width = Math.max(...parts.flatMap(([, rows]) => rows.map(([, what]) => what.length)));
  return parts.map(([title, rows]) => [bold(visible(title)), ...rows.map(([mark, what, found]) => `  ${coloured[mark](mark.padEnd(6))}  ${what.padEnd(width)}  ${visible(found)}`.trimEnd())].join("\n")).join("\n\n").concat("\n");
}

function policyRows({ broken, notRunning, guards }: PolicyCoverage): Row[] {
  if (broken !== null) return [["broken", "does not compile", broken]];
  return [
    ...(guards.length === 0 ? [["note", "guards", "none"] as const] : guards.flatMap(guardRows)),
    ...notRunning.map((message): Row => ["note", "not yet", message]),
  ];
}

function guardRows({ guard, env, over, later, tools }: GuardCoverage): Row[] {
  const loads: Row = later.length === 0 ? ["ok", `guard ${guard}`, `over ${env}, ${over === "tools" ? "tool calls" : "actions"}`] : ["broken", `guard ${guard}`, `does not load, since it needs what does not run yet: ${later.join(", ")}`];
  return [loads, ...(tools === null ? [] : toolRows(tools))];
}

function toolRows({ obeys, count, unruled, isOpen, labels, trusted, principal, asksPast }: ToolsCoverage): Row[] {
  const unlabelled = trusted.filter(({ isLabelled }) => !isLabelled);
  return [
    [obeys.length === 0 ? "note" : "ok", "  obeys", obeys.length === 0 ? "nothing, so every call is forbidden" : obeys.join(", ")],
    ["ok", "  tools", `${count}, of which ${count - unruled.length} are named by rules`],
    ...(unruled.length === 0 ? [] : [[isOpen ? "note" : "ok", "  no rule names", `${unruled.join(", ")}: ${isOpen ? "rules for `anything` decide" : "forbidden"}`] as const]),
    ...(labels.length === 0 ? [["note", "  labels", "none: nothing says who writes what the tools answer"] as const] : labelRows(labels)),
    ...trusted.filter(({ isLabelled }) => isLabelled).map(({ source }): Row => ["ok", "  vouches", source]),
    ...unlabelled.map(({ source }): Row => ["note", "  vouches", `${source}, which has no label`]),
    [principal === null && asksPast ? "note" : "ok", "  principal", principal === null ? (asksPast ? "none: counts and totals are of one session" : "none") : principal],
    ["ok", "  what happened", asksPast ? "is asked about: give the guard a store, else it is forgotten with the process" : "is not asked about, so no store is needed"],
  ];
}

/** Labels of one kind in one line. */
function labelRows(labels: ToolsCoverage["labels"]): Row[] {
  const kinds = [...new Set(labels.map(({ label }) => label))];
  return kinds.map((kind): Row => {
    const of = labels.filter(({ label }) => label === kind);
    const isRead = of.every((one) => one.isRead);
    return [isRead ? "ok" : "note", `  ${kind}`, `${of.map(({ source }) => source).join(", ")}${isRead ? "" : ": no rule asks about it"}`];
  });
}
