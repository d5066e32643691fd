import { defineEntries } from "../entry.ts";
import { ROAD } from "../fixtures.ts";

export const units = defineEntries({
  unknownUnit: {
    code: "POL0301",
    name: "unknown-unit",
    severity: "error",
    title: "Unknown unit",
    message: "there is no unit `{name}`",
    why: "Units are SI, derived SI, and the few others that the reference lists.",
    wrong: `const a = 3[meter]
`,
    right: `const a = 3[m]
`,
  },
  unitMismatch: {
    code: "POL0302",
    name: "unit-mismatch",
    severity: "error",
    title: "Different dimensions",
    message: "{left} and {right} are of different dimensions",
    why: "Adding or comparing metres and seconds has no meaning. A bare number has no unit except as a field's own datum (a range, `given`, `limit … to`, a controller).",
    wrong: `${ROAD}spec s over road = always gap > 2
`,
    right: `${ROAD}spec s over road = always gap > 2m
`,
  },
  wantedUnit: {
    code: "POL0303",
    name: "wanted-unit",
    severity: "error",
    title: "Wrong dimension",
    message: "{wanted} is wanted here, but this is {found}",
    why: "The place has a dimension of its own; what stands there must have it too.",
    wrong: `${ROAD}controller c over road { accel = speed }
`,
    right: `${ROAD}controller c over road { accel = speed * 0.1[1/s] }
`,
  },
  unitNumber: {
    code: "POL0304",
    name: "unit-number",
    severity: "error",
    title: "Number in a unit",
    message: "only 1 may stand for a number in a unit, not {number}",
    why: "`[1/s]` says that nothing stands above the slash. A factor belongs to the number before the unit.",
    wrong: `const a = 5[2/s]
`,
    right: `const a = 10[1/s]
`,
  },
});
