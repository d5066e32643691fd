import { cellsOf, indicesOf, isStateful, type Frame } from "./frame.ts";
import { sizeOf, type Plan } from "./plan.ts";
import { bracketed, indented } from "./text.ts";

/** Doubles of the largest array of a part: they fit into a processor's nearest caches, and memory is used again. */
const PART = 8192;

export const numpyFrame: Frame = {
  head: (uses, more) => [
    ...imports(uses),
    ...more,
    "import numpy as np",
    "import numpy.typing as npt",
    "",
    "Array = npt.NDArray[Any]",
    "Floats = npt.NDArray[np.float64]",
    "Bools = npt.NDArray[np.bool_]",
  ],
  constructorLines: (plan) => [
    "def __init__(self, n: int) -> None:",
    ...[
      "if n < 1:",
      '    raise ValueError("`n` is how many environments there are: at least 1")',
      "self.n = n",
      ...(isStateful(plan.reward) ? ["self._steps = np.zeros(n)"] : []),
      ...cellsOf(plan).map(({ name, shape, isTruth }) => `${name} = np.zeros(${shape}${isTruth ? ", dtype=np.bool_" : ""})`),
      ...indicesOf(plan).map(({ loop, size, shape }) => `self._index_${loop} = np.arange(${size}.0).reshape${shape}`),
    ].map((line) => `    ${line}`),
  ],
  methods: () => [],
  reset: "np.zeros(self.n) if mask is None else np.where(mask, 0.0, self._steps)",
  refused: "Bools | None",
  cut: (names) => [
    "n = rows.stop - rows.start",
    "refused = None if refused is None else refused[rows]",
    ...names.map((name) => `${name} = ${name}[rows]`),
  ],
  partParameters: ["rows: slice"],
  parts: (plan, operands, checks) => [
    'with np.errstate(all="ignore"):',
    ...indented([
      ...(checks.length > 0 ? bracketed("refused = _any_of(", checks, ")") : ["refused = None"]),
      ...bracketed("out = _joined([self._part(", ["rows", "refused", ...operands], `) for rows in _slices(self.n, ${rowsOf(plan)})])`),
    ]),
  ],
  refusedRows: "np.zeros(n, dtype=np.bool_) if refused is None else refused",
  zeros: "np.zeros_like(out[0])",
};

export function imports(uses: (name: string) => boolean): string[] {
  const math = ["inf", "nan"].filter(uses), typing = ["Any", "NamedTuple", ...["SupportsFloat", "cast"].filter(uses)];
  return [
    "from __future__ import annotations",
    "",
    ...(uses("re") ? ["import re"] : []),
    `from collections.abc import ${[...["Callable"].filter(uses), "Mapping"].join(", ")}`,
    ...(math.length > 0 ? [`from math import ${math.join(", ")}`] : []),
    `from typing import ${typing.join(", ")}`,
    "",
  ];
}

function rowsOf({ reward, axes }: Plan): number {
  const elements = reward.nodes.map((node, id) => {
    const loops = new Set([...axes.loops[id]!, ...(node.loop === undefined ? [] : [node.loop])]);
    return [...loops].reduce((size, loop) => size * sizeOf(reward.loops[loop]!), 1);
  });
  return Math.max(1, Math.floor(PART / Math.max(...elements)));
}
