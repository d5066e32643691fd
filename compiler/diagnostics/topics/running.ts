import { defineEntries } from "../entry.ts";
import { ROAD } from "../fixtures.ts";

export const running = defineEntries({
  notRunning: {
    code: "POL1201",
    name: "not-running",
    severity: "warning",
    title: "Does not run yet",
    message: "{what} does not run yet",
    why: "It is read and its names and types are checked as far as possible. A guard or test that needs it refuses to run rather than leave it out.",
    wrong: `${ROAD}model critic over road = onnx("critic.onnx") gives number
`,
    right: ROAD,
  },
});
