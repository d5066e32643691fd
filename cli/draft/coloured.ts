import { createColors } from "picocolors";
import { show } from "../../compiler/diagnostics/render/visible.ts";

/** A patch as a terminal shows it; a pipe gets it as it is, so that `patch` can apply it. */
export function coloured(patch: string, color: boolean): string {
  const { green, red, cyan, bold } = createColors(color);
  const tint = (line: string): ((text: string) => string) => (/^(---|\+\+\+) /.test(line) ? bold : { "+": green, "-": red, "@": cyan }[line[0] ?? ""] ?? String);
  return patch.split("\n").map((line) => tint(line)(show(line).text)).join("\n");
}
