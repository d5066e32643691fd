"""Runs emitted modules over batches of steps: `run.py numpy|torch FOLDER`, where FOLDER/cases.json says what; the answer is on standard output."""

import importlib
import json
import math
import sys
from typing import Any

target, folder = sys.argv[1], sys.argv[2]
sys.path.insert(0, folder)

if target == "torch":
    import torch
else:
    import numpy as np


def plain(value: Any) -> Any:
    """What JSON can say: numbers that are not finite are texts."""
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if hasattr(value, "detach"):
        value = value.detach()
    return plain(value.tolist()) if hasattr(value, "tolist") else value


def mask(flags: list[bool]) -> Any:
    return torch.tensor(flags) if target == "torch" else np.array(flags)


def run(case: dict[str, Any]) -> list[Any]:
    reward = getattr(importlib.import_module(case["module"]), case["name"])(case["n"])
    steps = []
    for step in case["steps"]:
        reward.reset(mask(step["reset"]))
        steps.append(plain(reward.step(step["observation"], step["action"])._asdict()))
    return steps


with open(f"{folder}/cases.json", encoding="utf-8") as file:
    cases = json.load(file)
json.dump([run(case) for case in cases], sys.stdout)
