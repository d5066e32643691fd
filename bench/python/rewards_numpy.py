"""Emitted NumPy beside the same formulas as somebody would write them: `rewards_numpy.py FOLDER`, where FOLDER has the emitted modules."""

import sys
import time
from typing import Any, Callable

import numpy as np

sys.path.insert(0, sys.argv[1])
import ant  # noqa: E402
import drawer_open  # noqa: E402
import pick_cube  # noqa: E402

Given = dict[str, Any]


def drawer_by_hand(o: Given) -> tuple[Any, Given]:
    handle = o["obj1"]["position"]
    dist_to_handle = np.linalg.norm(o["robot"]["ee_position"] - handle, axis=-1)
    goal_diff = np.linalg.norm(handle - o["goal_position"], axis=-1)
    gripper_penalty = np.where((dist_to_handle < 0.1) & (o["robot"]["gripper_openness"] > -1), 1.0, 0.0)
    action_reg = np.linalg.norm(o["action"], axis=-1)
    reward = -dist_to_handle - goal_diff - 0.01 * gripper_penalty - 0.001 * action_reg
    return reward, {"dist_to_handle": dist_to_handle, "goal_diff": goal_diff, "gripper_penalty": gripper_penalty, "action_reg": action_reg}


def ant_by_hand(o: Given) -> tuple[Any, Given]:
    w, action = o["weights"], o["action"]
    progress = o["potential"] - o["prev_potential"]
    up = np.where(o["up_proj"] > 0.93, w["up_weight"], 0.0)
    heading = np.where(o["heading_proj"] > 0.8, w["heading_weight"], w["heading_weight"] * o["heading_proj"] / 0.8)
    action_cost = np.sum(action**2, axis=-1)
    electricity_cost = np.sum(np.abs(action * o["dof_vel_scaled"]), axis=-1)
    dof_at_limit = np.sum(o["dof_pos_scaled"] > 0.99, axis=-1)
    gained = progress + 0.5 + up + heading
    spent = w["actions_cost"] * action_cost + w["energy_cost"] * electricity_cost + w["joints_at_limit_cost"] * dof_at_limit
    terminated = o["torso_height"] < w["termination_height"]
    reward = np.where(terminated, w["death_cost"], gained - spent)
    terms = {"progress": progress, "up": up, "heading": heading, "action_cost": action_cost, "electricity_cost": electricity_cost}
    return reward, {**terms, "dof_at_limit": dof_at_limit, "terminated": terminated, "gained": gained, "spent": spent}


def pick_by_hand(o: Given) -> tuple[Any, Given]:
    cube, held = o["cubeA"]["pose"]["p"], o["robot"]["is_grasped"]
    obj_to_goal_dist = np.linalg.norm(o["goal_position"] - cube, axis=-1)
    is_obj_placed = obj_to_goal_dist <= 0.025
    is_robot_static = np.max(np.abs(o["robot"]["qvel"]), axis=-1) <= 0.2
    success = is_obj_placed & is_robot_static
    tcp_to_obj_dist = np.linalg.norm(cube - o["robot"]["ee_pose"]["p"], axis=-1)
    reaching_reward = 1 - np.tanh(5 * tcp_to_obj_dist)
    place_reward = 1 - np.tanh(5 * obj_to_goal_dist)
    reward = np.where(success, 5.0, reaching_reward + np.where(held, 1 + place_reward, 0.0))
    flags = {"is_obj_placed": is_obj_placed, "is_robot_static": is_robot_static, "success": success}
    return reward, {**flags, "obj_to_goal_dist": obj_to_goal_dist, "tcp_to_obj_dist": tcp_to_obj_dist, "reaching_reward": reaching_reward, "place_reward": place_reward}


def given(n: int) -> dict[str, Given]:
    rng = np.random.default_rng(0)

    def some(*size: int) -> Any:
        return rng.uniform(-1, 1, (n, *size))

    weights = ["up_weight", "heading_weight", "actions_cost", "energy_cost", "joints_at_limit_cost", "termination_height", "death_cost"]
    scalars = {name: some() for name in ("torso_height", "up_proj", "heading_proj", "potential", "prev_potential")}
    return {
        "drawer_open": {"robot": {"ee_position": some(3), "gripper_openness": some()}, "obj1": {"position": some(3)}, "goal_position": some(3), "action": some(4)},
        "ant": {**scalars, "dof_pos_scaled": some(8), "dof_vel_scaled": some(8), "action": some(8), "weights": {name: some() for name in weights}},
        "pick_cube": {"robot": {"ee_pose": {"p": some(3)}, "qvel": some(7), "is_grasped": some() > 0}, "cubeA": {"pose": {"p": some(3)}}, "goal_position": some(3)},
    }


def medians(rounds: int, what: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Microseconds of each, in turn; the first tenth warms up."""
    times: dict[str, list[float]] = {name: [] for name in what}
    for i in range(rounds + rounds // 10):
        for name, run in what.items():
            start = time.perf_counter()
            run()
            if i >= rounds // 10:
                times[name].append(1e6 * (time.perf_counter() - start))
    return {name: float(np.median(all_of)) for name, all_of in times.items()}


REWARDS = {"drawer_open": (drawer_open.DrawerOpen, drawer_by_hand), "ant": (ant.Run, ant_by_hand), "pick_cube": (pick_cube.PickCube, pick_by_hand)}

print(f"us a step (NumPy {np.__version__}, medians, alternating)\n")
print(f"{'reward':14} {'environments':>12} {'Pol':>9} {'by hand':>9} {'ratio':>7}")
for n in (4096, 65536):
    for name, observation in given(n).items():
        kind, by_hand = REWARDS[name]
        pol = kind(n)
        assert np.allclose(pol.step(observation).reward, by_hand(observation)[0], rtol=1e-12)
        us = medians(400 if n < 10_000 else 100, {"pol": lambda: pol.step(observation), "hand": lambda: by_hand(observation)})
        print(f"{name:14} {n:12} {us['pol']:9.0f} {us['hand']:9.0f} {us['pol'] / us['hand']:7.2f}")
