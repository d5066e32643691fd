import type { Support } from "./support.ts";
import { mappingSupport } from "./support-mapping.ts";

export const numpySupport: Support = {
  ...mappingSupport,
  _numbers: `
def _numbers(values: Mapping[str, Any], path: tuple[str, ...], shape: tuple[int, ...], may_miss: bool = False) -> Floats:
    value = _given(values, path) if may_miss else _needed(values, path)
    if value is None:
        return np.full(shape, nan)
    array = np.asarray(value, dtype=np.float64)
    _expect(path, array.shape, shape)
    return array
`,
  _truths: `
def _truths(values: Mapping[str, Any], path: tuple[str, ...], shape: tuple[int, ...]) -> Array:
    """Truth values, or numbers that are to be 0 and 1."""
    array = np.asarray(_needed(values, path))
    _expect(path, array.shape, shape)
    return array if array.dtype == np.bool_ else array.astype(np.float64)
`,
  _coded: `
def _coded(values: Mapping[str, Any], path: tuple[str, ...], names: tuple[str, ...]) -> Mapping[str, Any]:
    """Numbers instead of names, counted from 0; NaN of another name."""
    coded = _given(values, path)
    array = np.asarray(coded)
    if array.dtype.kind in "UO" and array.ndim > 0:
        places = {name: float(i) for i, name in enumerate(names)}
        coded = np.array([places.get(one, nan) for one in array.flat]).reshape(array.shape)
    for key in reversed(path):
        coded = {key: coded}
    return cast("Mapping[str, Any]", coded)
`,
  _elements: `
def _elements(values: Mapping[str, Any], path: tuple[str, ...], shape: tuple[int, ...], may_miss: bool = False) -> Array:
    """Lists, filled up behind their ends to as many elements as there is room for."""
    given = _given(values, path) if may_miss else _needed(values, path)
    if given is None:
        return np.full(shape, nan)
    array = np.asarray(given)
    if array.dtype != np.bool_:
        array = array.astype(np.float64, copy=False)
    room = shape[1] - (array.shape[1] if array.ndim > 1 else 0)
    _expect(path, array.shape[:1] + (array.shape[1] + room if array.ndim > 1 and room >= 0 else -1,) + array.shape[2:], shape)
    return array if room == 0 else np.pad(array, [(0, 0), (0, room)] + [(0, 0)] * (array.ndim - 2))
`,
  _lengths: `
def _lengths(values: Mapping[str, Any], path: tuple[str, ...], elements: tuple[str, ...], n: int, may_miss: bool = False) -> Floats:
    """How long each list is: as the key says, else as long as the array is."""
    key = (*path[:-1], path[-1] + "_length")
    if _given(values, key) is not None:
        return _numbers(values, key, (n,))
    given = _given(values, elements) if may_miss else _needed(values, elements)
    return np.full(n, nan if given is None else float(np.shape(given)[1]))
`,
  _outside: `
_MOST = float(np.finfo(np.float64).max)


def _outside(array: Array, low: float = -_MOST, high: float = _MOST, whole: bool = False, may_miss: bool = False, length: Floats | None = None) -> Bools | None:
    """Which environments have a number that is not finite, outside low to high, or not whole; None where none has."""
    if low <= array.min() and array.max() <= high and not (whole and (array != np.floor(array)).any()):
        return None
    good = (array >= low) & (array <= high)
    if whole:
        good &= array == np.floor(array)
    if may_miss:
        good |= array != array
    return _unlike(good, length)
`,
  _infinite: `
def _infinite(*arrays: Array) -> Bools | None:
    """Which environments have a number that is not finite; None where none has. The sum of what is finite mostly is, which is cheap to ask."""
    if np.isfinite(sum(np.add.reduce(array, axis=None) for array in arrays)):
        return None
    return _any_of(*(_unlike(np.isfinite(array), None) for array in arrays))
`,
  _untrue: `
def _untrue(array: Array, may_miss: bool = False, length: Floats | None = None) -> Bools | None:
    """Which environments have what is no truth value; None where none has."""
    if array.dtype == np.bool_:
        return None
    good = (array == 0.0) | (array == 1.0)
    if may_miss:
        good |= array != array
    return _unlike(good, length)
`,
  _true: `
def _true(array: Array) -> Bools:
    return array if array.dtype == np.bool_ else array == 1.0
`,
  _unlike: `
def _unlike(good: Bools, length: Floats | None) -> Bools | None:
    if length is not None:
        beyond = ~(np.arange(good.shape[1]) < length[:, None])
        good = good | beyond.reshape(beyond.shape + (1,) * (good.ndim - 2))
    return None if good.all() else ~np.all(good.reshape(good.shape[0], -1), axis=1)
`,
  _any_of: `
def _any_of(*wrong: Bools | None) -> Bools | None:
    found: Bools | None = None
    for one in wrong:
        if one is not None:
            found = one if found is None else found | one
    return found
`,
  _refuse: `
def _refuse(refused: Bools | None, reward: Array) -> Bools | None:
    """Refuses rewards that are not finite too."""
    if np.isfinite(np.add.reduce(reward, axis=None)):
        return refused
    good = np.isfinite(reward)
    wrong: Bools = ~np.all(good.reshape(good.shape[0], -1), axis=1)
    return wrong if refused is None else refused | wrong
`,
  _shown: `
def _shown(refused: Bools | None, *values: Array) -> tuple[Array, ...]:
    """What a step gives: nothing is known where it is refused."""
    if refused is None:
        return values
    hidden = [refused.reshape(refused.shape + (1,) * (one.ndim - 1)) for one in values]
    return tuple(np.where(where, nan if one.dtype.kind == "f" else one.dtype.type(0), one) for where, one in zip(hidden, values))
`,
  _kept: `
def _kept(refused: Bools | None, old: Array, new: Array) -> Array:
    """What an episode remembers: what it did, where the step is refused."""
    return new if refused is None else np.where(refused.reshape(refused.shape + (1,) * (old.ndim - 1)), old, new)
`,
  _everywhere: `
def _everywhere(value: np.float64, refused: Array) -> Array:
    return np.where(refused, nan, value) if refused.any() else np.broadcast_to(value, refused.shape)
`,
  _filled: `
def _filled(value: Any, n: int) -> Array:
    return np.array(np.broadcast_to(value, (n,)))
`,
  _table: `
def _table(values: Array, n: int) -> Array:
    return np.array(np.broadcast_to(values.reshape(values.shape[0], values.shape[-1]), (n, values.shape[-1])))
`,
  _whole: `
def _whole(length: Any, n: int) -> Array:
    return np.array(np.broadcast_to(length, (n,)), dtype=np.int64)
`,
  _vector: `
def _vector(*components: Array) -> Array:
    return np.stack(components, axis=-1)
`,
  _slices: `
def _slices(n: int, rows: int) -> list[slice]:
    """Parts of a batch that stay near the processor while they are worked on."""
    return [slice(i, min(i + rows, n)) for i in range(0, n, rows)]
`,
  _joined: `
def _joined(parts: list[tuple[Array, ...]]) -> tuple[Array, ...]:
    """Parts of a batch as one. But for the reward, numbers share one piece of memory: many of their own cost more than what is computed."""
    if len(parts) == 1:
        return parts[0]
    columns = list(zip(*parts))
    shared = [i for i, (first, *_) in enumerate(columns) if i > 1 and first.ndim == 1 and first.dtype == np.float64]
    table = np.empty((len(shared), sum(map(len, columns[0]))))
    rows = dict(zip(shared, table))
    return tuple(np.concatenate(column, out=rows.get(i)) for i, column in enumerate(columns))
`,
  _divide: `
def _divide(x: Any, y: Any) -> Array:
    """x / y; NaN where y is 0."""
    return np.where(y == 0.0, nan, np.divide(x, y))
`,
  _log: `
def _log(x: Any) -> Array:
    """NaN at 0 and below."""
    return np.where(x > 0.0, np.log(x), nan)
`,
  _power: `
def _power(x: Any, y: Any) -> Array:
    """x ** y; NaN where either is, of 0 to a negative power, and of 1 and -1 to an infinite one."""
    unknown = (x != x) | (y != y) | ((x == 0.0) & (y < 0.0)) | ((abs(x) == 1.0) & (abs(y) == inf))
    return np.where(unknown, nan, np.power(x, y))
`,
  _round: `
def _round(x: Any) -> Array:
    """Half away from zero."""
    whole: Array = np.trunc(x)
    return np.where(np.abs(x - whole) >= 0.5, whole + np.sign(x), whole)
`,
  _spread: `
def _spread(x: Any, axes: int, size: int) -> Array:
    """The same for each of a loop's indices."""
    array = np.asarray(x)
    array = array.reshape((1,) * axes) if array.ndim == 0 else array
    return np.broadcast_to(array, array.shape[:-1] + (size,))
`,
  _stack: `
def _stack(axes: int, *items: Any) -> Array:
    """A list of these elements, along a new last axis."""
    arrays = [np.asarray(one) for one in items]
    arrays = [one.reshape((1,) * axes) if one.ndim == 0 else one for one in arrays]
    return np.stack(np.broadcast_arrays(*arrays), axis=-1)
`,
  _element: `
def _element(values: Array, index: Any, length: Any, nothing: Any) -> Array:
    """The element at an index; outside the list nothing."""
    at = np.asarray(index)
    at = at.reshape((1,) * (values.ndim - 1)) if at.ndim == 0 else at
    inside = (at >= 0.0) & (at < length) & (at < values.shape[-1]) & (at == np.floor(at))
    taken = np.take_along_axis(values, np.where(inside, at, 0.0).astype(np.intp)[..., None], axis=-1)[..., 0]
    return np.where(inside, taken, nothing)
`,
  _along: `
def _along(operation: np.ufunc, x: Array) -> Array:
    """Along the last axis; a short one costs less as the first."""
    result: Array = operation.reduce(x, axis=-1) if x.shape[-1] > 32 else operation.reduce(np.ascontiguousarray(np.moveaxis(x, -1, 0)), axis=0)
    return result
`,
  _count: `
def _count(*truths: Bools) -> Floats:
    """How many of them hold; bytes are added faster than doubles."""
    total = truths[0].view(np.uint8) + truths[1].view(np.uint8)
    for one in truths[2:]:
        total = total + one.view(np.uint8)
    return total.astype(np.float64)
`,
  _argmin: `
def _argmin(values: Array) -> Array:
    """The first index of the least along the last axis; NaN where any is."""
    return np.where(np.isnan(np.min(values, axis=-1)), nan, np.argmin(values, axis=-1))
`,
  _sorted: `
def _sorted(values: Array) -> Array:
    """Ascending; all NaN where any is."""
    array = np.sort(values, axis=-1)
    return np.where(np.isnan(array[..., -1:]), nan, array)
`,
  _newest: `
def _newest(x: Any, past: Array, size: int) -> Array:
    """A value in front of those before it, as many as there is room for."""
    return np.concatenate([np.broadcast_to(x, past.shape[:1])[:, None], past[:, :size - 1]], axis=1)
`,
};
