import { load, SETS } from "../../stdlib/sets.ts";
import { compileText } from "../files/load.ts";
import { openGuard } from "../guard/guard.ts";
import { messageOf } from "../guard/sampled.ts";
import { OnnxPolicy } from "../proposers/onnx.ts";
import { requireSandbox, sandboxVersion } from "../sandbox/require.ts";
import { version } from "../version.ts";

/** One part of an installation, tried. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found; where it is not well, what is wrong. */
  readonly found: string;
}

const OLDEST_NODE = 24;

/** Tries everything that a guard rests on: each part on its own, so that one that is broken hides no other. */
export async function installation(): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [name, of] of PARTS) {
    try {
      checks.push({ name, ok: true, found: await of() });
    } catch (error) {
      checks.push({ name, ok: false, found: messageOf(error) });
    }
  }
  return checks;
}

const PARTS: readonly (readonly [name: string, of: () => string | Promise<string>])[] = [
  ["pol", () => version],
  ["Node", node],
  ["isolated-vm", async () => {
    await requireSandbox();
    return sandboxVersion() ?? "unknown";
  }],
  ["a guard decides", decides],
  ["SQLite", sqlite],
  ["the standard library", async () => {
    await load(Object.keys(SETS));
    return `${Object.keys(SETS).length} sets are ready`;
  }],
  ["the ONNX runtime", network],
];

function node(): string {
  const { node } = process.versions;
  if (Number.parseInt(node) < OLDEST_NODE) throw new Error(`this is Node ${node}, and Pol needs ${OLDEST_NODE} or newer`);
  return node;
}

const POLICY = `env till { tool pay(amount: number) }
privilege few over till { allow pay when amount in 1..5 }
guard doctor over till { propose agent else tell "No." obey few }
`;

/** Compiles a policy, opens its isolate, and has two calls judged. */
async function decides(): Promise<string> {
  const guard = await openGuard(await compileText("doctor.pol", POLICY));
  try {
    const began = performance.now();
    const verdicts = [3, 7].map((amount) => guard.decide({ tool: "pay", arguments: { amount } }));
    if (verdicts.map(({ verdict }) => verdict).join() !== "allow,forbid") throw new Error(`a call that is allowed and one that is not were judged ${verdicts.map(({ verdict, reason }) => `${verdict} (${reason})`).join(" and ")}`);
    return `in its isolate, two calls in ${(performance.now() - began).toFixed(1)} ms`;
  } finally {
    await guard.dispose();
  }
}

async function sqlite(): Promise<string> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(":memory:");
  try {
    const row = database.prepare("SELECT sqlite_version() AS version").get();
    return String(row?.["version"]);
  } finally {
    database.close();
  }
}

/** y = -x of one number, as an ONNX file. */
const MODEL = "CAg6PAoLCgF4EgF5IgNOZWcSAWdaFAoBeBIPCg0IARIJCgMSAU4KAggBYhQKAXkSDwoNCAESCQoDEgFOCgIIAUIECgAQEQ==";

async function network(): Promise<string> {
  const policy = await OnnxPolicy.open("doctor.onnx", Buffer.from(MODEL, "base64"), 1, 1);
  try {
    const [y] = await policy.infer(Float32Array.of(2), 1);
    if (y !== -2) throw new Error(`a network that negates made ${y} of 2`);
    return "it runs a network";
  } finally {
    await policy.close();
  }
}
