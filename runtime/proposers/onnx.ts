import type * as Ort from "onnxruntime-web/wasm";
import { Refusal } from "../refusal.ts";

let runtime: Promise<typeof Ort> | undefined;

/** Loaded on first use: starting it costs some 0.4 s. */
function ort(): Promise<typeof Ort> {
  runtime ??= import("onnxruntime-web/wasm").then((module) => {
    module.env.wasm.numThreads = 1;
    return module;
  });
  return runtime;
}

/** An embedded network: observations in as `[N, inputs]` float32, actions out as `[N, outputs]`. */
export class OnnxPolicy {
  readonly #ort: typeof Ort;
  readonly #session: Ort.InferenceSession;
  readonly #inputs: number;
  readonly #outputs: number;

  private constructor(module: typeof Ort, session: Ort.InferenceSession, inputs: number, outputs: number) {
    this.#ort = module;
    this.#session = session;
    this.#inputs = inputs;
    this.#outputs = outputs;
  }

  /** Opens a model and runs it once, so that no tick pays for the first time. Throws a Refusal for one that does not fit its env. */
  static async open(name: string, bytes: Uint8Array, inputs: number, outputs: number): Promise<OnnxPolicy> {
    const module = await ort();
    let session: Ort.InferenceSession;
    try {
      session = await module.InferenceSession.create(bytes, { executionProviders: ["wasm"] });
    } catch (cause) {
      throw new Refusal(`the model \`${name}\` cannot be read as ONNX`, { cause });
    }
    const policy = new OnnxPolicy(module, session, inputs, outputs);
    const counts = [session.inputNames.length, session.outputNames.length];
    if (counts[0] !== 1 || counts[1] !== 1) throw new Refusal(`the model \`${name}\` has ${counts[0]} inputs and ${counts[1]} outputs, but a policy has one of each`);
    for (const [side, width, metadata] of [["observation", inputs, session.inputMetadata[0]], ["action", outputs, session.outputMetadata[0]]] as const) {
      if (metadata?.isTensor !== true) throw new Refusal(`the ${side} of the model \`${name}\` is no tensor`);
      const last = metadata.shape.at(-1);
      if (metadata.shape.length !== 2 || (typeof last === "number" && last !== width)) {
        throw new Refusal(`the model \`${name}\` has ${side} shape [${metadata.shape.join(", ")}], but the env needs [N, ${width}]`);
      }
    }
    try {
      await policy.infer(new Float32Array(inputs), 1);
    } catch (cause) {
      throw cause instanceof Refusal ? cause : new Refusal(`the model \`${name}\` does not run on one observation of ${inputs} numbers`, { cause });
    }
    return policy;
  }

  /** `count` observations, row by row; gives `count` actions, row by row. */
  async infer(observations: Float32Array, count: number): Promise<Float32Array> {
    const feeds = { [this.#session.inputNames[0]!]: new this.#ort.Tensor("float32", observations, [count, this.#inputs]) };
    const results = await this.#session.run(feeds);
    const output = results[this.#session.outputNames[0]!]!;
    if (!(output.data instanceof Float32Array) || output.data.length !== count * this.#outputs) {
      throw new Refusal(`the model answered with shape [${output.dims.join(", ")}] of ${output.type}, not [${count}, ${this.#outputs}] of float32`);
    }
    return output.data;
  }

  async close(): Promise<void> {
    await this.#session.release();
  }
}
