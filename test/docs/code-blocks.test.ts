import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { analyze, type Host } from "../../compiler/program.ts";
import { blocks, pages, root } from "./pages.ts";

/*
 * ```pol                         compiles without an error or a warning
 * ```pol error POL0302           this code is the one error
 * ```pol warning POL1201         no error, and this code is the one warning: what does not run yet says so
 * ```pol over road …             stands behind docs/language/envs/road.pol
 */
const INFO = /^pol(?: over (?<env>\w+))?(?: (?<severity>error|warning) (?<code>POL\d{4}))?$/;

const envs = join(root, "docs/language/envs");

const host: Host = {
  readText: (path) => (existsSync(join(envs, path)) ? readFileSync(join(envs, path), "utf8") : undefined),
  exists: () => true,
};

const written = pages.flatMap(({ path, text }) =>
  blocks(text).filter(({ info }) => /^pol\b/.test(info)).map((block) => [`${path}:${block.line}`, block] as const));

test("there are code blocks", () => expect(written.length).toBeGreaterThan(40));

describe.each(written)("%s", (place, { info, text }) => {
  const groups = INFO.exec(info)?.groups;

  test("compiles as it says", () => {
    expect(groups, `\`${info}\` is no kind of code block`).toBeDefined();
    const { env, severity, code } = groups!;
    const before = env === undefined ? "" : readFileSync(join(envs, `${env}.pol`), "utf8");
    const found = analyze({ path: `${place}.pol`, text: before + text }, host).diagnostics;
    const of = (wanted: string) => found.filter((d) => d.severity === wanted);
    const codes = (wanted: string) => [...new Set(of(wanted).map((d) => d.code))];
    const messages = found.map((d) => `${d.code} ${d.severity}: ${d.message}`).join("\n");
    expect(codes("error"), messages).toEqual(severity === "error" ? [code] : []);
    if (severity !== "error") expect(codes("warning"), messages).toEqual(severity === "warning" ? [code] : []);
  });
});
