import { ifThenElse, switchOver, tryCatch, whileDoElse } from "./branches.ts";
import { force, guarded, invert, keepRunning, loop, onUpdate, repeat, retry, runOnce, subtree } from "./decorators.ts";
import { act } from "./do.ts";
import { check, constant, extern, set, wasUpdated } from "./leaves.ts";
import { again, every, pipelineSequence, recovery, roundRobin } from "./nav2.ts";
import { fallback, memorySequence, reactiveFallback, reactiveSequence, sequence } from "./order.ts";
import { parallel, parallelAll } from "./parallel.ts";
import { delay, timeout, wait } from "./timers.ts";
import type { Visits } from "./writer.ts";

/** What each kind of node does when it is visited. */
export const VISITS: Visits = {
  sequence, fallback, memorySequence, reactiveSequence, reactiveFallback, parallel, parallelAll, ifThenElse, whileDoElse, switch: switchOver, tryCatch,
  recovery, pipelineSequence, roundRobin, again, every,
  invert, force, subtree, retry, repeat, keepRunning, runOnce, timeout, delay, when: guarded, loop, onUpdate,
  check, set, constant, wait, wasUpdated, extern, do: act,
};
