import { defineEntries } from "../entry.ts";
import { ROAD } from "../fixtures.ts";

export const model = defineEntries({
  missingModel: {
    code: "POL1101",
    name: "missing-model",
    severity: "warning",
    title: "Model file not there",
    message: "there is no model file `{file}`",
    why: "The file can be checked without it, but not built or run. Paths are relative to the `.pol` file.",
    wrong: `${ROAD}policy net over road = onnx("no-such.onnx")
`,
    right: `${ROAD}policy net over road = agent
`,
  },
});
