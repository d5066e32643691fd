import { measure } from "./python-rewards.ts";

/** Emitted PyTorch beside PyTorch by hand: for a machine with a GPU. */
export const run = (): Promise<void> => measure("torch", "rewards_torch.py");
