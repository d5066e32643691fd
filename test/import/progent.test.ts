import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importProgent } from "../../compiler/import/progent/import.ts";
import { HARD, SOFT } from "../../grammar/tokens.ts";
import { judged, mistakesIn, rulesIn, sound } from "./judged.ts";

const of = (policy: object): string => sound(importProgent(JSON.stringify(policy))).pol;
const rules = (list: readonly unknown[], tool = "t"): readonly string[] => rulesIn(of({ [tool]: list }));
/** The condition of an `allow` that holds one argument to this. */
const condition = (restriction: unknown): string => rules([[1, 0, { x: restriction }, 0]])[0]!.replace("allow t when ", "");
const notes = (policy: object): readonly string[] => sound(importProgent(JSON.stringify(policy))).notes;

test("a whole file", () => {
  const text = `{
  "send_money": [
    [1, 1, {"recipient": {"const": "US133"}}, 0],
    [2, 1, {"subject": {"type": "string", "pattern": ".*(iban|password).*"}}, 0],
    [3, 1, {"amount": {"minimum": 10000}}, 2],
    [100, 0, {"amount": {"type": "number", "minimum": 0.01, "maximum": 9999.99}, "recipient": {"type": "string", "minLength": 5}}, 0]
  ],
  "get_iban": [[1, 0, {}, 0]],
  "get-balance": [[1, 0, {}, 0]]
}`;
  expect(sound(importProgent(text))).toEqual({
    pol: `/// Imported from Progent. There the first rule that applies decides; here the worst verdict does, and no order matters.
env toolbox {
  tool send_money(recipient: text?, subject: text?, amount: number?)
  tool get_iban()
  tool \`get-balance\`()
}

privilege imported over toolbox {
  allow  get_iban, \`get-balance\`

  forbid send_money when recipient == "US133"
  forbid send_money when subject matches "[^]*(iban|password)[^]*"
  ask    send_money when amount >= 10000
  allow  send_money when amount in 0.01..9999.99 and recipient matches "[^]{5,}"
}

guard assistant over toolbox {
  propose agent
  else    tell "Not permitted: {reason}"

  obey imported
}
`,
    notes: [
      "a file of Progent's has no schemas: each tool is declared with the arguments that its rules name, and a call with any other is refused; give the schemas with `--tools FILE`",
      "an `allow` that asks something of an argument does not permit a call without that argument; Progent skips what it asks of a missing one",
    ],
  });
});

describe("the forms that a policy may have", () => {
  const rule = ['forbid t when x == "a"', "allow t"];
  test.each([
    ["lists", { t: [[1, 1, { x: { const: "a" } }, 0], [2, 0, {}, null]] }],
    ["objects", { t: [{ priority: 1, effect: 1, conditions: { x: { const: "a" } }, fallback: 0 }, { priority: 2 }] }],
    ["updates that do nothing", { t: [[1, 1, { x: { const: "a" } }, 0, null], [2, 0, {}, 0, {}]] }],
  ])("%s", (_, policy) => expect(rulesIn(of(policy))).toEqual(rule));

  test("one rule without its list, and conditions alone", () => {
    expect(rulesIn(of({ t: { effect: 1, conditions: {} } }))).toEqual(["forbid t"]);
    expect(rulesIn(of({ t: { x: { const: "a" } } }))).toEqual(['allow t when x == "a"']);
  });

  test("a comment stands above its rule, and is the headline of a question", () => {
    expect(of({ t: [{ effect: 1, conditions: {}, comment: "Not\n  now" }] })).toContain("  // Not now\n  forbid t\n");
    expect(of({ t: [{ effect: 1, fallback: 2, conditions: {}, comment: "Is {this} meant?" }] })).toContain('ask t saying "Is {{this} meant?"');
  });

  test("no rules, no tools", () => {
    expect(of({ t: [] })).toContain("privilege imported over toolbox {\n}\n");
    expect(of({})).toContain("env toolbox {\n}\n");
  });
});

