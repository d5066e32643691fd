import { expect, test } from "vitest";
import { parse } from "../../grammar/parse.ts";

const of = (open: string, close = "", n = 20_000): string => `const a = ${open.repeat(n)}1${close.repeat(n)}`;

test.each([
  ["parentheses", of("(", ")")],
  ["open parentheses", of("(")],
  ["not", of("not ")],
  ["minus", of("- ")],
  ["temporal operators", of("always ")],
  ["implies", of("a implies ")],
  ["power", of("2^")],
  ["if", of("if a then 1 else ")],
  ["if in conditions", of("if ", " then 1 else 1")],
  ["calls", of("f(", ")")],
  ["indices", of("x[", "]")],
  ["quantifiers", of("all x in y: ")],
  ["sums", of("1 + ")],
  ["members", `const a = x${".y".repeat(20_000)}`],
  ["tree nodes", `tree t over e { ${"sequence { ".repeat(20_000)}check a${" }".repeat(20_000)} }`],
  ["tree nodes without braces", `tree t over e { ${"if check a then ".repeat(20_000)}check a }`],
  ["tree nodes in conditions", `tree t over e { ${"if ".repeat(20_000)}check a${" then fail".repeat(20_000)} }`],
  ["tree clauses", `tree t over e { ${"invert { ".repeat(20_000)}fail${" } with { while a }".repeat(20_000)} }`],
  ["stages", `reward r over e { ${"stage s { ".repeat(20_000)}${" }".repeat(20_000)} }`],
  ["record types", `env e { observe x: ${"{ a: ".repeat(20_000)}int${" }".repeat(20_000)} }`],
  ["type arguments", `env e { observe x: ${"list<".repeat(20_000)}int${", 3>".repeat(20_000)} }`],
  ["braces", "{".repeat(20_000)],
])("%s nested without end are one report", (_, text) => {
  const { errors, file } = parse(text);
  expect(errors.length).toBe(1);
  expect(file.decls).toEqual([]);
});

test("what a person writes is not too deep", () => {
  expect(parse(of("(", ")", 100)).errors).toEqual([]);
  expect(parse(of("a implies ", "", 100)).errors).toEqual([]);
  expect(parse(`tree t over e { ${"invert { ".repeat(100)}fail${" }".repeat(100)} }`).errors).toEqual([]);
});
