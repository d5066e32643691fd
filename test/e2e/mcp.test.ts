import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { connect, filesystem, folder, pol, textOf, type Connected } from "./mcp-session.ts";

const POLICY = `env files { tools from "tools.json" }
privilege clerk over files {
  allow  read_text_file, list_directory
  allow  write_file when path == "$/new.txt" and content != "poison"
    else ask when path == "$/asked.txt" saying "Write {path}?"
  forbid write_file when content == "poison" saying "Not that."
  forbid move_file then stop
}
guard clerks over files {
  propose agent
  else    tell "Not permitted: {reason}"
  obey clerk
}
`;

/** A folder with a policy over the server's own tools, and what guards it. */
async function guarded(answer?: Parameters<typeof connect>[1]): Promise<Connected & { readonly dir: string; readonly record: string }> {
  const dir = folder();
  writeFileSync(join(dir, "old.txt"), "from before");
  const bare = await connect([filesystem, dir]);
  const { tools } = await bare.client.listTools();
  await bare.client.close();
  const declared = ["read_text_file", "write_file", "list_directory", "move_file"];
  writeFileSync(join(dir, "tools.json"), JSON.stringify({ tools: tools.filter((t) => declared.includes(t.name)) }));
  writeFileSync(join(dir, "files.pol"), POLICY.replaceAll("$", dir));
  const record = join(dir, "record.jsonl");
  return { dir, record, ...(await connect([pol, "mcp", join(dir, "files.pol"), "--record", record, "--principal", "anna", "--", process.execPath, filesystem, dir], answer)) };
}

const records = (path: string): Record<string, unknown>[] => readFileSync(path, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);

describe("in front of the filesystem server", { timeout: 120_000 }, () => {
  test("reads pass, forbidden writes never reach the disk, other tools are hidden", async () => {
    const { client, dir, record, log } = await guarded();
    expect((await client.listTools()).tools.map((t) => t.name).sort()).toEqual(["list_directory", "move_file", "read_text_file", "write_file"]);
    expect(client.getServerVersion()?.name).toBe("secure-filesystem-server");
    expect(textOf(await client.callTool({ name: "read_text_file", arguments: { path: join(dir, "old.txt") } }))).toBe("from before");
    await client.callTool({ name: "write_file", arguments: { path: join(dir, "new.txt"), content: "hello" } });
    expect(readFileSync(join(dir, "new.txt"), "utf8")).toBe("hello");

    const refused = async (name: string, args: Record<string, unknown>): Promise<string> => {
      const result = await client.callTool({ name, arguments: args });
      expect(result.isError).toBe(true);
      return textOf(result);
    };
    expect(await refused("write_file", { path: join(dir, "other.txt"), content: "hello" })).toBe("Not permitted: the policy does not permit this call");
    expect(await refused("write_file", { path: join(dir, "new.txt"), content: "poison" })).toBe("Not permitted: Not that.");
    expect(await refused("write_file", { path: join(dir, "asked.txt"), content: "hello" })).toBe("Not permitted: a person has to approve this call, and this client cannot ask one");
    expect(await refused("write_file", { path: join(dir, "new.txt") })).toContain("must have required property 'content'");
    expect(await refused("write_file", { path: join(dir, "new.txt"), content: "x", mode: "w" })).toContain("must NOT have additional properties (`mode`)");
    expect(await refused("create_directory", { path: join(dir, "sub") })).toBe("Not permitted: there is no tool `create_directory`");
    expect(["other.txt", "asked.txt", "sub"].filter((name) => existsSync(join(dir, name)))).toEqual([]);
    expect(readFileSync(join(dir, "new.txt"), "utf8")).toBe("hello");

    expect(records(record).map((r) => r["verdict"] ?? r["answer"])).toEqual(["allow", "allow", "forbid", "forbid", "ask", "unanswered", "forbid", "forbid", "forbid"]);
    expect(records(record)[0]).toMatchObject({ kind: "call", principal: "anna", tool: "read_text_file", rule: { line: 3 } });
    expect(log()).toContain("pol: forbid create_directory");
    expect(log()).toContain("hidden, since the policy does not declare them: read_file, read_media_file");
    expect(log()).not.toContain("is not the policy's");
  });

  test("a person approves, declines, and reads everything", async () => {
    const answers = [{ action: "accept", content: { approve: true } }, { action: "accept", content: { approve: false } }, { action: "decline" }, { action: "cancel" }] as const;
    let next = 0;
    const { client, dir, record, asked } = await guarded(() => answers[next++]!);
    const write = async (content: string): Promise<boolean> => (await client.callTool({ name: "write_file", arguments: { path: join(dir, "asked.txt"), content } })).isError !== true;
    expect(await write("first\n\u202eline")).toBe(true);
    expect(readFileSync(join(dir, "asked.txt"), "utf8")).toBe("first\n\u202eline");
    expect([await write("second"), await write("third"), await write("fourth")]).toEqual([false, false, false]);
    expect(readFileSync(join(dir, "asked.txt"), "utf8")).toBe("first\n\u202eline");
    expect(asked[0]).toBe(`Write ${dir}/asked.txt?\n\nTool: write_file\npath: "${dir}/asked.txt"\ncontent: "first\\n\\u{202e}line"`);
    expect(records(record).filter((r) => r["kind"] === "answer").map((r) => [r["answer"], r["permitted"]])).toEqual([["approved", true], ["declined", false], ["declined", false], ["declined", false]]);
  });

  test("parallel calls, and `then stop` ends the connection after its refusal", async () => {
    const { client, dir, log } = await guarded(async () => {
      await new Promise((soon) => setTimeout(soon, 50));
      return { action: "accept", content: { approve: true } };
    });
    const read = Array.from({ length: 20 }, () => client.callTool({ name: "read_text_file", arguments: { path: join(dir, "old.txt") } }));
    const asked = client.callTool({ name: "write_file", arguments: { path: join(dir, "asked.txt"), content: "yes" } });
    expect((await Promise.all(read)).map(textOf)).toEqual(Array.from({ length: 20 }, () => "from before"));
    expect((await asked).isError).not.toBe(true);
    const closed = new Promise<void>((done) => { client.onclose = done; });
    expect(textOf(await client.callTool({ name: "move_file", arguments: { source: join(dir, "old.txt"), destination: join(dir, "gone.txt") } }))).toBe("Not permitted: the policy does not permit this call");
    await closed;
    expect(existsSync(join(dir, "old.txt"))).toBe(true);
    expect(log()).toContain("the policy has ended this run");
  });
});

