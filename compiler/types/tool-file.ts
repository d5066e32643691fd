import { Ajv, type ValidateFunction } from "ajv";
import { schemaCompiler } from "./json-schema.ts";
import { isObject, type Schema } from "./schema.ts";

export interface ToolEntry {
  readonly name: string;
  readonly description: string | null;
  readonly input: Schema;
  readonly output: Schema | null;
  readonly readOnly: boolean;
}

const FILE_SCHEMA = {
  type: "array",
  items: {
    type: "object",
    required: ["name"],
    properties: { name: { type: "string", minLength: 1 }, inputSchema: { type: "object" }, parameters: { type: "object" }, outputSchema: { type: "object" } },
  },
};

/** Compiled when the first tool file is read: most policies name none, and it costs as much as checking one. */
let compiled: { readonly ajv: Ajv; readonly isFile: ValidateFunction } | undefined;

function fileSchema(): { readonly ajv: Ajv; readonly isFile: ValidateFunction } {
  const ajv = compiled?.ajv ?? new Ajv({ strict: false, allErrors: false, validateFormats: false, validateSchema: false });
  return (compiled ??= { ajv, isFile: ajv.compile(FILE_SCHEMA) });
}

/** Reads an MCP `tools/list` answer (whole, its `result`, or its list) or OpenAI function schemas. One sentence where it is neither. */
export function readToolFile(text: string): { tools: readonly ToolEntry[] } | { problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: "it is not JSON" };
  }
  const inner = isObject(json) && isObject(json["result"]) ? json["result"] : json;
  const list = isObject(inner) && Array.isArray(inner["tools"]) ? inner["tools"] : inner;
  const flat = Array.isArray(list) ? list.map((t) => (isObject(t) && isObject(t["function"]) ? t["function"] : t)) : list;
  const { ajv, isFile } = fileSchema();
  if (!isFile(flat)) return { problem: `it is neither an MCP \`tools/list\` answer nor OpenAI function schemas (${ajv.errorsText(isFile.errors, { dataVar: "tools" })})` };
  const tools: ToolEntry[] = [];
  const compile = schemaCompiler();
  for (const t of flat as Record<string, unknown>[]) {
    const input = (t["inputSchema"] ?? t["parameters"] ?? { type: "object", properties: {} }) as Schema;
    const problem = schemaProblem(input, compile);
    if (problem !== null) return { problem: `the arguments of \`${String(t["name"])}\` are no JSON Schema of an object (${problem})` };
    const annotations = t["annotations"];
    tools.push({
      name: t["name"] as string,
      description: typeof t["description"] === "string" ? t["description"] : null,
      input,
      output: isObject(t["outputSchema"]) ? resultOf(t["outputSchema"]) : null,
      readOnly: isObject(annotations) && annotations["readOnlyHint"] === true,
    });
  }
  return { tools };
}

function schemaProblem(schema: Schema, compile: (schema: Schema) => unknown): string | null {
  if (schema["type"] !== undefined && schema["type"] !== "object") return "its type is not object";
  try {
    compile(schema);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** `{ result: … }` is how MCP wraps a value that is no object; it is read as what it holds. */
function resultOf(output: Schema): Schema {
  const properties = output["properties"];
  const keys = isObject(properties) ? Object.keys(properties) : [];
  return isObject(properties) && keys.length === 1 && keys[0] === "result" && isObject(properties["result"]) ? properties["result"] : output;
}
