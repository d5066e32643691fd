import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { pol } from "../cli/io.ts";
import { completion, json, scripted, type Line } from "./server.ts";
import { block, draft, LIFT, TABLE } from "./world.ts";

const VARIABLES = ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_ADMIN_KEY", "OPENAI_LOG", "SOME_KEY"];
const before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));
afterEach(() => {
  for (const name of VARIABLES) if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
});

/** With the port taken out, which is another one each time. */
const said = (text: string): string => text.replace(/127\.0\.0\.1:\d+/g, "HOST");

describe("a server that is no help", () => {
  test.each<[string, Line, string]>([
    ["wants a key", (r) => json(r, 401, { error: { message: "no key\u001b[2J given" } }), "`http://HOST/v1` refused with 401 (no key\\u{1b}[2J given); it wants a key: put it into `OPENAI_API_KEY`, or name another variable with `--key-env`"],
    ["knows no such model", (r) => json(r, 404, { error: { message: "model `small` not found" } }), "`http://HOST/v1` refused with 404 (model `small` not found); does it have this model, and does the address end as that of its API does, such as in `/v1`?"],
    ["says only a word", (r) => json(r, 400, { error: "bad" }), "`http://HOST/v1` refused with 400 (bad)\n"],
    ["has too much to do", (r) => json(r, 429, {}), "`http://HOST/v1` refused with 429 ({})\n"],
    ["breaks", (r) => r.writeHead(500).end("<h1>oops</h1>"), "`http://HOST/v1` refused with 500 (<h1>oops</h1>)\n"],
    ["sends half of an answer", (r) => r.writeHead(200, { "content-type": "application/json" }).end('{"choices": [{"mess'), "what `http://HOST/v1` answered is no chat completion; does the address end as that of its API does, such as in `/v1`?"],
    ["sends a page", (r) => r.writeHead(200, { "content-type": "text/html" }).end("<h1>hello</h1>"), "what `http://HOST/v1` answered is no chat completion;"],
    ["sends other JSON", (r) => json(r, 200, { choices: [] }), "what `http://HOST/v1` answered is no chat completion;"],
    ["sends nothing", (r) => r.writeHead(204).end(), "what `http://HOST/v1` answered is no chat completion;"],
    ["sends far too much", (r) => r.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(completion("x".repeat(5 << 20)))), "`http://HOST/v1` answered with more than anybody would read"],
    ["hangs up", (r) => r.socket!.destroy(), "no server answers at `http://HOST/v1` (it hung up)"],
    ["hangs up in the middle", (r) => { r.writeHead(200, { "content-type": "application/json", "content-length": "100" }).write("{"); setTimeout(() => r.socket!.destroy(), 20); }, "no server answers at `http://HOST/v1` (it hung up)"],
  ])("%s", async (_, line, message) => {
    delete process.env["OPENAI_API_KEY"];
    const ended = await draft([line, block(LIFT)], ["--write"]);
    expect(ended).toMatchObject({ code: 1, out: "", file: TABLE });
    expect(said(ended.err)).toContain(`pol: ${message}`);
    expect(ended.server.asked).toHaveLength(1);
  });

  test.each<[string, Line]>([
    ["says nothing", () => {}],
    ["sends its answer drop by drop", (r) => { r.writeHead(200, { "content-type": "application/json" }); const drip = setInterval(() => r.write(" "), 100); r.on("close", () => clearInterval(drip)); }],
  ])("%s for too long", async (_, line) => {
    const ended = await draft([line], ["--timeout", "1"]);
    expect(ended.code).toBe(1);
    expect(said(ended.err)).toContain("pol: `http://HOST/v1` did not answer within 1 s; give it more time with `--timeout`\n");
  });

  test("is not there", async () => {
    const server = await scripted([]);
    await server.close();
    const ended = await draft([], ["--model", `${server.url}#small`, "--json"]);
    expect(ended).toMatchObject({ code: 1, out: "" });
    expect(said(JSON.parse(ended.err).error.message)).toBe("no server answers at `http://HOST/v1` (nothing listens there)");
  });
});

test("a small server that does not say what it sends is understood", async () => {
  const ended = await draft([(r) => r.end(JSON.stringify(completion(block(LIFT))))]);
  expect(ended.code).toBe(0);
});

test("a model that refuses is heard", async () => {
  const refused = { ...(completion(null) as { choices: { message: object }[] }) };
  refused.choices[0]!.message = { role: "assistant", content: null, refusal: "I will not." };
  const ended = await draft([(r) => json(r, 200, refused)], ["--tries", "1"]);
  expect(ended.out).toBe("The answer has no fenced block.\n");
});

describe("which model", () => {
  test("the only one, without a name", async () => {
    const ended = await draft([block(LIFT)], [], { model: "", models: ["Qwen/Qwen3-4B"] });
    expect(ended.server.asked[0]!.body.model).toBe("Qwen/Qwen3-4B");
  });
  test("a name with anything in it", async () =>
    expect((await draft([block(LIFT)], [], { model: "#org/a%20b:4" })).server.asked[0]!.body.model).toBe("org/a b:4"));
  test.each([
    [[], "`http://HOST/v1` has no model; name one as in `http://HOST/v1#model-name`"],
    [["a", "b"], "`http://HOST/v1` has 2 models (`a`, `b`); say which, as in `http://HOST/v1#a`"],
    [["a", "b", "c", "d", "e", "f"], "`http://HOST/v1` has 6 models (`a`, `b`, `c`, `d`, `e`, …); say which, as in `http://HOST/v1#a`"],
  ])("%j: it has to be said", async (models, message) => {
    const ended = await draft([], [], { model: "", models });
    expect(ended.code).toBe(1);
    expect(said(ended.err)).toContain(`pol: ${message}\n`);
  });
});