describe("ends", { timeout: 60_000 }, () => {
  const START = "require('fs').writeFileSync(process.argv[1], 'started');";
  const written = (dir: string, text: string): string => {
    const file = join(dir, "a.pol");
    writeFileSync(file, text);
    return file;
  };
  const SOUND = "env e { tool t() }\nprivilege p over e { allow t }\nguard g over e { propose agent else tell \"{reason}\" obey p }\n";

  test("with 1 and one sentence where the policy does not compile, and starts no server", () => {
    const dir = folder();
    const { status, stdout, stderr } = spawnSync(process.execPath, [pol, "mcp", written(dir, SOUND.replace("allow t", "allow u")), "--", process.execPath, "-e", START, join(dir, "mark")], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^pol: .*a\.pol:2: there is no tool `u`.*\n$/);
    expect(existsSync(join(dir, "mark"))).toBe(false);
  });

  test("with 1 where the server cannot be started, or the record cannot be written", () => {
    const file = written(folder(), SOUND);
    const run = (...args: string[]) => spawnSync(process.execPath, [pol, "mcp", file, ...args], { encoding: "utf8" });
    expect(run("--", "/no/such/server")).toMatchObject({ status: 1, stdout: "", stderr: "pol: `/no/such/server` cannot be started (ENOENT)\n" });
    expect(run("--record", "/no/such/folder/r.jsonl", "--", "true")).toMatchObject({ status: 1, stdout: "", stderr: "pol: the record /no/such/folder/r.jsonl cannot be written (ENOENT: no such file or directory)\n" });
  });

  test("with 1 when the server dies, after answering what is open; what is no protocol on its output is left out", async () => {
    const server = "process.stdout.write('hello!\\n{\"jsonrpc\":\"2.0\"}\\n'); process.stdin.once('data', () => process.exit(7));";
    const child = spawn(process.execPath, [pol, "mcp", written(folder(), SOUND), "--", process.execPath, "-e", server]);
    const read = { out: "", err: "" };
    child.stdout.on("data", (chunk) => { read.out += String(chunk); });
    child.stderr.on("data", (chunk) => { read.err += String(chunk); });
    child.stdin.write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n");
    expect(await new Promise((done) => child.on("close", done))).toBe(1);
    expect(JSON.parse(read.out)).toEqual({ jsonrpc: "2.0", id: 1, error: { code: -32000, message: "the server has ended" } });
    expect(read.err).toContain("the server sent what is no message (not JSON)");
    expect(read.err).toContain("the server sent what is no message (not JSON-RPC)");
  });

  test.each([["the client leaves", 0], ["it is told to", 143]])("when %s", async (how, code) => {
    const dir = folder();
    const child = spawn(process.execPath, [pol, "mcp", written(dir, SOUND), "--", process.execPath, "-e", `${START} process.stdin.on('end', () => require('fs').writeFileSync(process.argv[1], 'ended')).resume();`, join(dir, "mark")]);
    const until = async (text: string): Promise<void> => { while (!existsSync(join(dir, "mark")) || readFileSync(join(dir, "mark"), "utf8") !== text) await new Promise((soon) => setTimeout(soon, 20)); };
    await until("started");
    if (code === 0) child.stdin.end();
    else child.kill("SIGTERM");
    expect(await new Promise((done) => child.on("close", done)), how).toBe(code);
    await until("ended");
  });
});
