import type { Backend } from "./reward-backends.ts";
import { interpreter } from "./reward-interpreter.ts";
import { inBatch, stepByStep } from "./reward-isolate.ts";
import { numpy } from "./reward-numpy.ts";

/** Everything that runs rewards. */
export const BACKENDS: readonly Backend[] = [interpreter, stepByStep, inBatch, numpy];
