import { importRtamt, type RtamtImport, type RtamtOptions } from "../../compiler/import/rtamt/import.ts";

export function imported(text: string, options?: RtamtOptions): RtamtImport {
  const result = importRtamt(text, options);
  if ("errors" in result) throw new Error(`${text}: ${JSON.stringify(result.errors)}`);
  return result;
}

/** The last formula alone. */
export function formula(text: string, options?: RtamtOptions): string {
  return imported(text, options).pol.trimEnd().split(" = ").at(-1)!;
}

/** `LINE:COLUMN: message` of each mistake. */
export function mistakes(text: string, options?: RtamtOptions): readonly string[] {
  const result = importRtamt(text, options);
  return "errors" in result ? result.errors.map(({ line, column, message }) => `${line}:${column}: ${message}`) : [];
}
