import { describe, expect, test } from "vitest";
import { catalogue, entries, entryOf, report, topics } from "../../compiler/diagnostics/catalogue.ts";
import type { Entry } from "../../compiler/diagnostics/entry.ts";

const all: [string, Entry][] = Object.values(topics).flatMap((topic) => Object.entries<Entry>(topic));

describe("report", () => {
  test("fills the placeholders", () => {
    expect(report("unknownName", { kind: "spec", name: "near" })).toEqual({
      code: "POL0101",
      severity: "error",
      message: "there is no spec `near`",
    });
  });

  test("puts the user's words in as they are", () => {
    expect(report("unknownName", { kind: "spec", name: "{kind} $1" }).message).toBe("there is no spec `{kind} $1`");
  });

  test("an unknown entry and a wrong placeholder are type errors", () => {
    // @ts-expect-error a placeholder is missing
    report("unknownName", { kind: "spec" });
    // @ts-expect-error a placeholder too many
    report("nestedTooDeeply", { limit: 3, name: "x" });
    // @ts-expect-error no such entry
    expect(() => report("noSuchEntry", {})).toThrow();
  });
});

describe("the catalogue", () => {
  test("no key and no code is taken twice", () => {
    expect(Object.keys(catalogue)).toHaveLength(all.length);
    expect(entries).toHaveLength(all.length);
  });

  test("a code lies in the range of its topic", () => {
    Object.values(topics).forEach((topic, index) => {
      const prefix = `POL${String(index).padStart(2, "0")}`;
      for (const entry of Object.values<Entry>(topic)) expect(entry.code).toMatch(new RegExp(`^${prefix}\\d\\d$`));
    });
  });

  test.each(all)("%s is written as the others are", (key, entry) => {
    expect(entry.name).toBe(key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    expect(entry.message).not.toMatch(/\.$/);
    expect(entry.message.replace(/\{[a-z]\w*\}/gi, "")).not.toMatch(/[{}]/);
    expect(entry.title).toMatch(/^[A-Z`].*[^.]$/);
    expect(entry.why).toMatch(/\.$/);
    expect(entry.wrong).not.toBe(entry.right);
    for (const text of [entry.wrong, entry.right]) expect(text).toMatch(/\S\n$/);
  });

  test("finds an entry in any case", () => {
    expect(entryOf("pol0101")?.name).toBe("unknown-name");
    expect(entryOf("POL9999")).toBeUndefined();
  });
});
