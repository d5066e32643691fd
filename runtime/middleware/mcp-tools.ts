import { canonical } from "../../compiler/canonical.ts";
import type { ToolIr } from "../../compiler/ir/ir.ts";
import { closed, isObject, type Schema } from "../../compiler/types/schema.ts";
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
    // What the agent says is no tool of the server's, even if one is called so.
    this.#known = new Map(tools.filter((tool) => tool.builtIn !== true).map(({ name, schema }) => [name, essence(schema)]));
    this.#warn = warn;
  }

  /** The answer to `tools/list`, with only the tools that the policy declares. */
  shown(result: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const tools = Array.isArray(result["tools"]) ? result["tools"].filter((tool) => isObject(tool) && typeof tool["name"] === "string") as { name: string; inputSchema?: unknown }[] : [];
    const fresh = tools.filter(({ name }) => !this.#seen.has(name));
    for (const { name } of fresh) this.#seen.add(name);
    const hidden = fresh.filter(({ name }) => !this.#known.has(name));
    if (hidden.length > 0) this.#warn(`hidden, since the policy does not declare them: ${named(hidden)}`);
    const other = fresh.filter(({ name, inputSchema }) => this.#known.has(name) && this.#known.get(name) !== essence(isObject(inputSchema) ? inputSchema : {}));
    if (other.length > 0) this.#warn(`the server's schema is not the policy's, by which calls are judged: ${named(other)}`);
    return { ...result, tools: tools.filter(({ name }) => this.#known.has(name)) };
  }
}

function named(tools: readonly { name: string }[]): string {
  return tools.map(({ name }) => printable(name)).join(", ");
}

/** A schema's meaning as text, as the policy reads it. */
function essence(schema: Schema): string {
  return canonical(bare(closed(schema)));
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
