import { layoutOf } from "../compiler/ir/layout.ts";
import type { SampledGuardIr } from "../compiler/ir/ir.ts";
import { compileText } from "../runtime/files/load.ts";
import { openGuard } from "../runtime/guard/guard.ts";
import { VerdictReader } from "../runtime/guard/verdicts.ts";
import { Sandbox } from "../runtime/sandbox/isolate.ts";
import { requireSandbox } from "../runtime/sandbox/require.ts";
import { cedar } from "./cedar.ts";
import { alternate, median } from "./measure.ts";
import type { Measured } from "./measure.ts";

const ROUNDS = 15;
const STEPS = 20_000;
const CALLS = 2_000;
const MILLION = 1_000_000;

const CRUISE = `env highway at 20Hz {
  observe speed: [m/s] in 0..60
  observe gap:   [m]   in 0..300
  observe lead:  [m/s] in 0..60
  act     accel: [m/s^2] in -8..3 default 0
  dynamics {
    speed' = accel
    gap'   = lead - speed
    lead'  in -8[m/s^2]..3[m/s^2]
  }
}
fn safe_gap(speed: [m/s]) -> [m] = 4m + 1.5s * speed
policy net over highway = onnx("net.onnx")
controller brake over highway { accel = -8[m/s^2] }
guard cruise over highway {
  propose net within 50ms
  else    brake
  limit   accel to -6..2
  limit   accel rate 10[m/s^3]
  barrier gap - safe_gap(speed) >= 0m with alpha 0.8[1/s]
}
`;

const BANK = `env bank {
  tool get_balance()
  tool get_iban()
  tool read_file(path: text)
  tool send_money(recipient: text, amount: number, subject: text)
  tool schedule_transaction(recipient: text, amount: number, recurring: bool)
}
privilege teller over bank {
  allow  get_balance, get_iban
  allow  read_file when path == "/home/user/bills/december.txt"
  allow  send_money when amount in 1..500 and recipient != "US133"
  forbid send_money when amount > 5000
  forbid send_money when subject == "refund"
  allow  schedule_transaction when amount in 1..500
  forbid schedule_transaction when recurring
}
guard assistant over bank {
  propose agent
  else    tell "No."
  obey teller
}
`;

/** A numeric decision beside a bare crossing, and a tool decision beside Cedar. */
export async function run(): Promise<void> {
  await numeric();
  await tool();
}

async function numeric(): Promise<void> {
  const bundle = await compileText("cruise.pol", CRUISE, { models: "none" });
  const guard = bundle.ir.guards[0] as SampledGuardIr;
  const layout = layoutOf(bundle.ir, guard);
  const io = new Float64Array(new SharedArrayBuffer(8 * layout.size));
  const sandbox = await Sandbox.open(bundle);
  const bound = sandbox.bindSampled("cruise", io);
  bound.reset();
  const decide = (k: number): void => {
    io[layout.valid] = 1;
    io[layout.obs] = 28 + (k % 7) * 0.3;
    io[layout.obs + 1] = 60 + (k % 13) * 0.7;
    io[layout.obs + 2] = 27;
    io[layout.offers[0]!.present] = 1;
    io[layout.offers[0]!.action] = (k % 5) * 0.4;
    bound.step();
  };
  const ivm = await requireSandbox();
  const isolate = new ivm.Isolate();
  const empty = isolate.createContextSync().evalClosureSync("return () => {};", [], { result: { reference: true } }) as { applySync(receiver: undefined, args: []): void };
  const none: [] = [];
  const session = (await openGuard(bundle, { withoutModels: true })).session("bench");
  const measured = alternate(ROUNDS, {
    "bare crossing, no argument": () => times(STEPS, () => empty.applySync(undefined, none)),
    "decision, buffer in to buffer out": () => times(STEPS, decide),
    "guard.step with its record": () => times(STEPS / 10, (k) => session.step({ speed: 28 + (k % 7) * 0.3, gap: 60, lead: 27 }, { net: { action: { accel: (k % 5) * 0.4 }, age: 0 } })),
  });
  print(measured, [STEPS, STEPS, STEPS / 10]);
  const before = sandbox.heapUsed;
  times(MILLION, decide);
  console.log(`heap growth over ${MILLION} decisions: ${sandbox.heapUsed - before} bytes\n`);
  sandbox.dispose();
  isolate.dispose();
}

async function tool(): Promise<void> {
  const bundle = await compileText("bank.pol", BANK);
  const sandbox = await Sandbox.open(bundle);
  const answer = sandbox.tools("assistant").decide;
  const verdicts = new VerdictReader();
  const decide = (call: object): string | undefined => verdicts.read(answer(JSON.stringify(call)));
  const session = (await openGuard(bundle)).toolSession("bench", null, { denials: Infinity });
  const peer = await cedar();
  const call = (k: number) => ({ tool: "send_money", args: { recipient: "GB29", amount: 1 + (k % 700), subject: "rent" } });
  for (let k = 0; k < 700; k++)
    if ((decide(call(k)) === "allow") !== peer(call(k))) throw new Error(`the two do not agree on ${JSON.stringify(call(k))}`);
  const measured = alternate(ROUNDS, {
    "tool call through the isolate": () => times(CALLS, (k) => decide(call(k))),
    "cedar-wasm, policies parsed before": () => times(CALLS, (k) => peer(call(k))),
    "guard.decide: schema, both engines, record": () => times(CALLS, (k) => session.decide({ tool: "send_money", arguments: call(k).args })),
  });
  print(measured, [CALLS, CALLS, CALLS]);
  sandbox.dispose();
}


function times(n: number, what: (k: number) => void): void {
  for (let k = 0; k < n; k++) what(k);
}

/** Microseconds of one, in medians, and each as a multiple of the first. */
function print(measured: Measured, counts: readonly number[]): void {
  const rows = [...measured].map(([name, all], i) => ({ name, us: (median(all) * 1000) / counts[i]! }));
  for (const { name, us } of rows) console.log(`${name.padEnd(44)} ${us.toFixed(2).padStart(8)} µs ${(us / rows[0]!.us).toFixed(2).padStart(7)}`);
}