describe("the order is compiled away", () => {
  test("a harsher rule excepts the milder ones that came before it, and no others", () => {
    const [first, later] = [{ x: { pattern: "^a.*$" } }, { y: { minimum: 3 } }];
    expect(rules([[1, 0, first, 0], [2, 1, later, 0]])).toEqual(['allow t when x matches "a.*"', 'forbid t when y >= 3 and not x matches "a.*"']);
    expect(rules([[2, 0, first, 0], [1, 1, later, 0]])).toEqual(["forbid t when y >= 3", 'allow t when x matches "a.*"']);
    expect(rules([[1, 1, first, 2], [2, 1, later, 0], [3, 1, {}, 1]])).toEqual([
      'ask t when x matches "a[^\\\\n]*\\\\n?"', 'forbid t when y >= 3 and not x matches "a[^\\\\n]*\\\\n?"', 'forbid t when not x matches "a[^\\\\n]*\\\\n?" and y < 3 then stop',
    ]);
  });

  test("of one priority what forbids comes first, wherever it stands", () => {
    expect(rules([[1, 0, {}, 0], [1, 1, { x: { const: 1 } }, 0]])).toEqual(["forbid t when x == 1", "allow t"]);
  });

  test("rules that no call can fit both are left as they are", () => {
    expect(rules([[1, 0, { x: { enum: ["a", "b"] } }, 0], [2, 1, { x: { const: "c" } }, 0]])).toEqual(['allow t when x == "a" or x == "b"', 'forbid t when x == "c"']);
    expect(rules([[1, 0, { x: { maximum: 3 } }, 0], [2, 1, { x: { exclusiveMinimum: 3 } }, 0]])).toEqual(["allow t when x <= 3", "forbid t when x > 3"]);
    expect(rules([[1, 0, { x: { maximum: 3 } }, 0], [2, 1, { x: { minimum: 3 } }, 0]])).toEqual(["allow t when x <= 3", "forbid t when x >= 3 and x > 3"]);
  });

  test("a rule that another one always decides before is left out, and said to be", () => {
    const policy = { t: [[1, 0, {}, 0], [2, 1, { x: { const: 1 } }, 0]] };
    expect(rulesIn(of(policy))).toEqual(["allow t"]);
    expect(notes(policy)).toContain("line 1: this rule is left out: the one in line 1 always decides before it");
  });
});

describe("what a JSON Schema asks", () => {
  test.each<[unknown, string]>([
    [{ const: "a" }, 'x == "a"'], [{ enum: ["a", "b"] }, 'x == "a" or x == "b"'], [{ const: true }, "x"], [{ const: false }, "not x"], [{ enum: [1, 2.5] }, "x == 1 or x == 2.5"],
    [{ minimum: 1 }, "x >= 1"], [{ maximum: -1 }, "x <= -1"], [{ minimum: 1, maximum: 2 }, "x in 1..2"], [{ exclusiveMinimum: 0, exclusiveMaximum: 9 }, "x > 0 and x < 9"],
    [{ type: "number", multipleOf: 1 }, "x == floor(x)"], [{ type: "integer", multipleOf: 5 }, "x / 5 == floor(x / 5)"],
    [{ minLength: 2, maxLength: 5 }, 'x matches "[^]{2,}" and x matches "[^]{0,5}"'], [{ pattern: "^a+$" }, 'x matches "a+"'], ["a+", 'x matches "a+"'],
    [{ not: { const: "a" } }, 'x != "a"'], [{ not: { enum: ["a", "b"] } }, 'not (x == "a" or x == "b")'], [{ not: { minimum: 3 } }, "x < 3"],
    [{ anyOf: [{ const: 1 }, { minimum: 5 }] }, "x == 1 or x >= 5"], [{ allOf: [{ minimum: 1 }, { not: { const: 3 } }] }, "x >= 1 and x != 3"],
    [{ type: "array", items: { type: "string", pattern: "^a$" }, minItems: 1, maxItems: 3 }, '(all item in x: item matches "a") and length(x) >= 1 and length(x) <= 3'],
    [{ items: { minimum: 1 } }, "all item in x: item >= 1"], [{ items: { items: { const: "a" } } }, 'all item in x: all item_2 in item: item_2 == "a"'],
    [{ properties: { from: { const: "a" }, n: { minimum: 1 } }, required: ["from"], additionalProperties: false }, 'x.`from` == "a" and x.n >= 1 and x.`from` is present'],
    [{ type: "string", title: "A", description: "b", default: "c", examples: [] , const: "a" }, 'x == "a"'],
    [{ type: ["string", "null"], const: "a" }, 'x == "a"'],
  ])("%j", (schema, wanted) => expect(condition(schema)).toBe(wanted));

  test("types follow from what is asked", () => {
    const declared = (...restrictions: unknown[]): string => /tool t\(x: (.*)\?\)/.exec(of({ t: restrictions.map((restriction) => [1, 0, { x: restriction }, 0]) }))![1]!;
    expect(declared({ type: "integer" }, { minimum: 1 })).toBe("int");
    expect(declared({ type: "integer" }, { type: "number" })).toBe("number");
    expect(declared({ const: 1 })).toBe("number");
    expect(declared({ enum: [true] })).toBe("bool");
    expect(declared({ items: { minLength: 3 } })).toBe("list<text, 1000>");
    expect(declared({ properties: { a: { type: "boolean" } } })).toBe("{ a: bool? }");
    expect(declared("a")).toBe("text");
    expect(rules([[1, 0, { x: { type: "integer" } }, 0], [2, 0, { x: { type: "number", minimum: 3 } }, 0]])).toEqual(["allow t when x == floor(x)", "allow t when x >= 3"]);
  });

  test("where a rule can never apply, a call without its argument still is forbidden", () => {
    const policy = { t: [[1, 1, { x: { minimum: 3, maximum: 1 } }, 0], [2, 0, {}, 0]] };
    expect(rulesIn(of(policy))).toEqual(["forbid t when x is missing", "allow t"]);
    expect(rules([[1, 0, { x: { minimum: 3, maximum: 1 } }, 0]])).toEqual([]);
  });
});

