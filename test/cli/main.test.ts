import { readdirSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { UsageError, type Command, type Options, type Verb } from "../../cli/verb.ts";
import { verbs } from "../../cli/verbs.ts";
import { Refusal } from "../../runtime/refusal.ts";
import { pol } from "./io.ts";

function verb(run: Command["run"], rest: Partial<Verb> = {}): Verb {
  return { name: "try", summary: "Try", arguments: [], options: [], example: "pol try", load: async () => ({ run }), ...rest };
}

const failing = (error: unknown): Verb[] => [verb(() => Promise.reject(error))];

describe("the table of verbs", () => {
  test("every command file has a row, and exports what runs it", async () => {
    const folder = new URL("../../cli/commands/", import.meta.url);
    for (const file of readdirSync(folder)) {
      const row = verbs.find(({ name }) => `${name}.ts` === file);
      expect(row, file).toBeDefined();
      expect((await row!.load()).run).toBeTypeOf("function");
    }
  });

  test.each(verbs.map((row) => [row.name, row] as const))("%s has help, an example and --json", async (name, row) => {
    const { code, out } = await pol([name, "--help"]);
    expect(code).toBe(0);
    expect(out).toContain(row.summary);
    expect(out).toContain("--json");
    expect(out).toMatch(new RegExp(`Example:\\n  \\$ pol ${name}\\b`));
  });

  test("help and version are no mistakes", async () => {
    expect(await pol(["--help"])).toMatchObject({ code: 0, err: "" });
    expect(await pol([])).toMatchObject({ code: 2, out: "", err: expect.stringMatching(/^Usage: pol [^]*Example:[^]*\$ pol check .*\n$/) });
    expect((await pol(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("what a command gets", () => {
  const table = (run: Command["run"]): Verb[] => [
    verb(run, {
      arguments: [
        { name: "FILE", summary: "f" },
        { name: "COMMAND", summary: "c", many: true, optional: true },
      ],
      options: [
        { name: "dry-run", summary: "d" },
        { name: "count", value: "N", whole: true, summary: "n", default: 3 },
        { name: "kind", value: "KIND", choices: ["a", "b"], summary: "k" },
      ],
    }),
  ];

  test("arguments flat, options by camel case, its exit code returned", async () => {
    const run = vi.fn(async (_args: readonly string[], _options: Options) => 1);
    const argv = ["try", "--dry-run", "--json", "--kind", "b", "f", "--", "server", "--flag"];
    expect((await pol(argv, ".", table(run))).code).toBe(1);
    expect(run.mock.calls[0]?.slice(0, 2)).toEqual([
      ["f", "server", "--flag"],
      { dryRun: true, json: true, kind: "b", count: 3 },
    ]);
  });

  test.each([
    [["try"], "missing required argument 'FILE'"],
    [["try", "f", "--count", "many"], "It is not a whole number."],
    [["try", "f", "--kind", "c"], "Allowed choices are a, b."],
    [["try", "f", "--dry-rum"], "(Did you mean --dry-run?)"],
    [["tri"], "(Did you mean try?)"],
  ])("%j is wrong usage", async (argv, message) => {
    const { code, out, err } = await pol(argv, ".", table(async () => 0));
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^pol: .*\n$/);
    expect(err).toContain(message);
  });
});

describe("what goes wrong", () => {
  test("wrong usage, a refusal and a bug each have their exit code and one sentence", async () => {
    expect(await pol(["try"], ".", failing(new UsageError("no")))).toEqual({ code: 2, out: "", err: "pol: no\n" });
    expect(await pol(["try"], ".", failing(new Refusal("no")))).toEqual({ code: 1, out: "", err: "pol: no\n" });
    expect(await pol(["try"], ".", failing(new TypeError("x is odd")))).toEqual({
      code: 3,
      out: "",
      err: "pol: this is a bug in pol (x is odd); please report it with the command and the output of POL_DEBUG=1\n",
    });
    expect((await pol(["try"], ".", failing("odd"))).code).toBe(3);
  });

  test("the stack only on demand", async () => {
    vi.stubEnv("POL_DEBUG", "1");
    const { err } = await pol(["try"], ".", failing(new TypeError("x is odd")));
    vi.unstubAllEnvs();
    expect(err).toContain("TypeError: x is odd\n    at ");
  });

  test("with --json, as one object on standard error", async () => {
    const { err } = await pol(["try", "--json"], ".", failing(new Refusal("no")));
    expect(JSON.parse(err)).toEqual({ error: { kind: "refusal", message: "no", exitCode: 1 } });
  });
});
