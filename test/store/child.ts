// A process that pays until it is told no, and says each time what it was told. Arguments: the store, how many calls, `full` or `normal`.
import { writeSync } from "node:fs";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard } from "../../runtime/guard/guard.ts";
import { openStore } from "../../runtime/store/store.ts";

const [path, policy, calls, sync] = process.argv.slice(2) as [string, string, string, "full" | "normal"];
const guard = await openGuard(await compileText("bank.pol", policy), { store: openStore(path, { sync, wait: 30_000 }) });
const session = guard.toolSession(undefined, "anna", { denials: Infinity });
writeSync(1, "ready\n");
// All begin at once.
await new Promise((resolve) => process.stdin.once("data", resolve));
for (let i = 0; i < Number(calls); i++) {
  const { verdict, reason } = session.decide({ tool: "pay", arguments: { to: `${process.pid}`, amount: 0.1 } });
  writeSync(1, `${verdict} ${verdict === "allow" ? "" : reason}\n`);
}
process.exit(0);
