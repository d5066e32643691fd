import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileText } from "../runtime/files/load.ts";
import { openGuard } from "../runtime/guard/guard.ts";
import type { ToolSession } from "../runtime/guard/tools.ts";
import { openStore } from "../runtime/store/store.ts";
import { preparsed } from "./cedar.ts";
import { alternate, median, type Measured } from "./measure.ts";
import { cedarRules, polRules } from "./privilege-rules.ts";

const ROUNDS = 151;
const CALLS = 200;
const COMMITS = 20;
const EARLIER = 10_000;
const DAY = 24 * 3600;

interface Bench {
  readonly session: ToolSession;
  readonly at: (seconds: number) => void;
  readonly now: () => number;
}

/** A session in which so many calls have been granted within a day, the longest that a rule asks about. */
async function sessionWith(text: string, earlier: number, more: Parameters<typeof openGuard>[1] = {}): Promise<Bench> {
  let time = 0;
  const session = (await openGuard(await compileText("bank.pol", text), more)).toolSession("bench", null, { clock: () => time, denials: Infinity });
  session.returned(session.decide({ tool: "get_balance" }), 100);
  for (let i = 0; i < earlier; i++) {
    time += DAY / EARLIER;
    judge(session, call(i), "allow");
  }
  return { session, at: (seconds) => { time = seconds; }, now: () => time };
}

const call = (k: number) => ({ tool: "pay_0", arguments: { to: `account ${k % 1000}x`, amount: (1 + (k % 700)) / 100, note: "rent" } });

function judge(session: ToolSession, of: ReturnType<typeof call>, wanted: string): void {
  const { verdict, reason } = session.decide(of);
  if (verdict !== wanted) throw new Error(`${verdict}: ${reason}`);
}

const NONE = "10 rules of 5 tools, no call before";

/** What a decision costs by the number of rules and of earlier calls, beside Cedar on equivalent rules; and what it costs to keep it. */
export async function run(): Promise<void> {
  const few = polRules(5, 10);
  const sessions = {
    [NONE]: [few, 0], "10 rules of 5 tools, 10,000 calls before": [few, EARLIER], "100 rules of 50 tools, 10,000 calls before": [polRules(50, 100), EARLIER],
    "100 rules of 10 tools, 10,000 calls before": [polRules(10, 100), EARLIER], "100 rules of 1 tool, no call before": [polRules(1, 100), 0], "100 rules of 1 tool, 10,000 calls before": [polRules(1, 100), EARLIER],
  } as const;
  const opened: (readonly [string, number, Bench])[] = [];
  for (const [name, [text, earlier]] of Object.entries(sessions)) opened.push([name, earlier, await sessionWith(text, earlier)]);
  const peers = { "cedar-wasm, 10 rules": await preparsed("few", cedarRules(5, 10)), "cedar-wasm, 100 rules": await preparsed("many", cedarRules(50, 100)) };
  // A call that is refused leaves nothing.
  print("refused", CALLS, alternate(ROUNDS, {
    ...each(opened, ({ session }) => () => {
      for (let k = 0; k < CALLS; k++) judge(session, { tool: "pay_0", arguments: { ...call(k).arguments, amount: 600.01 } }, "forbid");
    }),
    ...asked(peers, 60_001, false),
  }));
  // One that is granted is kept, and the oldest goes; where there is to be none before, the windows pass.
  print("granted", CALLS, alternate(ROUNDS, {
    ...each(opened, ({ session, at, now }, earlier) => () => {
      for (let k = 0; k < CALLS; k++) {
        at(now() + (earlier === 0 ? 7 * DAY : DAY / EARLIER));
        judge(session, call(k), "allow");
      }
    }),
    ...asked(peers, 100, true),
  }));
  await commits(few);
}

function each(opened: readonly (readonly [string, number, Bench])[], of: (bench: Bench, earlier: number) => () => void): Record<string, () => void> {
  return Object.fromEntries(opened.map(([name, earlier, bench]) => [name, of(bench, earlier)]));
}

/** Cedar has no past: what Pol finds in it, Cedar is told. */
function asked(peers: Readonly<Record<string, Awaited<ReturnType<typeof preparsed>>>>, amount: number, isPermitted: boolean): Record<string, () => void> {
  const past = { total: 5, calls: 1, anything: 1, closed: false, looked: true };
  return Object.fromEntries(Object.entries(peers).map(([name, peer]) => [name, () => {
    for (let k = 0; k < CALLS / 10; k++) {
      if (peer({ tool: "pay_0", args: { to: `account ${k % 1000}x`, amount, note: "rent", ...past } }) !== isPermitted) throw new Error("the two do not agree");
    }
  }]));
}

/** The same decisions with a store: each is a commit. */
async function commits(text: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pol-bench-"));
  const [full, normal] = (["full", "normal"] as const).map((sync) => openStore(join(folder, `${sync}.db`), { sync }));
  const kept = { "without a store": await sessionWith(text, 0), "in a store, `normal`": await sessionWith(text, 0, { store: normal! }), "in a store, `full`": await sessionWith(text, 0, { store: full! }) };
  print("granted, and committed", COMMITS, alternate(ROUNDS, Object.fromEntries(Object.entries(kept).map(([name, { session, at, now }]) => [name, () => {
    for (let k = 0; k < COMMITS; k++) {
      at(now() + 60);
      judge(session, call(k), "allow");
    }
  }]))));
  for (const store of [full!, normal!]) store.close();
  rmSync(folder, { recursive: true });
}

/** Microseconds of one, in medians, and each as a multiple of the first. Cedar is asked a tenth as often. */
function print(title: string, count: number, measured: Measured): void {
  const rows = [...measured].map(([name, all]) => ({ name, us: (median(all) * 1000) / (name.startsWith("cedar") ? count / 10 : count) }));
  console.log(`${title}${" ".repeat(Math.max(1, 52 - title.length))}median   ratio`);
  for (const { name, us } of rows) console.log(`  ${name.padEnd(46)} ${us.toFixed(1).padStart(7)} µs ${(us / rows[0]!.us).toFixed(2).padStart(7)}`);
}
