"""A wrapped environment pays what the reward says, and ends where it says so."""

import sys
from typing import Any

import gymnasium
import numpy as np

sys.path.insert(0, sys.argv[1])
import table  # noqa: E402


class Line(gymnasium.Env[Any, Any]):
    """A hand that goes along one axis towards a goal at 1 m."""

    observation_space = gymnasium.spaces.Box(-10.0, 10.0, (3,), np.float64)
    action_space = gymnasium.spaces.Box(-1.0, 1.0, (1,))

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        super().reset(seed=seed)
        self.at = np.zeros(3)
        return self.at.copy(), {}

    def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        self.at[0] += action[0]
        return self.at.copy(), -1.0, False, False, {"said": "yes"}


def observed(at: Any, info: dict[str, Any]) -> dict[str, Any]:
    rows = {"p": np.ones((2, 3)), "ok": np.ones(2, dtype=bool)}
    return {"hand": {"position": at, "open": True}, "goal": np.array([1.0, 0.0, 0.0]), "gear": "high", "load": None, "rows": rows, "rows_length": 1, "said": info["said"]}


def acted(action: Any) -> dict[str, Any]:
    return {"push": action[0]}


env = table.LiftWrapper(Line(), observed, acted)
for _ in range(2):
    env.reset(seed=1)
    _, reward, terminated, truncated, info = env.step(np.array([0.5]))
    assert np.isclose(float(reward), 0.5 / 0.5 + 1 - 1 + np.sqrt(3) + 1) and not terminated and not truncated, reward
    assert np.isnan(info["reward_terms"]["heavy"]) and info["reward_counted"]["heavy"] == -1 and info["env_reward"] == -1
    # An episode begins with its first step: nothing was before.
    assert info["reward_logs"]["moved"].shape == (3,) and info["reward_logs"]["moved"][0] == 0
    assert np.allclose(info["reward_logs"]["reaches"], [np.sqrt(3)]) and info["reward_logs"]["where"]["open"] == 1 and info["reward_stop"] is None
    _, reward, terminated, truncated, info = env.step(np.array([0.5]))
    assert terminated and not truncated and info["reward_stop"] == "there" and info["reward_logs"]["moved"][0] == 0.5

env.reset()
_, _, terminated, truncated, info = env.step(np.array([-0.95]))
assert truncated and not terminated and info["reward_stop"] == "stuck"
_, reward, terminated, truncated, info = env.step(np.array([np.nan]))
assert np.isnan(float(reward)) and info["reward_refused"] and not terminated

# Many at once: each is wrapped.
gymnasium.register("Line-v0", Line)
many = gymnasium.make_vec("Line-v0", num_envs=3, wrappers=[lambda one: table.PlainWrapper(one, observed)])
many.reset()
_, rewards, *_ = many.step(np.array([[0.1], [0.2], [0.3]]))
assert np.allclose(rewards, [-0.9, -0.8, -0.7]), rewards
print("checked")
