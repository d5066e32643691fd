import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importMcp } from "../../compiler/import/mcp/import.ts";
import { judged, mistakesIn, rulesIn, sound } from "./judged.ts";

const tool = (name: string, annotations: object | undefined = undefined, ...names: string[]): object =>
  ({ name, inputSchema: { type: "object", properties: Object.fromEntries(names.map((argument) => [argument, { type: "string" }])) }, ...(annotations && { annotations }) });
const draft = (file: unknown): ReturnType<typeof sound> => {
  const text = JSON.stringify(file);
  return sound(importMcp({ path: "fs.tools.json", text }), text);
};

const files = { tools: [
  tool("read_file", { readOnlyHint: true, openWorldHint: false }, "path"), tool("search_web", { readOnlyHint: true }, "query"),
  tool("write_file", { destructiveHint: true, openWorldHint: false }, "path", "content"), tool("append", { destructiveHint: false }, "path"), tool("files/move.v2"),
] };

test("a whole draft", () => {
  expect(draft(files)).toEqual({
    pol: `/// A draft for the tools in fs.tools.json: what only reads is allowed, and a person is asked about everything else.
///
/// That a tool only reads is what its server says of itself: a hint, and no proof. Keep in a line below what you have looked at.
env toolbox {
  tools from "fs.tools.json"

  // What these answer, somebody else may have written (openWorldHint, which holds unless a server says otherwise).
  untrusted results of search_web, append, \`files/move.v2\`
}

privilege imported over toolbox {
  // Only read, says their server (readOnlyHint), and only what is its own.
  allow read_file

  // Only read, says their server, but out there (openWorldHint): what they ask for leaves the house.
  allow search_web

  // May destroy (destructiveHint). Its server says that nobody else can write what it answers (openWorldHint).
  ask   write_file saying "Call write_file with path {path}, content {content}?"

  // Only adds, says its server (destructiveHint).
  ask   append saying "Call append with path {path}?"

  // May destroy (destructiveHint), unless its server says otherwise.
  ask   \`files/move.v2\` saying "Call files/move.v2?"
}

guard assistant over toolbox {
  propose agent
  else    tell "Not permitted: {reason}"

  obey imported
}
`,
    notes: [
      "2 tools are allowed, 3 ask; this is a draft to be read and narrowed, not a judgement",
      "the server says nothing of 1 tool, which is taken to write, to destroy and to answer what others wrote",
    ],
  });
});

test("what it decides", () => {
  const text = JSON.stringify(files), decide = judged(draft(files).pol, text);
  expect(["read_file", "search_web", "write_file", "files/move.v2", "other"].map((name) => decide(name, {}).verdict)).toEqual(["allow", "allow", "ask", "ask", "forbid"]);
});

test("OpenAI's function schemas say nothing of themselves: all of them ask, and nothing they answer is trusted", () => {
  const { pol } = draft([{ type: "function", function: { name: "get_weather", parameters: { type: "object", properties: { city: { type: "string" } } } } }]);
  expect(rulesIn(pol)).toEqual(['ask get_weather saying "Call get_weather with city {city}?"']);
  expect(pol).toContain("untrusted results of get_weather");
  expect(pol).not.toContain("no proof");
});

test("every wrapping of a list, and none of it trusted further", () => {
  const bare = [tool("a", { readOnlyHint: true })];
  for (const file of [bare, { tools: bare }, { jsonrpc: "2.0", id: 1, result: { tools: bare } }]) expect(rulesIn(draft(file).pol)).toEqual(["allow a"]);
  // Only `true` is yes.
  expect(rulesIn(draft([tool("a", { readOnlyHint: "true" }), tool("b", { readOnlyHint: 1 })]).pol)).toEqual(['ask a saying "Call a?"', 'ask b saying "Call b?"']);
});

test("arguments whose names no hole can have", () => {
  const { pol, notes } = draft([tool("t", undefined, "a.b", "x-y", "{", "from", "")]);
  expect(rulesIn(pol)).toEqual(['ask t saying "Call t with x-y {x-y}, from {from}?"']);
  expect(notes).toContain("the headline for `t` leaves out an argument whose name no hole can have; the person sees all arguments below it");
});

test("names that are words of Pol, and many", () => {
  expect(rulesIn(draft([tool("allow", { readOnlyHint: true, openWorldHint: false })]).pol)).toEqual(["allow `allow`"]);
  const lines = draft(Array.from({ length: 300 }, (_, i) => tool(`a_rather_long_name_${i}`, { readOnlyHint: true }))).pol.split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(150);
});

test("nothing at all", () => {
  expect(rulesIn(draft([]).pol)).toEqual([]);
});

describe("each mistake", () => {
  test.each([
    ["{", "1:2: expected a name in double quotes but found the end"],
    ["{}", "1:1: `t.json` cannot be used: it is neither an MCP `tools/list` answer nor OpenAI function schemas (tools must be array)"],
    ['[{"name": "a", "inputSchema": {"type": "string"}}]', "1:1: `t.json` cannot be used: the arguments of `a` are no JSON Schema of an object (its type is not object)"],
    ['[{"name": "a`b"}]', "1:1: a tool named `a`b` cannot be named in Pol"],
    ['[{"name": "a"}, {"name": "a"}]', "1:1: Pol cannot carry this: "],
  ])("%s", (text, message) => expect(mistakesIn(importMcp({ path: "t.json", text }))[0]).toContain(message));
});

test("any text gives Pol or a mistake, and never throws", () => {
  const annotations = fc.dictionary(fc.constantFrom("readOnlyHint", "destructiveHint", "openWorldHint"), fc.constantFrom(true, false, "true", null));
  const tools = fc.array(fc.record({ name: fc.oneof(fc.constantFrom("a", "b/c", "forbid", "reply"), fc.string({ maxLength: 5 })), annotations, inputSchema: fc.constantFrom({ type: "object", properties: { x: { type: "string" } } }, { type: "object" }, {}) }, { requiredKeys: ["name"] }), { maxLength: 4 });
  fc.assert(fc.property(fc.oneof(tools.map((list) => JSON.stringify(list)), fc.json(), fc.string({ unit: "binary" })), (text) => {
    const result = importMcp({ path: "t.json", text });
    if (!("errors" in result)) sound(result, text);
  }), { numRuns: 500, seed: 7 });
});
