import type { Scene } from "./navigator.ts";

const start = { x: 1, y: 1.5 }, goal = { x: 10.5, y: 5.5 };

export const SCENES = {
  free: { start, goals: [{ at: 0, goal }], obstacles: [] },
  /** A trolley stands in the only door. */
  blocked: { start, goals: [{ at: 0, goal }], obstacles: [{ box: { x: 5.7, y: 2.7, width: 0.8, height: 1.1 }, from: 3, to: 10 }] },
  /** Something stands in the way where there is room around it. */
  detour: { start, goals: [{ at: 0, goal }], obstacles: [{ box: { x: 7.4, y: 3.6, width: 0.8, height: 0.8 }, from: 6, to: Infinity }] },
  /** On its way it is sent elsewhere. */
  elsewhere: { start, goals: [{ at: 0, goal }, { at: 6, goal: { x: 10.5, y: 1 } }], obstacles: [] },
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof SCENES;
