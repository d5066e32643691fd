import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { connect, filesystem, folder, pol, textOf } from "../e2e/mcp-session.ts";

test("`pol mcp --store` counts over its processes", { timeout: 120_000 }, async () => {
  const dir = folder();
  writeFileSync(join(dir, "files.pol"), `env files {
  tool write_file(path: text, content: text)
}
privilege clerk over files {
  allow  write_file
  forbid write_file when calls(write_file, 1h) > 2 saying "Enough."
}
guard clerks over files {
  propose agent
  else    tell "No: {reason}"
  obey clerk
}
`);
  const write = async (name: string): Promise<string> => {
    const { client } = await connect([pol, "mcp", join(dir, "files.pol"), "--store", join(dir, "history.db"), "--principal", "anna", "--", process.execPath, filesystem, dir]);
    const said = textOf(await client.callTool({ name: "write_file", arguments: { path: join(dir, name), content: "x" } }));
    await client.close();
    return said;
  };
  await write("one.txt");
  await write("two.txt");
  expect(await write("three.txt")).toBe("No: Enough.");
  expect(["one.txt", "two.txt", "three.txt"].map((name) => existsSync(join(dir, name)))).toEqual([true, true, false]);
});
