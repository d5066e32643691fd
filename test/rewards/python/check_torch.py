"""Gradients of an emitted PyTorch module: right where there is one, 0 where there is none, and never over what an episode remembers."""

import sys
from typing import Any

import torch

sys.path.insert(0, sys.argv[1])
import table  # noqa: E402


def given(position: torch.Tensor, p: torch.Tensor | None = None) -> dict[str, Any]:
    n = position.shape[0]
    rows = {"p": torch.ones((n, 2, 3), dtype=position.dtype) if p is None else p, "ok": torch.ones((n, 2), dtype=torch.bool)}
    goal = torch.tensor([0.1, 0.2, 0.3], dtype=position.dtype).expand(n, 3)
    return {"hand": {"position": position, "open": torch.ones(n, dtype=torch.bool)}, "goal": goal, "gear": ["high"] * n, "rows": rows, "said": ["yes"] * n}


def positions(*rows: list[float]) -> torch.Tensor:
    return torch.tensor(rows, dtype=torch.float64, requires_grad=True)


# Differences say the same, of positions on both sides of the choice and of lists.
p = torch.tensor([[[1.0, 2.0, 3.0], [0.5, 0.1, 0.2]]] * 3, dtype=torch.float64, requires_grad=True)
where = positions([0.4, -0.3, 0.7], [1.0, 2.0, 1.5], [-0.2, 0.1, -3.0])
assert torch.autograd.gradcheck(lambda at, q: table.Soft(3).step(given(at, q)).reward, (where, p))
assert torch.autograd.gradcheck(lambda at: table.Soft(3).step(given(at)).counted["turn"], (where,))

# At the goal a distance has no slope; beside the choice stands a division by 0, a logarithm and a root of 0 and less.
where = positions([0.1, 0.2, 0.3], [0.0, 0.0, 1.0], [0.5, 0.5, 0.0])
step = table.Soft(3).step(given(where))
step.reward.sum().backward()
assert where.grad is not None and torch.isfinite(where.grad).all(), where.grad
assert (where.grad[0, :2].abs() < 1).all() and where.grad[2].abs().sum() > 0
at_rest = positions([0.1, 0.2, 0.3])
table.Plain(1).step(given(at_rest)).reward.sum().backward()
assert at_rest.grad is not None and (at_rest.grad == 0).all()

# A refused step has no gradient, and does not spoil that of its neighbours.
where = torch.tensor([[float("nan"), 0.0, 0.0], [1.0, 0.0, 0.0]], dtype=torch.float64, requires_grad=True)
step = table.Plain(2).step(given(where))
assert step.refused.tolist() == [True, False] and torch.isnan(step.reward[0])
torch.nansum(step.reward).backward()
assert where.grad is not None and torch.isfinite(where.grad[1]).all() and where.grad[1].abs().sum() > 0

# What an episode remembers is no part of a later gradient.
soft, first, second = table.Soft(1), positions([1.0, 0.0, 0.0]), positions([2.0, 0.0, 0.0])
soft.step(given(first))
step = soft.step(given(second))
assert step.terms["pull"].item() == 1.0
step.reward.sum().backward()
assert first.grad is None and second.grad is not None and not soft._cell_0.requires_grad

# Single precision, and the reward of one number.
single = table.Plain(2, dtype=torch.float32)
at = torch.tensor([[1.0, 0.0, 0.0], [0.0, 2.0, 0.0]])
assert single.step(given(at)).reward.dtype == torch.float32
assert torch.allclose(table.plain(given(at)).reward, -torch.linalg.norm(at - torch.tensor([0.1, 0.2, 0.3]), dim=1))
print("checked")
