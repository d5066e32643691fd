"""Emitted PyTorch beside the same formulas as somebody would write them, a million environments at once, on a GPU where there is one:
`rewards_torch.py FOLDER`, where FOLDER has the emitted modules. It needs nothing but Python and PyTorch."""

import sys
import time
from typing import Any, Callable

import torch

sys.path.insert(0, sys.argv[1])
import ant  # noqa: E402
import drawer_open  # noqa: E402
import pick_cube  # noqa: E402

Given = dict[str, Any]
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
N = 1_000_000


def drawer_by_hand(o: Given) -> tuple[torch.Tensor, Given]:
    handle = o["obj1"]["position"]
    dist_to_handle = torch.linalg.norm(o["robot"]["ee_position"] - handle, dim=-1)
    goal_diff = torch.linalg.norm(handle - o["goal_position"], dim=-1)
    gripper_penalty = torch.where((dist_to_handle < 0.1) & (o["robot"]["gripper_openness"] > -1), 1.0, 0.0)
    action_reg = torch.linalg.norm(o["action"], dim=-1)
    reward = -dist_to_handle - goal_diff - 0.01 * gripper_penalty - 0.001 * action_reg
    return reward, {"dist_to_handle": dist_to_handle, "goal_diff": goal_diff, "gripper_penalty": gripper_penalty, "action_reg": action_reg}


def ant_by_hand(o: Given) -> tuple[torch.Tensor, Given]:
    w, action = o["weights"], o["action"]
    up = torch.where(o["up_proj"] > 0.93, w["up_weight"], 0.0)
    heading = torch.where(o["heading_proj"] > 0.8, w["heading_weight"], w["heading_weight"] * o["heading_proj"] / 0.8)
    action_cost = torch.sum(action**2, dim=-1)
    electricity_cost = torch.sum(torch.abs(action * o["dof_vel_scaled"]), dim=-1)
    dof_at_limit = torch.sum(o["dof_pos_scaled"] > 0.99, dim=-1)
    progress = o["potential"] - o["prev_potential"]
    gained = progress + 0.5 + up + heading
    spent = w["actions_cost"] * action_cost + w["energy_cost"] * electricity_cost + w["joints_at_limit_cost"] * dof_at_limit
    terminated = o["torso_height"] < w["termination_height"]
    reward = torch.where(terminated, w["death_cost"], gained - spent)
    terms = {"progress": progress, "up": up, "heading": heading, "action_cost": action_cost, "electricity_cost": electricity_cost}
    return reward, {**terms, "dof_at_limit": dof_at_limit, "terminated": terminated, "gained": gained, "spent": spent}


def pick_by_hand(o: Given) -> tuple[torch.Tensor, Given]:
    cube, held = o["cubeA"]["pose"]["p"], o["robot"]["is_grasped"]
    obj_to_goal_dist = torch.linalg.norm(o["goal_position"] - cube, dim=-1)
    is_obj_placed = obj_to_goal_dist <= 0.025
    is_robot_static = torch.abs(o["robot"]["qvel"]).amax(dim=-1) <= 0.2
    success = is_obj_placed & is_robot_static
    tcp_to_obj_dist = torch.linalg.norm(cube - o["robot"]["ee_pose"]["p"], dim=-1)
    reaching_reward = 1 - torch.tanh(5 * tcp_to_obj_dist)
    place_reward = 1 - torch.tanh(5 * obj_to_goal_dist)
    reward = torch.where(success, 5.0, reaching_reward + torch.where(held, 1 + place_reward, 0.0))
    flags = {"is_obj_placed": is_obj_placed, "is_robot_static": is_robot_static, "success": success}
    return reward, {**flags, "obj_to_goal_dist": obj_to_goal_dist, "tcp_to_obj_dist": tcp_to_obj_dist, "reaching_reward": reaching_reward, "place_reward": place_reward}


def given() -> dict[str, Given]:
    source = torch.Generator(device).manual_seed(0)

    def some(*size: int) -> torch.Tensor:
        return 2 * torch.rand((N, *size), generator=source, device=device) - 1

    weights = ["up_weight", "heading_weight", "actions_cost", "energy_cost", "joints_at_limit_cost", "termination_height", "death_cost"]
    scalars = {name: some() for name in ("torso_height", "up_proj", "heading_proj", "potential", "prev_potential")}
    return {
        "drawer_open": {"robot": {"ee_position": some(3), "gripper_openness": some()}, "obj1": {"position": some(3)}, "goal_position": some(3), "action": some(4)},
        "ant": {**scalars, "dof_pos_scaled": some(8), "dof_vel_scaled": some(8), "action": some(8), "weights": {name: some() for name in weights}},
        "pick_cube": {"robot": {"ee_pose": {"p": some(3)}, "qvel": some(7), "is_grasped": some() > 0}, "cubeA": {"pose": {"p": some(3)}}, "goal_position": some(3)},
    }


def medians(rounds: int, what: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Microseconds of each, in turn, until the device is done; the first three warm up."""
    times: dict[str, list[float]] = {name: [] for name in what}
    for i in range(rounds + 3):
        for name, run in what.items():
            start = time.perf_counter()
            run()
            if device.type == "cuda":
                torch.cuda.synchronize()
            if i >= 3:
                times[name].append(1e6 * (time.perf_counter() - start))
    return {name: sorted(all_of)[len(all_of) // 2] for name, all_of in times.items()}


REWARDS = {"drawer_open": (drawer_open.DrawerOpen, drawer_by_hand), "ant": (ant.Run, ant_by_hand), "pick_cube": (pick_cube.PickCube, pick_by_hand)}

where = torch.cuda.get_device_name() if device.type == "cuda" else f"no GPU here, {torch.get_num_threads()} threads of the processor"
print(f"us a step of {N:,} environments in single precision (PyTorch {torch.__version__}, {where}; medians, alternating)\n")
print(f"{'reward':14} {'Pol':>9} {'by hand':>9} {'ratio':>7} {'Pol compiled':>14} {'by hand compiled':>18} {'ratio':>7}")
with torch.no_grad():
    for name, observation in given().items():
        kind, by_hand = REWARDS[name]
        pol = kind(N, device=device, dtype=torch.float32)
        assert torch.allclose(pol.step(observation).reward, by_hand(observation)[0], rtol=1e-4, atol=1e-5)
        fast, hand = torch.compile(pol.step), torch.compile(by_hand)
        what = {"pol": lambda: pol.step(observation), "hand": lambda: by_hand(observation), "fast": lambda: fast(observation), "fast hand": lambda: hand(observation)}
        us = medians(100 if device.type == "cuda" else 10, what)
        print(f"{name:14} {us['pol']:9.0f} {us['hand']:9.0f} {us['pol'] / us['hand']:7.2f} {us['fast']:14.0f} {us['fast hand']:18.0f} {us['fast'] / us['fast hand']:7.2f}")
