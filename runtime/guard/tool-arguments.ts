import type { ValidateFunction } from "ajv";
import type { ToolIr } from "../../compiler/ir/ir.ts";
import { hasPattern, schemaCompiler } from "../../compiler/types/json-schema.ts";
import { copyStrictJson, readStrictJson } from "./strict-json.ts";

export type Arguments = { readonly values: Readonly<Record<string, unknown>>; readonly canonical: string } | { readonly problem: string; readonly values: unknown };

/** Reads the arguments of calls: strict JSON that fits the tool's schema. */
export class ArgumentReader {
  readonly #schemas = new Map<string, ValidateFunction | "pattern">();

  constructor(tools: readonly ToolIr[]) {
    const compile = schemaCompiler({ checked: true });
    for (const { name, schema } of tools) this.#schemas.set(name, hasPattern(schema) ? "pattern" : compile(schema));
  }

  /** `given`: JSON text, or a value that was parsed elsewhere. */
  read(tool: string, given: unknown): Arguments {
    const json = typeof given === "string" ? readStrictJson(given) : copyStrictJson(given === undefined ? {} : given);
    if ("problem" in json) return { problem: `its arguments are refused: the JSON ${json.problem}`, values: typeof given === "string" ? given.slice(0, 2000) : null };
    const fits = this.#schemas.get(tool);
    const refuse = (problem: string): Arguments => ({ problem, values: json.value });
    if (fits === undefined) return refuse(`there is no tool \`${tool}\``);
    if (fits === "pattern") return refuse(`the schema of \`${tool}\` has a pattern, which does not run yet`);
    if (!fits(json.value)) return refuse(`its arguments do not fit its schema: ${misfit(fits)}`);
    return { values: json.value as Record<string, unknown>, canonical: json.text };
  }
}

function misfit(validate: ValidateFunction): string {
  const e = validate.errors?.[0];
  if (e === undefined) return "unknown";
  const where = e.instancePath === "" ? "the arguments" : `\`${e.instancePath.slice(1).replaceAll("/", ".")}\``;
  const extra = typeof e.params["additionalProperty"] === "string" ? ` (\`${e.params["additionalProperty"]}\`)` : "";
  return `${where} ${e.message ?? "do not fit"}${extra}`;
}
