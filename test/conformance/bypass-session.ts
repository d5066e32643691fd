import type { CallDecision, Guard, ToolSession } from "../../runtime/index.ts";
import type { World } from "../../stdlib/native.ts";
import type { Case } from "./bypass.ts";

interface Outcome {
  readonly allowed: boolean;
  readonly reason: string;
}

/** Asks an ordinary session; what is true of the world around the call comes in through its options. */
export async function isAllowed(guard: Guard, one: Case, otherVersion: () => Promise<Guard>): Promise<Outcome> {
  const clock = { now: seconds(one["now_ms"] ?? 0) };
  const links = { ...(one["fs"] as Links | undefined) };
  const world = worldOf(links, (one["dns"] ?? {}) as Readonly<Record<string, readonly string[]>>);
  const options = { clock: () => clock.now, world, ...(typeof one["ttl_s"] === "number" && { permit: one["ttl_s"] }) };
  const session = guard.toolSession("case", "somebody", options);
  remember(session, guard, one);
  if (one.matcher.fn === "bind") return released(session, one, clock, links, otherVersion, options);
  const first = outcome(session.decide({ tool: one.tool, arguments: one.raw_json ?? JSON.stringify(one.args) }));
  // Every hop is a call of its own to whoever fetches it.
  return ((one["redirects"] ?? []) as readonly string[]).reduce((before, url) => (before.allowed ? outcome(session.decide({ tool: one.tool, arguments: JSON.stringify({ ...one.args, url }) })) : before), first);
}

const outcome = (decision: CallDecision): Outcome => ({ allowed: decision.verdict === "allow", reason: decision.reason });
const seconds = (milliseconds: unknown): number => (milliseconds as number) / 1000;

type Links = Record<string, string>;

function worldOf(links: Links, dns: Readonly<Record<string, readonly string[]>>): World {
  return {
    link: (path) => (Object.hasOwn(links, path) && links[path]!.startsWith("-> ") ? links[path]!.slice(3) : null),
    addresses: (name) => (Object.hasOwn(dns, name) ? dns[name]! : []),
  };
}

/** What the principal has done before, in another session of theirs. */
function remember(session: ToolSession, guard: Guard, one: Case): void {
  const times = (one["history_ms"] ?? []) as readonly number[];
  const isOther = one["principal"] !== undefined && one["principal"] !== "same";
  if (times.length > 0) {
    const before = guard.toolSession("before", isOther ? "somebody else" : "somebody");
    for (const time of times.toSorted((a, b) => a - b)) before.decide({ tool: one.tool, arguments: one.args ?? {}, time: seconds(time) });
  }
  for (const amount of (one["history"] ?? []) as readonly string[]) {
    session.decide({ tool: one.tool, arguments: `{"amount":${amount},"currency":${JSON.stringify((one.matcher["currency"] as readonly string[])[0])}}` });
  }
}

/** A call that is asked about, approved and executed later, when something may have changed. */
async function released(session: ToolSession, one: Case, clock: { now: number }, links: Links, otherVersion: () => Promise<Guard>, options: object): Promise<Outcome> {
  const [before, after] = changes(one);
  const decision = session.decide({ tool: one.tool, arguments: JSON.stringify(one.args), binds: before });
  const answer = session.answer(decision, "approved");
  if (!answer.permitted) return { allowed: false, reason: answer.record.reason };
  clock.now += (one["token_age_s"] ?? 0) as number;
  Object.assign(links, one["fs_after_check"]);
  const executed = one["executed"] === undefined ? {} : { arguments: one["executed"] };
  const isNew = one["policy_now"] !== undefined && one["policy_now"] !== one["policy_at_approval"];
  const other = isNew ? await otherVersion() : null;
  try {
    const by = other === null ? session : other.toolSession("later", "somebody", options);
    // All uses but the last have been.
    for (let use = 1; use < ((one["token_uses"] ?? 1) as number); use++) by.release(decision);
    const release = by.release(decision, { ...executed, binds: after });
    return { allowed: release.permitted, reason: release.record.reason };
  } finally {
    await other?.dispose();
  }
}

/** Whatever else a case holds twice: as it was at the approval, and as it is now. */
function changes(one: Case): readonly [before: Record<string, string>, after: Record<string, string>] {
  const [before, after]: [Record<string, string>, Record<string, string>] = [{}, {}];
  for (const [name, value] of Object.entries(one)) {
    if (name === "history" || name === "redirects" || name === "history_ms") continue;
    if (Array.isArray(value) && value.length === 2) [before[name], after[name]] = value.map((half) => JSON.stringify(half)) as [string, string];
    const [, base] = /^(.*)_at_approval$/.exec(name) ?? [];
    if (base === undefined || base === "policy" || one[`${base}_now`] === undefined) continue;
    [before[base], after[base]] = [JSON.stringify(value), JSON.stringify(one[`${base}_now`])];
  }
  return [before, after];
}