describe("with the tools' schemas", () => {
  const tools = JSON.stringify({ tools: [
    { name: "pay", inputSchema: { type: "object", properties: { to: { type: "string" }, amount: { type: "number" }, more: {} }, required: ["to", "amount"] } },
    { name: "read", inputSchema: { type: "object", properties: {} } },
  ] });
  const file = { path: "bank.tools.json", text: tools };

  test("they are named, and types are theirs", () => {
    const { pol, notes } = sound(importProgent(JSON.stringify({ pay: [[1, 0, { amount: { type: "integer", minimum: 1 }, to: { pattern: "^a$" } }, 0]] }), { tools: file, env: "bank" }), tools);
    expect(pol).toContain('env bank {\n  tools from "bank.tools.json"\n}');
    expect(rulesIn(pol)).toEqual(['allow pay when amount == floor(amount) and amount >= 1 and to matches "a"']);
    expect(notes.join()).not.toContain("has no schemas");
  });

  test("what they do not have is no rule's business", () => {
    const wrong = (policy: object): readonly string[] => mistakesIn(importProgent(JSON.stringify(policy), { tools: file }));
    expect(wrong({ pai: [] })).toEqual(["1:2: the tool file has no `pai`: did you mean `pay`?"]);
    expect(wrong({ pay: [[1, 0, { amonut: { minimum: 1 } }, 0]] })).toEqual(["1:15: the tool has no argument `amonut`: did you mean `amount`?"]);
    expect(wrong({ pay: [[1, 0, { more: { minimum: 1 } }, 0]] })).toEqual(["1:23: the tool's schema does not say what more is, and so no condition can be asked of it"]);
    expect(mistakesIn(importProgent("{}", { tools: { path: "t.json", text: "1" } }))).toEqual([expect.stringContaining("1:1: `t.json` cannot be used: it is neither an MCP `tools/list` answer nor OpenAI function schemas")]);
  });

  test("a type that a rule wants and the tool does not have", () => {
    expect(rulesIn(sound(importProgent(JSON.stringify({ pay: [[1, 0, { amount: { type: "string" } }, 0], [2, 0, { to: { type: "string" } }, 0]] }), { tools: file }), tools).pol)).toEqual(["allow pay"]);
  });
});

describe("what means something else is told", () => {
  test.each([
    ["a pattern that was searched for", { t: [[1, 0, { x: { pattern: "[a-z]+@corp\\.internal" } }, 0]] }, "line 1: Progent looks for `[a-z]+@corp\\.internal` anywhere in the text, whatever stands before or behind it; this `allow` wants it of the whole text"],
    ["null", { t: [[1, 0, { x: { enum: ["a", null] } }, 0]] }, "line 1: null counts as missing here: an `allow` that asks something of it does not permit it"],
    ["format", { t: [[1, 0, { x: { type: "string", format: "email" } }, 0]] }, "line 1: `format` is left out: Progent does not check it either"],
    ["a type that nothing says", { t: [[1, 0, { x: {} }, 0]] }, "nothing says what `x` of `t` is: it is taken for a text"],
    ["the fallback of the last rule", { t: [[1, 0, { x: { const: 1 } }, 2]] }, "line 1: what no rule of `t` applies to is forbidden; Progent's program then does what the last rule's fallback says, and asks a person"],
    ["priority 100", { t: [[100, 0, { x: { const: 1 } }, 0], [100, 0, { x: { const: 2 } }, 0]] }, "line 1: where this `allow` does not apply, the rules after it are asked, as Progent's paper says; its program refuses at once at priority 100"],
  ])("%s", (_, policy, note) => expect(notes(policy)).toContain(note));

  test("whole patterns are not spoken of", () => {
    expect(notes({ t: [[1, 0, { x: { pattern: "^a$" } }, 0], [2, 1, { x: { pattern: "b" } }, 0]] }).join()).not.toContain("looks for");
  });

  test("the address that Progent let pass does not", () => {
    const decide = judged(of({ mail: [[1, 0, { to: { pattern: "[a-z]+@corp\\.internal" } }, 0]] }));
    expect(decide("mail", { to: "bob@corp.internal" }).verdict).toBe("allow");
    expect(decide("mail", { to: "bob@corp.internal.evil.com" }).verdict).toBe("forbid");
    expect(decide("mail", {}).verdict).toBe("forbid");
  });
});

