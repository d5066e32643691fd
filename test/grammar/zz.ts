import { parse } from "../../grammar/parse.ts";
import { format } from "../../grammar/print.ts";
import { readFileSync } from "node:fs";
const ex = ["cruise","teller","shooter","pick"].map(n=>readFileSync("test/corpus/contract/"+n+".pol","utf8"));
let big = ""; while (big.split("\n").length < 10000) big += ex.join("\n").repeat(10)+"\n";
const T: [string,string][] = [
 ["zeros", "0".repeat(1e6)], ["quotes", '"'.repeat(3e5)], ["ticks", "`".repeat(3e5)], ["accents", "é".repeat(1e6)], ["accents spaced", "é ".repeat(2e5)], ["braces", "{".repeat(3e5)], ["names", "a ".repeat(3e5)], ["gaurd", "gaurd x ".repeat(3e4)], ["gaurd lines", "gaurd x\n".repeat(3e4)], ["fn", "fn ".repeat(1e5)], ["use", "use a.b\n".repeat(5e4)], ["nul", "\0".repeat(1e6)], ["const bad", "const a = = 1\n".repeat(2e4)],["items bad", "env e {"+"observ a: int\n".repeat(2e4)+"}"], ["commas", "enum e {"+"a,".repeat(1e5)+"b }"], ["oneline", "controller c over e { " + "a = 1 ".repeat(2e4)+"}"], ["open strings", "\"a\n".repeat(5e4)], ["slashes", "/".repeat(1e6)], ["comments", "// a\n".repeat(1e5)], ["docs", "/// a\n".repeat(1e5)], ["sum", "const a = "+"1 + ".repeat(3e4)+"1"],["chars", "\"\\".repeat(3e5)], ["digits", "1e".repeat(3e5)], ["many decl in line", "const a = 1 ".repeat(3e4)]];
for (const [n, t] of T) { const s = performance.now(); const r = parse(t); const m = performance.now(); format(t); console.log(n, Math.round(m-s), Math.round(performance.now()-m), r.errors.length); }
for (let i=0;i<5;i++) { const s = performance.now(); parse(big); const m = performance.now(); const f = format(big); console.log(big.split("\n").length, "parse", Math.round(m-s), "format", Math.round(performance.now()-m), "text" in f); }
