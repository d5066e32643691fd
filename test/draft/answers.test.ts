import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "../../grammar/parse.ts";
import { blockIn } from "../../runtime/draft/answer.ts";
import { draftReward } from "../../runtime/draft/draft.ts";
import { readEndpoint } from "../../runtime/draft/endpoint.ts";
import { fenced, readable } from "../../runtime/draft/prompt.ts";
import { LIFT, TABLE } from "./world.ts";

describe("the block of an answer", () => {
  const taken = (answer: string): string | null => {
    const found = blockIn(answer, false);
    return "text" in found ? found.text : null;
  };
  test.each([
    ["```pol\na\n```", "a\n"],
    ["```\na\n```", "a\n"],
    ["  ```Pol title\r\na\r\n  ```\r\nbye", "a\n"],
    ["````pol\n```\na\n````", "```\na\n"],
    ["```python\nx\n```\n```pol\na\n```", "a\n"],
    ["<think>```pol\nb\n```</think>```pol\na\n```", "a\n"],
    ["`inline` ```x``` and\n```pol\na\n```", "a\n"],
    ["```pol\n```", "\n"],
    ["    ```pol\na\n    ```", null],
    ["~~~pol\na\n~~~", null],
    ["```pol\na", null],
    ["```pol\na\n```\n```pol\nb\n```", null],
  ])("%j", (answer, expected) => expect(taken(answer)).toBe(expected));

  test("any text comes back out of a fence", () => {
    const lines = fc.array(fc.constantFrom("a", "```", "````pol", "  ```", "", "~~~", "b `c`"), { maxLength: 6 });
    fc.assert(fc.property(lines, (all) => {
      const text = `${all.join("\n").trimEnd()}\n`;
      expect(taken(`before\n\n${fenced(text)}\nafter`)).toBe(text);
    }));
  });
});

test("an address", () => {
  const read = (text: string) => readEndpoint(text);
  expect(read("http://localhost:8080")).toEqual({ url: "http://localhost:8080/v1", model: null });
  expect(read("http://localhost:8080/#m")).toEqual({ url: "http://localhost:8080/v1", model: "m" });
  expect(read("https://api.example.com/v1/chat/completions#m")).toEqual({ url: "https://api.example.com/v1", model: "m" });
  expect(read("https://host/openai/v2/#a/b%3Ac")).toEqual({ url: "https://host/openai/v2", model: "a/b:c" });
  expect(read("https://host#100%")).toEqual({ url: "https://host/v1", model: "100%" });
  for (const wrong of ["", "small", "localhost:8080", "ftp://host", "file:///etc/passwd", "http://", "http://h?key=1"]) expect(read(wrong), wrong).toHaveProperty("problem");
});

test("a model is shown what a reward may read, with its comments", () => {
  const shown = readable(`// licence\n\nuse std.shaping\n${TABLE}`);
  expect(shown).toMatch(/^use std\.shaping\n\n\/\/\/ A gripper above a table\.\nenv table/);
  expect(shown).toContain("/// Near is good.\nreward reach");
  expect(shown).not.toMatch(/licence|controller|guard|Stays/);
});

test("whatever a model answers, the file keeps all it has, and gets one reward that checks or nothing", async () => {
  const part = fc.constantFrom(
    LIFT, "const most = 2[m]", "fn half(x: number) -> number = x / 2", "memory seen over table: number = 0 then seen + 1", "use std.shaping", "use std.shaping\n",
    "reward reach over table = 1", "reward lift over table = cube.z", "env table { act x: number default 0 }", "guard still over table { propose rest else open }", "controller rest over table { grip = 1 }",
    "}", "{", "\"", "// a", "/// a", "```", "\u202e", "fn closeness(d: [m]) -> number = 1", "\n", "reward lift over table {", "test \"x\" on still { }",
  );
  const answer = fc.tuple(fc.constantFrom("", "Here:\n"), fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom("```pol\n", "```\n", "")).map(([before, parts, fence]) => `${before}${fence}${parts.join("\n")}\n${fence === "" ? "" : "```"}`);
  const kept = (text: string): string[] => parse(text).file.decls.map(({ span }) => text.slice(span.start, span.end));
  let clean = 0;
  await fc.assert(fc.asyncProperty(answer, async (text) => {
    const host = { readText: () => undefined, exists: () => true };
    const { done, attempts } = await draftReward({ source: { path: "table.pol", text: TABLE }, host, description: "x", name: null, tries: 1 }, { ask: async () => ({ text, isCut: false }) });
    expect(attempts).toHaveLength(1);
    if (done === null) return;
    clean++;
    const [had, has] = [kept(TABLE), kept(done.file)];
    expect(has.slice(0, had.length)).toEqual(had);
    expect(has.slice(had.length).every((one) => /^(reward lift|const|fn half|memory)\b/.test(one))).toBe(true);
    expect(has.filter((one) => one.startsWith("reward "))).toHaveLength(2);
    expect(parse(done.file).errors).toEqual([]);
  }), { numRuns: 300 });
  expect(clean).toBeGreaterThan(0);
});
