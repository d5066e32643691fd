import { isName } from "../../compiler/import/rtamt/names.ts";
import { readEndpoint, type Endpoint } from "../../runtime/draft/endpoint.ts";
import { policySources, type PolicySource } from "../sources.ts";
import { type Options, UsageError } from "../verb.ts";

export function endpointOf({ model }: Options): Endpoint {
  if (typeof model !== "string") throw new UsageError("say which model is asked, as in `--model http://127.0.0.1:8080/v1#model-name`");
  const found = readEndpoint(model);
  if ("problem" in found) throw new UsageError(found.problem);
  return found;
}

/** A whole number from 1. */
export function amountOf(option: string, options: Options, most: number): number {
  const value = Number(options[option]);
  if (value >= 1 && value <= most) return value;
  throw new UsageError(`\`--${option}\` is a whole number from 1 to ${most}`);
}

export function nameOf({ name }: Options): string | null {
  if (name === undefined) return null;
  if (!isName(String(name))) throw new UsageError(`\`${name}\` cannot be the name of a reward; write letters, digits and \`_\``);
  return String(name);
}

export async function sourceOf({ env, write, out }: Options, cwd: string): Promise<PolicySource> {
  if (typeof env !== "string") throw new UsageError("say which file has the env, as in `--env table.pol`");
  if (env === "-") throw new UsageError("the env is in a file, which the reward goes into; name it");
  if (write && out !== undefined) throw new UsageError("`--write` and `--out` both say where the reward goes; give one");
  const [source, ...more] = await policySources([env], cwd);
  if (more.length > 0) throw new UsageError(`\`${env}\` holds several policies; name the file that has the env`);
  return source!;
}

/** A variable that is named has to be there; the usual one may be missing. */
export function keyOf({ keyEnv }: Options, variables: NodeJS.ProcessEnv): string | null {
  const key = variables[typeof keyEnv === "string" ? keyEnv : "OPENAI_API_KEY"]?.trim();
  if (typeof keyEnv === "string" && !key) throw new UsageError(`the environment variable \`${keyEnv}\` has no key`);
  return key || null;
}