describe("each mistake has its place", () => {
  test.each([
    ["{", "1:2: expected a name in double quotes but found the end"],
    ["[]", "1:1: a policy of Progent's is an object with a list of rules for each tool, and this is a list"],
    ['{"t": 1}', "1:7: the rules of `t` are a list, and this is a number"],
    ['{"t": [1]}', "1:8: a rule is `[priority, effect, conditions, fallback]` or an object with these names, and this is a number"],
    ['{"t": [[1, 0, {}]]}', "1:8: a rule is `[priority, effect, conditions, fallback]`, and this has 3 parts"],
    ['{"t": [[1, 2, {}, 0]]}', "1:12: `2` is no effect: 0 allows and 1 forbids"],
    ['{"t": [["1", 0, {}, 0]]}', "1:9: a priority is a whole number, and this is a text"],
    ['{"t": [[1.5, 0, {}, 0]]}', "1:9: a priority is a whole number, and this is `1.5`"],
    ['{"t": [[1, 0, {}, 3]]}', "1:19: `3` is no fallback: 0 answers with a message, 1 ends the run and 2 asks a person"],
    ['{"t": [[1, 0, [], 0]]}', "1:15: the conditions of a rule are an object with a JSON Schema for each argument, and this is a list"],
    ['{"t": [[1, 0, {"x": 1}, 0]]}', "1:21: `x` is held to a JSON Schema or to the text of a regular expression, and this is a number"],
    ['{"t": [[1, 0, {}, 0, {"t": []}]]}', "1:22: rules that change the policy when they apply are left out of Pol: write what is to hold from the start, or a condition on what happened before"],
    ['{"t": [{"effect": 0, "update": [1]}]}', "1:32: rules that change the policy when they apply are left out of Pol: write what is to hold from the start, or a condition on what happened before"],
    ['{"t": [{"effects": 0, "effect": 1}]}', "1:9: Progent's rules have no `effects`: they have `priority`, `effect`, `conditions`, `fallback`"],
    ['{"`": []}', "1:2: a tool named ``` cannot be named in Pol"],
    ['{"t": {"x": {"type": "strin"}}}', "1:22: JSON Schema has no type `strin`"],
    ['{"t": {"x": {"oneOf": []}}}', "1:14: `oneOf` has no form in Pol: write `anyOf`, and `not` for what must not hold as well"],
    ['{"t": {"x": {"uniqueItems": true}}}', "1:14: `uniqueItems` has no form in Pol"],
    ['{"t": {"x": {"$ref": "#/a"}}}', "1:14: `$ref` has no form in Pol"],
    ['{"t": {"x": {"multipleOf": 0.01}}}', "1:14: `multipleOf` has a form in Pol where it is a whole number from 1, and not for 0.01"],
    ['{"t": {"x": {"pattern": "(a"}}}', "1:25: `(a` has no form in Pol: it has a `(` without its `)`"],
    ['{"t": {"x": {"minimum": "1"}}}', "1:25: here stands a number, and this is a text"],
    ['{"t": {"x": {"exclusiveMinimum": true, "minimum": 1}}}', "1:34: here stands a number, and this is true or false"],
    ['{"t": {"x": {"const": 9007199254740993}}}', "1:23: `9007199254740993` is more than a number of Pol's holds"],
    ['{"t": {"x": {"minimum": 1e999}}}', "1:25: `1e999` is more than a number of Pol's holds"],
    ['{"t": {"x": {"const": "a\\rb"}}}', "1:23: this text holds a sign that Pol cannot write, such as a carriage return"],
    ['{"t": {"x": {"enum": ["a", 1]}}}', "1:28: `x` is a number here and a text in line 1, which no type of Pol's is: give the tools' schemas with `--tools`"],
    ['{"t": {"x": {"type": "array", "const": [1]}}}', "1:40: a value that is a list has no form in Pol: write what its parts are held to"],
    ['{"t": {"x": {"enum": "a", "type": "string"}}}', "1:22: here stands a list of values, and this is a text"],
  ])("%s", (text, message) => expect(mistakesIn(importProgent(text))[0]).toContain(message));

  test("all that can be found at once, in order, and no more than anybody reads", () => {
    expect(mistakesIn(importProgent('{"t": [[1, 2, {}, 0],\n [1, 0, {}, 9]]}'))).toEqual([expect.stringContaining("1:12: "), expect.stringContaining("2:13: ")]);
    expect(mistakesIn(importProgent(JSON.stringify({ t: Array.from({ length: 1000 }, () => 1) })))).toHaveLength(50);
  });
});

