import { findPackageJSON } from "node:module";
import { pathToFileURL } from "node:url";
import { createConnection } from "vscode-languageserver/node";
import { serve } from "../../editor/server/server.ts";
import type { Io } from "../io.ts";
import type { Options } from "../verb.ts";

export function run(_args: readonly string[], _options: Options, io: Io): Promise<number> {
  const connection = createConnection(process.stdin, process.stdout);
  // The package's own, which lies above `dist/` when installed and above `cli/` in a checkout.
  const manifest = pathToFileURL(findPackageJSON(import.meta.url)!);
  serve(connection, { pages: new URL("docs/diagnostics/", manifest), log: (text) => io.stderr.write(text) });
  connection.listen();
  // The connection ends the process: with 0 after `shutdown` and `exit`, with 1 when the editor just goes.
  return new Promise(() => undefined);
}
