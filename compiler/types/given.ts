import type { Ir, ToolIr } from "../ir/ir.ts";
import { isObject } from "./schema.ts";

/** Whether a value is an argument that every call of a tool has, of one type that is not null. */
export const isGivenBy = (tool: ToolIr | undefined) => ({ op, path }: Ir): boolean => {
  if (op !== "arg" || tool === undefined || path!.length === 0) return false;
  let schema: unknown = tool.schema;
  for (const name of path!) {
    if (!isObject(schema) || schema["type"] !== "object" || !Array.isArray(schema["required"]) || !schema["required"].includes(name)) return false;
    schema = isObject(schema["properties"]) && Object.hasOwn(schema["properties"], name) ? schema["properties"][name] : undefined;
  }
  return isObject(schema) && typeof schema["type"] === "string" && schema["type"] !== "null";
};
