import { cellsOf, indicesOf, isStateful, type Frame } from "./frame.ts";
import { imports } from "./frame-numpy.ts";
import { bracketed } from "./text.ts";

export const torchFrame: Frame = {
  head: (uses, more) => [...imports(uses), ...more, "import torch"],
  constructorLines: (plan) => [
    'def __init__(self, n: int, device: torch.device | str = "cpu", dtype: torch.dtype = torch.float64) -> None:',
    ...[
      "if n < 1:",
      '    raise ValueError("`n` is how many environments there are: at least 1")',
      "self.n = n",
      "self.dtype = dtype",
      "self.device = torch.device(device)",
      "self._like = torch.zeros((), dtype=dtype, device=device)",
      "self._constants: dict[float, torch.Tensor] = {}",
      ...(isStateful(plan.reward) ? ["self._steps = torch.zeros(n, dtype=dtype, device=device)"] : []),
      ...cellsOf(plan).map(({ name, shape, isTruth }) => `${name} = torch.zeros(${shape}, dtype=${isTruth ? "torch.bool" : "dtype"}, device=device)`),
      ...indicesOf(plan).map(({ loop, size, shape }) => `self._index_${loop} = torch.arange(${size}, dtype=dtype, device=device).reshape${shape}`),
    ].map((line) => `    ${line}`),
  ],
  methods: (uses) => [
    ...(uses("_constant") ? [[
      "def _constant(self, value: float) -> torch.Tensor:",
      "    known = self._constants.get(value)",
      "    if known is None:",
      "        known = self._constants[value] = torch.full((), value, dtype=self.dtype, device=self.device)",
      "    return known",
    ]] : []),
    ...(uses("_truth") ? [[
      "def _truth(self, value: bool) -> torch.Tensor:",
      "    return torch.full((), value, dtype=torch.bool, device=self.device)",
    ]] : []),
  ],
  reset: "torch.zeros_like(self._steps) if mask is None else torch.where(mask, 0.0, self._steps)",
  refused: "torch.Tensor",
  cut: () => ["n = self.n"],
  partParameters: [],
  parts: (_, operands, checks) => [
    ...(checks.length > 0 ? bracketed("refused = _any_of(", checks, ")") : ["refused = torch.zeros(self.n, dtype=torch.bool, device=self.device)"]),
    ...bracketed("out = self._part(", ["refused", ...operands], ")"),
  ],
  refusedRows: "refused",
  zeros: "torch.zeros_like(out[0])",
};
