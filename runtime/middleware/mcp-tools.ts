import { canonical } from "../../compiler/canonical.ts";
import type { ToolIr } from "../../compiler/ir/ir.ts";
import { isObject, type Schema } from "../../compiler/types/schema.ts";
import { printable } from "../guard/template.ts";

/** What a schema says to people, and where it comes from, is no difference. */
const WORDS = new Set(["$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"]);
/** Under these are names of the author's, not words of JSON Schema. */
const NAMED = new Set(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]);

/** Shows a client those of a server's tools that the policy knows, and says once what it leaves out or sees otherwise. */
export class ToolList {
  readonly #known: ReadonlyMap<string, string>;
  readonly #warn: (text: string) => void;
  readonly #seen = new Set<string>();

  constructor(tools: readonly ToolIr[], warn: (text: string) => void) {
    this.#known = new Map(tools.map(({ name, schema }) => [name, essence(schema)]));
    this.#warn = warn;
  }

  /** The answer to `tools/list`, with only the tools that the policy declares. */
  shown(result: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const { tools } = result;
    return { ...result, tools: Array.isArray(tools) ? tools.filter((tool) => this.#isShown(tool)) : [] };
  }

  #isShown(tool: unknown): boolean {
    if (!isObject(tool) || typeof tool["name"] !== "string") return false;
    const name = tool["name"];
    const known = this.#known.get(name);
    const isNew = !this.#seen.has(name);
    this.#seen.add(name);
    if (known === undefined && isNew) this.#warn(`the policy declares no tool ${printable(name)}: it is hidden`);
    if (known !== undefined && isNew && known !== essence(isObject(tool["inputSchema"]) ? tool["inputSchema"] : {})) this.#warn(`the server's schema of ${printable(name)} is not the policy's: calls are judged by the policy's`);
    return known !== undefined;
  }
}

/** A schema's meaning as text: as the policy reads it, an object without further properties. */
function essence(schema: Schema): string {
  return canonical(bare({ ...schema, type: "object", additionalProperties: false }));
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([key, inner]) => !WORDS.has(key) && !(key === "required" && Array.isArray(inner) && inner.length === 0));
  return Object.fromEntries(entries.map(([key, inner]) => {
    if (key === "required" && Array.isArray(inner)) return [key, inner.toSorted()];
    return [key, NAMED.has(key) && isObject(inner) ? Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, bare(one)])) : bare(inner)];
  }));
}
