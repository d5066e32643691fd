import proto from "onnx-proto";
import { CENTRE, OFFSET, REACH, SCALE } from "./network.ts";
import type { Layer } from "./network.ts";

const { ModelProto, TensorProto } = proto.onnx;
const FLOAT = TensorProto.DataType.FLOAT;

/** The network as an ONNX file: `observation` [N, 3] to `action` [N, 1], float32, normalisation and bound inside. */
export function toOnnx(layers: readonly Layer[]): Uint8Array {
  const initializer: proto.onnx.ITensorProto[] = [];
  const node: proto.onnx.INodeProto[] = [];
  let last = "observation";

  const constant = (name: string, dims: number[], values: ArrayLike<number>) => {
    const rawData = new Uint8Array(Float32Array.from(values).buffer);
    initializer.push({ name, dims, dataType: FLOAT, rawData });
    return name;
  };
  const apply = (opType: string, output: string, ...others: string[]) => {
    node.push({ opType, name: output, input: [last, ...others], output: [output] });
    last = output;
  };

  apply("Sub", "centred", constant("offset", [1, 3], OFFSET));
  apply("Div", "normalised", constant("scale", [1, 3], SCALE));
  layers.forEach(({ inputs, outputs, weights, biases }, l) => {
    apply("MatMul", `product${l}`, constant(`weights${l}`, [inputs, outputs], transposed(weights, outputs, inputs)));
    apply("Add", `sum${l}`, constant(`biases${l}`, [outputs], biases));
    apply("Tanh", `layer${l}`);
  });
  apply("Mul", "stretched", constant("reach", [1], [REACH]));
  apply("Add", "action", constant("centre", [1], [CENTRE]));

  return ModelProto.encode({
    irVersion: 8,
    producerName: "examples/cruise/train.ts",
    opsetImport: [{ domain: "", version: 17 }],
    graph: { name: "cruise", node, initializer, input: [floats("observation", 3)], output: [floats("action", 1)] },
  }).finish();
}

/** A float32 matrix of any number of rows. */
const floats = (name: string, columns: number): proto.onnx.IValueInfoProto => ({
  name,
  type: { tensorType: { elemType: FLOAT, shape: { dim: [{ dimParam: "N" }, { dimValue: columns }] } } },
});

const transposed = (matrix: Float64Array, rows: number, columns: number) =>
  Float64Array.from(matrix, (_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]!);
