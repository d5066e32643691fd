import { modelBytes, type Bundle } from "../../compiler/bundle.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import { networkInput } from "../guard/guard.ts";
import { OnnxPolicy } from "../proposers/onnx.ts";
import type { TreeSession } from "./session.ts";

interface Network {
  readonly policy: OnnxPolicy;
  readonly gives: readonly string[];
}

/** The embedded networks that a tree's leaves ask. */
export class TreeNetworks {
  readonly #networks: ReadonlyMap<string, Network>;

  private constructor(networks: ReadonlyMap<string, Network>) {
    this.#networks = networks;
  }

  /** Those that the bundle holds; a policy without one proposes nothing. */
  static async open(bundle: Bundle, tree: TreeIr): Promise<TreeNetworks> {
    const env = bundle.ir.envs.find(({ name }) => name === tree.env)!;
    const networks = new Map<string, Network>();
    for (const name of new Set(tree.nodes.flatMap((node) => (node.kind === "do" && node.source !== null ? [node.source] : [])))) {
      const policy = bundle.ir.policies.find((one) => one.name === name);
      const bytes = policy?.server === "onnx" && policy.file !== null ? modelBytes(bundle, policy.file) : undefined;
      if (policy !== undefined && bytes !== undefined) networks.set(name, { policy: await OnnxPolicy.open(policy.file!, bytes, env.obs.length, policy.gives.length), gives: policy.gives });
    }
    return new TreeNetworks(networks);
  }

  get names(): ReadonlySet<string> {
    return new Set(this.#networks.keys());
  }

  /** Asks each for its action at this observation; one that fails proposes nothing. */
  async offer(session: TreeSession, slots: ArrayLike<number>): Promise<void> {
    for (const [name, { policy, gives }] of this.#networks) {
      const row = await policy.infer(networkInput(session.env.obs, slots), 1).catch(() => null);
      const isTruth = (slot: string, value: number): boolean => Number.isFinite(value) && session.env.acts.find((act) => act.name === slot)?.kind === "bool";
      session.offer(name, row === null ? null : Object.fromEntries(gives.map((slot, i) => [slot, isTruth(slot, row[i]!) ? row[i]! > 0.5 : row[i]!])));
    }
  }

  async close(): Promise<void> {
    for (const { policy } of this.#networks.values()) await policy.close();
  }
}
