import { describe, expect, test } from "vitest";
import { entries } from "../../compiler/diagnostics/catalogue.ts";
import { analyze, type Host } from "../../compiler/program.ts";

const host: Host = { readText: () => undefined, exists: () => false };
const found = (text: string) => analyze({ path: "a.pol", text }, host).diagnostics;

describe.each(entries.map((e) => [e.code, e] as const))("%s", (code, e) => {
  test("`wrong` triggers it", () => expect(found(e.wrong).map((d) => d.code)).toContain(code));
  test("`right` is free of it and of errors", () =>
    expect(found(e.right).filter((d) => d.code === code || d.severity === "error")).toEqual([]));
});
