import proto from "onnx-proto";
import type { Network } from "./network.ts";

const { ModelProto, TensorProto } = proto.onnx;
const FLOAT = TensorProto.DataType.FLOAT;

/** The network as an ONNX file: `observation` [N, inputs] to `action` [N, outputs], float32, normalisation and bound inside. */
export function toOnnx({ layers, scaling: { offset, scale, centre, reach } }: Network, name: string, producerName: string): Uint8Array {
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

  apply("Sub", "centred", constant("offset", [1, offset.length], offset));
  apply("Div", "normalised", constant("scale", [1, scale.length], scale));
  layers.forEach(({ inputs, outputs, weights, biases }, l) => {
    apply("MatMul", `product${l}`, constant(`weights${l}`, [inputs, outputs], transposed(weights, outputs, inputs)));
    apply("Add", `sum${l}`, constant(`biases${l}`, [outputs], biases));
    apply("Tanh", `layer${l}`);
  });
  apply("Mul", "stretched", constant("reach", [reach.length], reach));
  apply("Add", "action", constant("centre", [centre.length], centre));

  return ModelProto.encode({
    irVersion: 8,
    producerName,
    opsetImport: [{ domain: "", version: 17 }],
    graph: { name, node, initializer, input: [floats("observation", offset.length)], output: [floats("action", reach.length)] },
  }).finish();
}

/** A float32 matrix of any number of rows. */
const floats = (name: string, columns: number): proto.onnx.IValueInfoProto => ({
  name,
  type: { tensorType: { elemType: FLOAT, shape: { dim: [{ dimParam: "N" }, { dimValue: columns }] } } },
});

const transposed = (matrix: Float64Array, rows: number, columns: number) =>
  Float64Array.from(matrix, (_, at) => matrix[(at % rows) * columns + Math.floor(at / rows)]!);
