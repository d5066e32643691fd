// All that an emitted module may use.
export * from "./arith.ts";
export * from "./compare.ts";
export * from "./fact.ts";
export * from "./interval.ts";
export * from "./interval-compare.ts";
export * from "./interval-pow.ts";
export * from "./json.ts";
export * from "./list.ts";
export * from "./log.ts";
export * from "./monitor-table.ts";
export * from "./presence.ts";
export * from "./rules.ts";
export * from "./spec.ts";
export * from "./step.ts";
export * from "./table.ts";
export * from "./text.ts";
export * from "./tri.ts";