describe("the key", () => {
  test("none is sent where there is none, and nothing that is about another server", async () => {
    delete process.env["OPENAI_API_KEY"];
    Object.assign(process.env, { OPENAI_BASE_URL: "http://127.0.0.1:9/v1", OPENAI_ORG_ID: "org", OPENAI_ADMIN_KEY: "admin" });
    const { server, code } = await draft([block(LIFT)]);
    expect(code).toBe(0);
    expect(server.asked[0]!.authorization).toBeUndefined();
  });
  test("is OPENAI_API_KEY, or another one by name", async () => {
    Object.assign(process.env, { OPENAI_API_KEY: "one", SOME_KEY: "two" });
    expect((await draft([block(LIFT)])).server.asked[0]!.authorization).toBe("Bearer one");
    expect((await draft([block(LIFT)], ["--key-env", "SOME_KEY"])).server.asked[0]!.authorization).toBe("Bearer two");
  });
  test("that is wrong is asked about", async () => {
    process.env["OPENAI_API_KEY"] = "one";
    expect((await draft([(r) => json(r, 403, { error: { message: "no" } })])).err).toContain("; is the key one of this server?");
  });
});

describe("wrong usage", () => {
  const OK = ["--env", "table.pol", "--model", "http://127.0.0.1:9/v1#m"];
  test.each<[string[], string]>([
    [["guard", "x", ...OK], "`guard` is nothing that can be drafted; there is `reward`"],
    [["reward", " ", ...OK], "say in a few words what the reward is to pay for"],
    [["reward", "x", "--model", "http://127.0.0.1:9#m"], "say which file has the env, as in `--env table.pol`"],
    [["reward", "x", "--env", "table.pol"], "say which model is asked, as in `--model http://127.0.0.1:8080/v1#model-name`"],
    [["reward", "x", "--env", "gone.pol", "--model", "http://127.0.0.1:9#m"], "there is no file or folder `gone.pol`"],
    [["reward", "x", "--env", "-", "--model", "http://127.0.0.1:9#m"], "the env is in a file, which the reward goes into; name it"],
    [["reward", "x", ...OK, "--tries", "0"], "`--tries` is a whole number from 1 to 20"],
    [["reward", "x", ...OK, "--timeout", "301"], "`--timeout` is a whole number from 1 to 300"],
    [["reward", "x", ...OK, "--name", "two words"], "`two words` cannot be the name of a reward; write letters, digits and `_`"],
    [["reward", "x", ...OK, "--write", "--out", "b.pol"], "`--write` and `--out` both say where the reward goes; give one"],
    [["reward", "x", ...OK, "--key-env", "SOME_KEY"], "the environment variable `SOME_KEY` has no key"],
    [["reward", "x", "--env", "table.pol", "--model", "localhost:8080"], "`localhost:8080` is no address of a server; write it as in `http://127.0.0.1:8080/v1#model-name`"],
    [["reward", "x", "--env", "table.pol", "--model", "http://me:secret@127.0.0.1/v1"], "a password does not belong into an address; put the key into an environment variable and name it with `--key-env`"],
  ])("%j", async (args, message) => {
    const folder = mkdtempSync(join(tmpdir(), "pol-draft-"));
    writeFileSync(join(folder, "table.pol"), TABLE);
    expect(await pol(["draft", ...args], folder)).toEqual({ code: 2, out: "", err: `pol: ${message}\n` });
    rmSync(folder, { recursive: true });
  });
});

describe("a file that a reward cannot go into", () => {
  test.each([
    ["const a = ", "`table.pol` has 1 error; put it right first (`pol check table.pol`)"],
    ["const a = 1\n", "`table.pol` has no env that a reward could stand over"],
    [`${TABLE}${"/// long\n".repeat(12_000)}const a = 1\n`, "`table.pol` is too long for a model to read; put the env into a file of its own"],
  ])("%#: nobody is asked", async (source, message) => {
    const ended = await draft([block(LIFT)], [], { source });
    expect(ended).toMatchObject({ code: 1, err: `pol: ${message}\n` });
    expect(ended.server.asked).toEqual([]);
  });
});

test("a file that was changed meanwhile is not overwritten, and the draft is shown", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pol-draft-"));
  const file = join(folder, "table.pol");
  writeFileSync(file, TABLE);
  const server = await scripted([(r) => { writeFileSync(file, `${TABLE}\n// mine\n`); json(r, 200, completion(block(LIFT))); }]);
  const ended = await pol(["draft", "reward", "x", "--env", "table.pol", "--model", `${server.url}#m`, "--write"], folder);
  expect(ended.code).toBe(1);
  expect(ended.out).toContain("+reward lift over table {");
  expect(ended.err).toContain("pol: `table.pol` was changed while the model was asked; nothing was written\n");
  await server.close();
  rmSync(folder, { recursive: true });
});
