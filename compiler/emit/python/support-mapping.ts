import type { Support } from "./support.ts";

/** How both targets look into what a step is given. */
export const mappingSupport: Support = {
  _given: `
def _given(values: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """What stands under these keys; None where a key is missing."""
    for key in path:
        if values is None or key not in values:
            return None
        values = values[key]
    return values
`,
  _needed: `
def _needed(values: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value = _given(values, path)
    if value is None:
        raise KeyError(f"\`{'.'.join(path)}\` is not given")
    return value
`,
  _expect: `
def _expect(path: tuple[str, ...], shape: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    if shape != wanted:
        raise ValueError(f"\`{'.'.join(path)}\` has the shape {shape}, not {wanted}")
`,
  _texts: `
def _texts(values: Mapping[str, Any], path: tuple[str, ...], n: int) -> list[Any]:
    given = _given(values, path)
    return [None] * n if given is None else [given] if isinstance(given, str) else list(given)
`,
  _text: `
_HALF = re.compile("[\\ud800-\\udfff]")


def _text(value: Any) -> str | None:
    """A text; None where it is missing, or holds half of a surrogate pair."""
    return value if isinstance(value, str) and _HALF.search(value) is None else None
`,
  _number: `
_DECIMAL = re.compile("[+-]?[0-9]+(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?")


def _number(text: str | None) -> float:
    """The number that the whole of a text is; NaN where it is none, or too large for a double."""
    value = float(text) if text is not None and _DECIMAL.fullmatch(text) else nan
    return value if abs(value) < inf else nan
`,
  _trim: `
_SPACE = "\\t\\n\\v\\f\\r \\xa0\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004\\u2005\\u2006\\u2007\\u2008\\u2009\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"


def _trim(text: str | None) -> str | None:
    return None if text is None else text.strip(_SPACE)
`,
  _find: `
def _find(pattern: re.Pattern[str], text: str | None) -> str | None:
    """What the pattern's one group took in the first place that fits."""
    found = None if text is None else pattern.search(text)
    return None if found is None else found.group(1)
`,
  _matches: `
def _matches(pattern: re.Pattern[str], text: str | None) -> int:
    return 1 if text is None else 2 if pattern.fullmatch(text) else 0
`,
  _same: `
def _same(a: str | None, b: str | None) -> int:
    return 1 if a is None or b is None else 2 if a == b else 0
`,
  _contains: `
def _contains(text: str | None, part: str | None) -> int:
    return 1 if text is None or part is None else 2 if part in text else 0
`,
};
