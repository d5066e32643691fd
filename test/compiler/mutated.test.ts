import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { verify } from "../../compiler/ir/verify.ts";
import { analyze } from "../../compiler/program.ts";
import { lexer } from "../../grammar/tokens.ts";
import { hostBeside } from "../../runtime/files/host.ts";
import { InterpretedGuard } from "../../runtime/interpreter/guard.ts";
import { judge } from "../../runtime/interpreter/tools.ts";

const folder = new URL("../corpus/contract/", import.meta.url).pathname;
const host = hostBeside(`${folder}x.pol`);
const FILES = ["contract/cruise", "contract/teller", "contract/shooter", "contract/pick", "grammar/everything"];
const TEXTS = [...FILES.map((name) => readFileSync(`${folder}../${name}.pol`, "utf8")), readFileSync(new URL("../../examples/teller/teller.pol", import.meta.url), "utf8")];

/** Tokens that may stand for each other, so that most mutants still parse and reach the checker. */
const kind = (image: string): string => (/^[A-Za-z_]/.test(image) ? "word" : /^\d/.test(image) ? "number" : /^[-+*/<>=!]/.test(image) ? "operator" : image);
const pieces = (text: string) => lexer.tokenize(text).tokens.map((t) => ({ start: t.startOffset, image: t.image, kind: kind(t.image) }));
const ALL = TEXTS.map((text) => ({ text, tokens: pieces(text) }));
const BY_KIND = new Map<string, string[]>();
for (const { tokens } of ALL) for (const t of tokens) BY_KIND.set(t.kind, [...(BY_KIND.get(t.kind) ?? []), t.image]);

const swaps = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 });

function mutant({ text, tokens }: (typeof ALL)[number], chosen: readonly (readonly [number, number])[]): string {
  const at = new Map(chosen.map(([where, what]) => [where % tokens.length, what]));
  let out = "";
  let done = 0;
  tokens.forEach((t, i) => {
    const options = BY_KIND.get(t.kind)!;
    out += text.slice(done, t.start) + (at.has(i) ? options[at.get(i)! % options.length] : t.image);
    done = t.start + t.image.length;
  });
  return out + text.slice(done);
}

/** Every change is judged on the same mutants; the long run draws new ones. */
const LONG = process.env["POL_LONG"] === "1" ? 10 : 1;
const SEED = LONG === 1 ? { seed: 20261122 } : {};

test("a list that can hold nothing is one report, whatever is asked of it", () => {
  const text = "env e at 10Hz { observe xs: list<number, 0> act a: number default 0 }\nreward r over e = norm(xs)\n";
  expect(analyze({ path: "a.pol", text }, host).diagnostics.filter((d) => d.severity === "error").map((d) => d.code)).toEqual(["POL0210"]);
});

test("whatever the text says, checking it ends, and what checks clean is a sound program that runs", { timeout: 240_000 * LONG }, () => {
  let clean = 0;
  fc.assert(fc.property(fc.nat({ max: ALL.length - 1 }), swaps, (from, chosen) => {
    const text = mutant(ALL[from]!, chosen);
    const { program, diagnostics } = analyze({ path: "a.pol", text }, host);
    for (const { span, message } of diagnostics) expect(span.start >= 0 && span.end <= text.length && message.length > 0).toBe(true);
    if (diagnostics.some((d) => d.severity === "error")) return;
    clean++;
    expect(verify(JSON.parse(JSON.stringify(program)))).toEqual([]);
    for (const guard of program.guards) {
      if (guard.later.length > 0) continue;
      if (guard.kind === "tools") judge(program, guard.name)("send_money", { amount: 1 });
      else {
        const reference = new InterpretedGuard(program, guard.name);
        const io = new Float64Array(reference.layout.size);
        reference.reset(io);
        reference.step(io);
      }
    }
  }), { numRuns: 5_000 * LONG, ...SEED });
  expect(clean).toBeGreaterThan(300);
});
