import { expect, test } from "vitest";
import { pol } from "./io.ts";

test("prints a page", async () => {
  const { code, out } = await pol(["explain", "pol0102"]);
  expect(code).toBe(0);
  expect(`\n${out}`).toBe(`
POL0102: Name declared twice
duplicate-name, error

  the {kind} \`{name}\` is declared twice

Avoid

  const headway = 1.5s
  const headway = 2s

Prefer

  const headway = 1.5s
  const long_headway = 2s

Why

  A reader must be able to tell which declaration a name means, so nothing
  shadows or replaces anything else in its namespace.
`);
});

test("finds a page by its name, and as JSON", async () => {
  const { out } = await pol(["explain", "duplicate-name", "--json"]);
  expect(JSON.parse(out)).toMatchObject({ code: "POL0102", name: "duplicate-name" });
});

test("lists all codes", async () => {
  expect((await pol(["explain"])).out).toContain("POL0102  Name declared twice\n");
  expect(JSON.parse((await pol(["explain", "--json"])).out)).toContainEqual(expect.objectContaining({ code: "POL0102" }));
});

test("an unknown code is wrong usage, with a suggestion", async () => {
  expect(await pol(["explain", "POL012"])).toMatchObject({ code: 2, err: expect.stringContaining("did you mean `POL01") });
  expect(await pol(["explain", "unknow-name"])).toMatchObject({
    code: 2,
    err: "pol: there is no diagnostic `unknow-name`; did you mean `unknown-name`?\n",
  });
  expect((await pol(["explain", "x"])).err).toBe("pol: there is no diagnostic `x`\n");
});
