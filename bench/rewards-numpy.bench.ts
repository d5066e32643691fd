import { measure } from "./python-rewards.ts";

/** Emitted NumPy beside NumPy by hand. */
export const run = (): Promise<void> => measure("numpy", "rewards_numpy.py");