describe("no policy is too much", () => {
  test.each<[string, object, string]>([
    ["rules", { t: Array.from({ length: 2000 }, (_, i) => [i, 0, {}, 0]) }, "1:2: the order of the rules of `t` cannot be compiled away: there are too many rules"],
    ["exceptions", { t: Array.from({ length: 400 }, (_, i) => [i, i % 2, { x: { pattern: `^${i}$` } }, 0]) }, "1:2: the order of the rules of `t` cannot be compiled away: there are too many exceptions"],
    ["repetitions", { t: { x: { maxLength: 90_000 } } }, "1:12: this has no form in Pol: it repeats too much"],
  ])("%s", (_, policy, message) => expect(mistakesIn(importProgent(JSON.stringify(policy)))).toEqual([message]));

  test("a thousand values", () => {
    const decide = judged(of({ t: { x: { enum: Array.from({ length: 1000 }, (_, i) => `v${i}`) } } }));
    expect([decide("t", { x: "v999" }).verdict, decide("t", { x: "v1000" }).verdict]).toEqual(["allow", "forbid"]);
  });
});

test.each([...HARD, ...SOFT, "arguments", "item", "imported", "assistant", "toolbox", "length", "floor", "a b", "ß", "-A", "x.y", "reply", "anything", "constructor", "__proto__"])("`%s` can name a tool and an argument", (word) => {
  const text = `{${JSON.stringify(word)}: [[1, 1, {${JSON.stringify(word)}: {"const": "a"}}, 0], [2, 0, {${JSON.stringify(word)}: {"items": {"const": "b"}, "type": "array"}}, 0]]}`.replace('{"items": {"const": "b"}, "type": "array"}', '{"pattern": "^b$"}');
  const decide = judged(sound(importProgent(text)).pol);
  const call = (value: string): Record<string, unknown> => Object.fromEntries([[word, value]]);
  expect([decide(word, call("a")).verdict, decide(word, call("b")).verdict]).toEqual(["forbid", "allow"]);
});

test("a list's elements have a name that no argument has", () => {
  expect(rules([[1, 0, { item: { items: { const: "a" } }, toolbox: { items: { const: "b" } } }, 0]])).toEqual(['allow t when (all item_2 in item: item_2 == "a") and (all item_3 in toolbox: item_3 == "b")']);
});

const parts = '{ } [ ] , : "t" "x" 0 1 2 100 -1 0.5 true null "const" "enum" "pattern" "^a$" "(a" "minimum" "type" "string" "array" "items" "not" "anyOf" "priority" "effect" "conditions" {} []'.split(" ");

test("any text gives Pol or mistakes, and never throws", () => {
  const json = fc.letrec<{ schema: unknown }>((tie) => ({
    schema: fc.dictionary(fc.constantFrom("type", "const", "enum", "pattern", "minimum", "maximum", "items", "not", "anyOf", "properties", "required", "multipleOf", "x"), fc.oneof(
      { depthSize: "small" }, fc.constantFrom("string", "number", "array", "a", "^a", 1, -2, true, null), tie("schema"), fc.array(tie("schema"), { maxLength: 3 }), fc.array(fc.constantFrom("a", 1, true, null), { maxLength: 3 }),
    ), { maxKeys: 3 }),
  })).schema;
  const policy = fc.dictionary(fc.constantFrom("t", "u"), fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }), fc.dictionary(fc.constantFrom("x", "y"), json, { maxKeys: 2 }), fc.constantFrom(0, 1, 2, null)), { maxLength: 3 }));
  const text = fc.oneof(fc.array(fc.constantFrom(...parts), { maxLength: 20 }).map((all) => all.join("")), fc.string({ unit: "binary", maxLength: 40 }), policy.map((value) => JSON.stringify(value)));
  let taken = 0;
  fc.assert(fc.property(text, (one) => { if (!("errors" in importProgent(one))) taken++; }), { numRuns: process.env["POL_LONG"] === "1" ? 20_000 : 1_500, seed: 7 });
  expect(taken).toBeGreaterThan(20);
});
