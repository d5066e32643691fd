"""What a caller of an emitted NumPy module can rely on besides its numbers."""

import sys

import numpy as np

sys.path.insert(0, sys.argv[1])
import table  # noqa: E402


def given(n: int, **more: object) -> dict[str, object]:
    hand = {"position": np.tile([3.0, 4.0, 0.0], (n, 1)), "open": np.ones(n, dtype=bool)}
    rows = {"p": np.ones((n, 2, 3)), "ok": np.ones((n, 2), dtype=bool)}
    return {"hand": hand, "goal": np.zeros((n, 3)), "gear": ["high"] * n, "rows": rows, "said": ["yes, all of it"] * n, **more}


def push(n: int) -> dict[str, object]:
    return {"push": np.zeros(n)}


def raises(kind: type[Exception], what: str, call: object) -> None:
    try:
        call()  # type: ignore[operator]
    except kind as error:
        assert what in str(error), error
        return
    raise AssertionError(f"no {kind.__name__} that says {what}")


# Names for an enum, lists without lengths, what may be missing left out, a text.
step = table.Lift(3).step(given(3), push(3))
near = np.sqrt(3.0)
assert np.allclose(step.reward, 0.5 / 5 + 1 - 1 + near + 1), step.reward
assert np.isnan(step.terms["heavy"]).all() and (step.counted["heavy"] == -1).all()
assert step.logs["moved"].shape == (3, 3) and (step.logs["moved"] == 0).all()
assert (step.logs["ok"] == 1).all() and (step.logs["twice"] == 2).all()
assert step.logs["where"]["position"].shape == (3, 3) and (step.logs["where"]["open"] == 1).all()
assert step.logs["reaches"].values.shape == (3, 4) and (step.logs["reaches"].length == 2).all()
assert np.isnan(step.logs["reaches"].values[:, 2:]).all()
assert not step.terminated.any() and not step.refused.any() and step.refused.dtype == bool

# Lengths of their own, numbers for an enum, a load that one of them lacks.
more = given(3, gear=np.array([0, 1, 2]), load=np.array([2.0, np.nan, 5.0]), rows_length=np.array([0, 1, 2]))
step = table.Lift(3).step(more, push(3))
assert np.allclose(step.counted["near"], [7, near, near]) and np.allclose(step.counted["heavy"], [2, -1, 5])
assert np.allclose(step.terms["quick"], [0, 1, 0]) and (step.logs["reaches"].length == [0, 1, 2]).all()

# What is not valid is refused where it is, and nothing is remembered of it.
lift = table.Lift(2)
lift.step(given(2), push(2))
bad = given(2, gear=["high", "fast"])
bad["hand"]["position"] = np.array([[4.0, 4.0, 0.0], [np.nan, 0.0, 0.0]])  # type: ignore[index]
step = lift.step(bad, push(2))
assert (step.refused == [False, True]).all() and np.isnan(step.reward[1]) and np.isnan(step.logs["twice"][1]) and step.logs["reaches"].length[1] == 0
after = given(2)
after["hand"]["position"] = np.array([[5.0, 4.0, 0.0], [5.0, 4.0, 0.0]])  # type: ignore[index]
step = lift.step(after, push(2))
assert np.allclose(step.logs["moved"][:, 0], [1, 2]), step.logs["moved"]
lift.reset(np.array([True, False]))
assert np.allclose(lift.step(given(2), push(2)).logs["moved"][:, 0], [0, -2])

assert (table.Lift(3).step(given(3, gear=np.array([0.5, 1.0, 3.0])), push(3)).refused == [True, False, True]).all()
assert (table.Lift(2).step(given(2, rows_length=np.array([1.5, 2.0])), push(2)).refused == [True, False]).all()

# Stops.
there = given(2, goal=np.array([[3.0, 4.0, 0.0], [0.0, 0.0, 0.0]]))
step = table.Lift(2).step(there, {"push": np.array([0.0, -0.95])})
assert (step.terminated == [True, False]).all() and (step.truncated == [False, True]).all() and (step.stops["there"] == [True, False]).all()
assert step.counted["there"][0] == 10 and step.counted["reach"][0] == 4.5 and np.isclose(step.reward[0], 10 + 4.5 + 1 - 1 + near + 1)

# Nothing that is given or kept is handed on: a caller may use its arrays again.
lift, mine = table.Lift(2), given(2)
first = lift.step(mine, push(2))
kept, parts = first.logs["where"]["position"].copy(), first.logs["parts"].values.copy()
mine["hand"]["position"] += 1.0  # type: ignore[index]
mine["goal"] += 1.0  # type: ignore[operator]
assert (first.logs["where"]["position"] == kept).all() and (first.logs["parts"].values == parts).all()
assert np.allclose(lift.step(mine, push(2)).logs["moved"], 1.0)

# A batch in parts is the batch.
n = 20_000
many = given(n)
many["hand"] = {"position": np.random.default_rng(1).normal(size=(n, 3)), "open": np.ones(n, dtype=bool)}
assert np.allclose(table.plain(many).reward, -np.linalg.norm(many["hand"]["position"], axis=1), rtol=1e-14)
many["goal"] = np.zeros((n, 3))
many["goal"][[3, 19_999]] = np.inf
step = table.plain(many)
assert step.refused.sum() == 2 and step.refused[3] and step.refused[19_999]
big = table.Lift(n)
big.step(many, push(n))
assert (big.step(given(n), push(n)).logs["moved"][[3, 19_999]] == 0).all()

# A list reward has lengths beside it.
step = table.ranked(given(2, rows_length=np.array([1, 2])))
assert step.reward.shape == (2, 4) and (step.length == [1, 2]).all() and np.isnan(step.reward[0, 1:]).all()

raises(KeyError, "`goal` is not given", lambda: table.Plain(2).step({"hand": given(2)["hand"]}))
raises(ValueError, "`goal` has the shape (2, 2), not (2, 3)", lambda: table.Plain(2).step(given(2, goal=np.zeros((2, 2)))))
raises(ValueError, "`rows.p` has the shape", lambda: table.Lift(2).step(given(2, rows={"p": np.ones((2, 5, 3)), "ok": np.ones((2, 5), dtype=bool)}), push(2)))
raises(ValueError, "there are 1 texts, not 2", lambda: table.Lift(2).step(given(2, said=["yes"]), push(2)))
raises(ValueError, "at least 1", lambda: table.Lift(0))
print("checked")
