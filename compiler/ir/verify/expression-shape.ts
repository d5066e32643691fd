import { OPS } from "../ir.ts";
import { isRecord, pair, whole } from "./shape.ts";
import type { Shape } from "./shape.ts";

/** Deeper than anybody writes, and shallow enough for every pass to recurse. */
const DEEPEST = 1000;

const types = new Set(["num", "bool", "text", "list", "json"]);

export const at = pair(whole, whole);

/** Expressions are many and deep: one function, no combinators. */
export const expression: Shape = (v, place, say) => {
  const walk = (one: unknown, depth: number): boolean => {
    if (depth > DEEPEST) return false;
    if (!isRecord(one) || typeof one["op"] !== "string" || !Object.hasOwn(OPS, one["op"])) return false;
    if (typeof one["t"] !== "string" || !types.has(one["t"])) return false;
    const { args, value, name, path, window, weak } = one;
    if (name !== undefined && typeof name !== "string") return false;
    if (path !== undefined && !(Array.isArray(path) && path.every((p) => typeof p === "string"))) return false;
    if (weak !== undefined && typeof weak !== "boolean") return false;
    if (typeof value === "number" ? !Number.isFinite(value) : value !== undefined && value !== null && typeof value !== "boolean" && typeof value !== "string") return false;
    if (window !== undefined && window !== "turn" && !isWindow(window)) return false;
    return args === undefined || (Array.isArray(args) && args.every((arg) => walk(arg, depth + 1)));
  };
  if (!walk(v, 0)) say(place, "is no expression");
};

function isWindow(v: unknown): boolean {
  if (!Array.isArray(v) || v.length !== 2) return false;
  const [low, high] = v as unknown[];
  return Number.isFinite(low) && (low as number) >= 0 && (high === null || (Number.isFinite(high) && (high as number) >= (low as number)));
}
