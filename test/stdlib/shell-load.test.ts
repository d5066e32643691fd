import { expect, test } from "vitest";
import { commands, pipelines } from "../../stdlib/shell/commands.ts";
import { world } from "./world.ts";

test("nothing holds before the other grammar is loaded", async () => {
  const why = "cannot be read: the grammar of the shell is not there";
  expect(pipelines.match("ls", ["ls"], world)).toEqual({ holds: false, why });
  expect(commands.match("ls", ["ls"], world)).toEqual({ holds: false, why });
  await commands.load!();
  expect(pipelines.match("ls", ["ls"], world)).toEqual({ holds: true, canonical: "ls" });
});
