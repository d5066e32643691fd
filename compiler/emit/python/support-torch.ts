import type { Support } from "./support.ts";
import { mappingSupport } from "./support-mapping.ts";

export const torchSupport: Support = {
  ...mappingSupport,
  _numbers: `
def _numbers(values: Mapping[str, Any], path: tuple[str, ...], shape: tuple[int, ...], like: torch.Tensor, may_miss: bool = False) -> torch.Tensor:
    value = _given(values, path) if may_miss else _needed(values, path)
    if value is None:
        return torch.full(shape, nan, dtype=like.dtype, device=like.device)
    array = torch.as_tensor(value, dtype=like.dtype, device=like.device)
    _expect(path, tuple(array.shape), shape)
    return array
`,
  _truths: `
def _truths(values: Mapping[str, Any], path: tuple[str, ...], shape: tuple[int, ...], like: torch.Tensor) -> torch.Tensor:
    """Truth values, or numbers that are to be 0 and 1."""
    array = torch.as_tensor(_needed(values, path), device=like.device)
    _expect(path, tuple(array.shape), shape)
    return array if array.dtype == torch.bool else array.to(like.dtype)
`,
  _coded: `
def _coded(values: Mapping[str, Any], path: tuple[str, ...], names: tuple[str, ...]) -> Mapping[str, Any]:
    """Numbers instead of names, counted from 0; NaN of another name."""
    coded = _given(values, path)
    places: dict[Any, float] = {name: float(i) for i, name in enumerate(names)}

    def number(one: Any) -> Any:
        return [number(inner) for inner in one] if isinstance(one, (list, tuple)) else places.get(one, nan) if isinstance(one, str) or one is None else one

    if isinstance(coded, (list, tuple)):
        coded = number(coded)
    for key in reversed(path):
        coded = {key: coded}
    return cast("Mapping[str, Any]", coded)
`,
  _elements: `
def _elements(values: Mapping[str, Any], path: tuple[str, ...], shape: tuple[int, ...], like: torch.Tensor, may_miss: bool = False) -> torch.Tensor:
    """Lists, filled up behind their ends to as many elements as there is room for."""
    given = _given(values, path) if may_miss else _needed(values, path)
    if given is None:
        return torch.full(shape, nan, dtype=like.dtype, device=like.device)
    array = torch.as_tensor(given, device=like.device)
    if array.dtype != torch.bool:
        array = torch.as_tensor(given, dtype=like.dtype, device=like.device)
    room = shape[1] - (array.shape[1] if array.ndim > 1 else 0)
    _expect(path, tuple(array.shape[:1]) + (array.shape[1] + room if array.ndim > 1 and room >= 0 else -1,) + tuple(array.shape[2:]), shape)
    return array if room == 0 else torch.nn.functional.pad(array, (0, 0) * (array.ndim - 2) + (0, room))
`,
  _lengths: `
def _lengths(values: Mapping[str, Any], path: tuple[str, ...], elements: tuple[str, ...], n: int, like: torch.Tensor, may_miss: bool = False) -> torch.Tensor:
    """How long each list is: as the key says, else as long as the array is."""
    key = (*path[:-1], path[-1] + "_length")
    if _given(values, key) is not None:
        return _numbers(values, key, (n,), like)
    given = _given(values, elements) if may_miss else _needed(values, elements)
    length = nan if given is None else float(torch.as_tensor(given).shape[1])
    return torch.full((n,), length, dtype=like.dtype, device=like.device)
`,
  _outside: `
def _outside(
    array: torch.Tensor, low: float = -inf, high: float = inf, whole: bool = False, may_miss: bool = False, length: torch.Tensor | None = None
) -> torch.Tensor:
    """Which environments have a number that is not finite, outside low to high, or not whole."""
    most = torch.finfo(array.dtype).max
    good = (array >= max(low, -most)) & (array <= min(high, most))
    if whole:
        good = good & (array == torch.floor(array))
    if may_miss:
        good = good | (array != array)
    return _unlike(good, length)
`,
  _infinite: `
def _infinite(*arrays: torch.Tensor) -> torch.Tensor:
    """Which environments have a number that is not finite: 0 times such a one is not 0."""
    zeros = [array.detach() * 0 for array in arrays]
    flat = [zero if zero.ndim == 1 else zero.reshape(zero.shape[0], -1).sum(dim=1) for zero in zeros]
    total = flat[0]
    for one in flat[1:]:
        total = total + one
    return total != 0
`,
  _untrue: `
def _untrue(array: torch.Tensor, may_miss: bool = False, length: torch.Tensor | None = None) -> torch.Tensor:
    """Which environments have what is no truth value."""
    good = (array == 0) | (array == 1)
    if may_miss:
        good = good | (array != array)
    return _unlike(good, length)
`,
  _true: `
def _true(array: torch.Tensor) -> torch.Tensor:
    return array if array.dtype == torch.bool else array == 1
`,
  _unlike: `
def _unlike(good: torch.Tensor, length: torch.Tensor | None) -> torch.Tensor:
    if length is not None:
        beyond = ~(torch.arange(good.shape[1], device=good.device) < length[:, None])
        good = good | beyond.reshape(beyond.shape + (1,) * (good.ndim - 2))
    return ~good if good.ndim == 1 else ~good.reshape(good.shape[0], -1).all(dim=1)
`,
  _any_of: `
def _any_of(first: torch.Tensor, *wrong: torch.Tensor) -> torch.Tensor:
    for one in wrong:
        first = first | one
    return first
`,
  _refuse: `
def _refuse(refused: torch.Tensor, reward: torch.Tensor) -> torch.Tensor:
    """Refuses rewards that are not finite too."""
    good = torch.isfinite(reward)
    return refused | ~(good if good.ndim == 1 else good.all(dim=1))
`,
  _shown: `
def _shown(refused: torch.Tensor, *values: torch.Tensor) -> tuple[torch.Tensor, ...]:
    """What a step gives: nothing is known where it is refused."""
    hidden = torch.zeros_like(values[0] if values[0].ndim == 1 else values[0][:, 0]).masked_fill(refused, nan)
    return tuple(_hidden(refused, hidden, one) for one in values)
`,
  _hidden: `
def _hidden(refused: torch.Tensor, hidden: torch.Tensor, value: torch.Tensor) -> torch.Tensor:
    if value.is_floating_point():
        return value + (hidden if value.ndim == 1 else hidden[:, None])
    return value.masked_fill(refused, 0)
`,
  _kept: `
def _kept(refused: torch.Tensor, old: torch.Tensor, new: torch.Tensor) -> torch.Tensor:
    """What an episode remembers: what it did, where the step is refused. No gradient goes back to an earlier step."""
    return torch.where(refused.reshape(refused.shape + (1,) * (old.ndim - 1)), old, new.detach())
`,
  _everywhere: `
def _everywhere(value: torch.Tensor, refused: torch.Tensor) -> torch.Tensor:
    return torch.where(refused, nan, value)
`,
  _filled: `
def _filled(value: torch.Tensor, n: int) -> torch.Tensor:
    return value.expand(n).clone()
`,
  _table: `
def _table(values: torch.Tensor, n: int) -> torch.Tensor:
    return values.reshape(values.shape[0], values.shape[-1]).expand(n, -1).clone()
`,
  _whole: `
def _whole(length: torch.Tensor, n: int) -> torch.Tensor:
    return torch.nan_to_num(length).expand(n).to(torch.int64)
`,
  _vector: `
def _vector(*components: torch.Tensor) -> torch.Tensor:
    return torch.stack(components, dim=-1)
`,
  _Finite: `
class _Finite(torch.autograd.Function):
    """Nothing to values; to a gradient that is not finite, 0."""

    @staticmethod
    def forward(x: torch.Tensor) -> torch.Tensor:
        return x.view_as(x)

    @staticmethod
    def setup_context(ctx: Any, inputs: Any, output: Any) -> None:
        pass

    @staticmethod
    def backward(ctx: Any, *gradients: torch.Tensor) -> torch.Tensor:
        return torch.nan_to_num(gradients[0], nan=0.0, posinf=0.0, neginf=0.0)
`,
  _steep: `
def _steep(x: torch.Tensor) -> torch.Tensor:
    """An operand whose slope has no bound: such a branch of a choice would spoil the gradient of the one that is taken."""
    return cast(torch.Tensor, cast(Any, _Finite).apply(x)) if x.requires_grad else x
`,
  _divide: `
def _divide(x: Any, y: torch.Tensor) -> torch.Tensor:
    """x / y; NaN where y is 0."""
    x = _steep(x) if isinstance(x, torch.Tensor) else x
    return torch.where(y == 0, nan, x / _steep(y))
`,
  _log: `
def _log(x: torch.Tensor) -> torch.Tensor:
    """NaN at 0 and below."""
    return torch.where(x > 0, torch.log(_steep(x)), nan)
`,
  _power: `
def _power(x: Any, y: Any) -> torch.Tensor:
    """x ** y; NaN where either is, of 0 to a negative power, and of 1 and -1 to an infinite one."""
    unknown = (x != x) | (y != y) | ((x == 0) & (y < 0)) | ((abs(x) == 1) & (abs(y) == inf))
    x, y = (_steep(one) if isinstance(one, torch.Tensor) else one for one in (x, y))
    return torch.where(unknown, nan, torch.pow(x, y))
`,
  _sign: `
def _sign(x: torch.Tensor) -> torch.Tensor:
    """NaN of NaN."""
    return torch.where(x == x, torch.sign(x), x)
`,
  _round: `
def _round(x: torch.Tensor) -> torch.Tensor:
    """Half away from zero."""
    whole = torch.trunc(x)
    return torch.where(torch.abs(x - whole) >= 0.5, whole + torch.sign(x), whole)
`,
  _spread: `
def _spread(x: torch.Tensor, axes: int, size: int) -> torch.Tensor:
    """The same for each of a loop's indices."""
    array = x.reshape((1,) * axes) if x.ndim == 0 else x
    return array.expand(array.shape[:-1] + (size,))
`,
  _stack: `
def _stack(axes: int, *items: torch.Tensor) -> torch.Tensor:
    """A list of these elements, along a new last axis."""
    arrays = [one.reshape((1,) * axes) if one.ndim == 0 else one for one in items]
    shape = [max(sizes) for sizes in zip(*(one.shape for one in arrays))]
    return torch.stack([one.expand(shape) for one in arrays], dim=-1)
`,
  _element: `
def _element(values: torch.Tensor, index: torch.Tensor, length: Any, nothing: Any) -> torch.Tensor:
    """The element at an index; outside the list nothing."""
    at = index.reshape((1,) * (values.ndim - 1)) if index.ndim == 0 else index
    inside = (at >= 0) & (at < length) & (at < values.shape[-1]) & (at == torch.floor(at))
    taken = torch.take_along_dim(values, torch.where(inside, at, 0).to(torch.int64)[..., None], dim=-1)[..., 0]
    return torch.where(inside, taken, nothing)
`,
  _count: `
def _count(dtype: torch.dtype, *truths: torch.Tensor) -> torch.Tensor:
    """How many of them hold."""
    total = truths[0].to(dtype)
    for one in truths[1:]:
        total = total + one
    return total
`,
  _argmin: `
def _argmin(values: torch.Tensor) -> torch.Tensor:
    """The first index of the least along the last axis; NaN where any is."""
    return torch.where(torch.isnan(torch.amin(values, dim=-1)), nan, torch.argmin(values, dim=-1).to(values.dtype))
`,
  _sorted: `
def _sorted(values: torch.Tensor) -> torch.Tensor:
    """Ascending; all NaN where any is."""
    array = torch.sort(values, dim=-1).values
    return torch.where(torch.isnan(array[..., -1:]), nan, array)
`,
  _newest: `
def _newest(x: torch.Tensor, past: torch.Tensor, size: int) -> torch.Tensor:
    """A value in front of those before it, as many as there is room for."""
    return torch.cat([x.expand(past.shape[0])[:, None], past[:, :size - 1]], dim=1)
`,
};
