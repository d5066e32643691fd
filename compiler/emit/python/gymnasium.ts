import type { Source } from "../../../grammar/spans.ts";
import type { ProgramIr } from "../../ir/ir.ts";
import { LISTS, type RewardIr } from "../../ir/reward.ts";
import { emitModule, type PythonModule } from "./module.ts";

/** The rewards in NumPy, each with a wrapper that puts it in place of a Gymnasium environment's own; a list is no reward there. */
export function emitGymnasium(program: ProgramIr, source: Source): PythonModule {
  const rewards = (program.rewards ?? []).filter((reward) => !isList(reward));
  return emitModule({ ...program, rewards }, source, "numpy", {
    imports: ["import gymnasium"],
    behind: (classes) => [WRAPPER, ...classes.map((name) => wrapper(name))],
  });
}

function isList({ nodes, total }: RewardIr): boolean {
  return LISTS.has(nodes[total]!.op);
}

const WRAPPER = `
def _batched(value: Any) -> Any:
    """One environment's observation or action as a batch of one; what is None is left out."""
    if isinstance(value, Mapping):
        return {name: _batched(one) for name, one in value.items() if one is not None}
    return [value] if isinstance(value, str) else np.asarray(value)[None]


def _single(value: Any) -> Any:
    if isinstance(value, Listed):
        return value.values[0, : int(value.length[0])]
    if isinstance(value, dict):
        return {name: _single(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return tuple(_single(one) for one in value)
    return value[0] if value.ndim > 1 else value[0].item()


class RewardWrapper(gymnasium.Wrapper[Any, Any, Any, Any]):
    """An environment that pays what a reward says.

    \`observation\` makes the mapping that the reward reads out of what the environment gives after an action: its observation
    and its info. \`action\` makes the one of the action. Arrays in both are of one environment: a vector is (size,).

    What each part says is in \`info\`: "reward_terms", "reward_counted", "reward_logs", and "reward_stop", the name of what ended
    the episode. Where "reward_refused" is true, an input was not valid, and the reward is NaN. What the environment paid
    itself is "env_reward".

    To have many environments, wrap each: \`gymnasium.make_vec(id, num_envs=n, wrappers=[...])\`.
    """

    def __init__(
        self, env: gymnasium.Env[Any, Any], reward: Any, observation: Callable[[Any, dict[str, Any]], Mapping[str, Any]], action: Callable[[Any], Mapping[str, Any]]
    ) -> None:
        super().__init__(env)
        self._reward = reward
        self._observation = observation
        self._action = action

    def reset(self, *, seed: int | None = None, options: dict[str, Any] | None = None) -> tuple[Any, dict[str, Any]]:
        self._reward.reset()
        return self.env.reset(seed=seed, options=options)

    def step(self, action: Any) -> tuple[Any, SupportsFloat, bool, bool, dict[str, Any]]:
        observation, paid, terminated, truncated, info = self.env.step(action)
        step: Step = self._reward.step(_batched(self._observation(observation, info)), _batched(self._action(action)))
        stops = [name for name, taken in step.stops.items() if taken[0]]
        info = {
            **info,
            "reward_terms": _single(step.terms),
            "reward_counted": _single(step.counted),
            "reward_logs": _single(step.logs),
            "reward_stop": stops[0] if stops else None,
            "reward_refused": bool(step.refused[0]),
            "env_reward": paid,
        }
        return observation, float(step.reward[0]), terminated or bool(step.terminated[0]), truncated or bool(step.truncated[0]), info
`.trim();

function wrapper(name: string): string {
  return `
class ${name}Wrapper(RewardWrapper):
    """\`${name}\` in place of an environment's own reward."""

    def __init__(
        self,
        env: gymnasium.Env[Any, Any],
        observation: Callable[[Any, dict[str, Any]], Mapping[str, Any]],
        action: Callable[[Any], Mapping[str, Any]] = lambda _: {},
    ) -> None:
        super().__init__(env, ${name}(1), observation, action)
`.trim();
}
