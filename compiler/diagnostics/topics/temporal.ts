import { defineEntries } from "../entry.ts";
import { ROAD } from "../fixtures.ts";

export const temporal = defineEntries({
  windowNotWhole: {
    code: "POL0701",
    name: "window-not-whole",
    severity: "error",
    title: "Not a whole number of samples",
    message: "this is {samples} samples at {rate} a second",
    why: "Formulas are judged at samples. A bound between two samples would mean one thing here and another in a tool that rounds.",
    wrong: `${ROAD}spec s over road = always (speed > 1[m/s] implies once[0.25s] gap > 2m)
`,
    right: `${ROAD}spec s over road = always (speed > 1[m/s] implies once[0.3s] gap > 2m)
`,
  },
  windowOrder: {
    code: "POL0702",
    name: "window-order",
    severity: "error",
    title: "Window ends before it begins",
    message: "the window from {low} s to {high} s holds nothing",
    why: "Both ends of a window count from now, are not negative, and the second is not before the first.",
    wrong: `${ROAD}spec s over road = eventually[2s, 1s] gap > 2m
`,
    right: `${ROAD}spec s over road = eventually[1s, 2s] gap > 2m
`,
  },
  marginNotAlways: {
    code: "POL0703",
    name: "margin-not-always",
    severity: "error",
    title: "Margin of something that is not `always`",
    message: "`{name}` is not of the form `always …`, so it has no margin now",
    why: "`margin(s)` is the robustness of φ at this instant, where s is `always φ`. Of any spec there is `robustness(s)`.",
    wrong: `${ROAD}spec there over road = eventually gap < 5m
reward r over road = margin(there) / 1m
`,
    right: `${ROAD}spec apart over road = always gap > 5m
reward r over road = margin(apart) / 1m
`,
  },
  marginNoDimension: {
    code: "POL0704",
    name: "margin-no-dimension",
    severity: "error",
    title: "Comparisons of different dimensions",
    message: "the comparisons in `{name}` are of different dimensions, so its robustness has none",
    why: "The least of a distance and a speed is no quantity. Scale each to a plain number: `gap / 1m > 2`.",
    wrong: `${ROAD}spec both over road = always (gap > 2m and speed < 30[m/s])
reward r over road = margin(both)
`,
    right: `${ROAD}spec both over road = always (gap / 1m > 2 and speed / 1[m/s] < 30)
reward r over road = margin(both)
`,
  },
});
