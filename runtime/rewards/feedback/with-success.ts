import { makeBundle, type Bundle } from "../../../compiler/bundle.ts";
import type { Host } from "../../../compiler/check/context.ts";
import { analyze } from "../../../compiler/program.ts";
import type * as ast from "../../../grammar/ast.ts";
import { parse } from "../../../grammar/parse.ts";
import type { Source } from "../../../grammar/spans.ts";
import { version } from "../../version.ts";
import type { Asked } from "./success.ts";

/** A file whose reward also logs a condition or a number, under a name of its own; or what is wrong with it. */
export type WithSuccess = { readonly bundle: Bundle; readonly success: Asked } | { readonly problem: string };

/**
 * Compiles a condition into a reward of a file that is sound, as its last log: so it reads all that a term there may read, and the
 * terms and logs too.
 */
export async function withSuccess({ path, text }: Source, reward: string, condition: string, host: Host): Promise<WithSuccess> {
  if (!isOne(condition)) return { problem: NONE };
  const decl = parse(text).file.decls.find((one): one is ast.Reward => one.kind === "Reward" && one.name.text === reward)!;
  const log = unused("success", text);
  const { before, after } = opened(decl, text);
  // On a line of its own, so that a comment at its end ends.
  const source = { path, text: `${before}\nlog ${log} = (${condition}\n)\n${after}` };
  const { program, diagnostics } = analyze(source, host);
  const error = diagnostics.find(({ severity }) => severity === "error");
  if (error !== undefined) return { problem: [error.message, ...(error.help === undefined ? [] : [error.help])].join("; ") };
  const logged = program.rewards!.find(({ name }) => name === reward)!.items.find(({ name }) => name === log)!;
  if (logged.value.kind !== "scalar") return { problem: NONE };
  return { bundle: await makeBundle(program, source, {}, version), success: { log, called: `\`${condition.trim()}\`` } };
}

const NONE = "it is neither a condition nor a number";

function isOne(condition: string): boolean {
  const { file, errors } = parse(`spec s over e = (${condition}\n)`);
  return errors.length === 0 && file.decls.length === 1 && file.uses.length === 0;
}

/** A file up to the end of a reward's items, and from there on; a reward of one formula is written as a term. */
function opened({ name, over, formula, span }: ast.Reward, text: string): { readonly before: string; readonly after: string } {
  const after = `}${text.slice(span.end)}`;
  if (formula === null) return { before: text.slice(0, span.end - 1), after };
  const from = text.indexOf("=", over.span.end);
  return { before: `${text.slice(0, from)}{ term ${text.slice(name.span.start, name.span.end)} ${text.slice(from, span.end)}`, after };
}

function unused(name: string, text: string): string {
  return text.includes(name) ? unused(`${name}_`, text) : name;
}
