import { analyze } from "./compiler/program.ts";
import { readFileSync } from "node:fs";
const text = readFileSync(0, "utf8");
const r = analyze({ path: "a.pol", text }, { readText: () => undefined, exists: () => true });
for (const d of r.diagnostics) console.log(d.severity, d.code, d.message, "|", text.slice(d.span.start, d.span.end).replace(/\s+/g, " ").slice(0, 60), d.help ? "| help: " + d.help : "");
if (process.argv[2]) console.log(JSON.stringify(r.program.trees, null, 1));
