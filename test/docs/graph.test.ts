import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { graphsOf } from "../../cli/graph/choice.ts";
import { picture } from "../../compiler/graph/svg/picture.ts";
import { analyze } from "../../compiler/program.ts";
import { blocks, root } from "./pages.ts";

const page = join(root, "docs/graph.md");
const file = join(root, "docs/graph.svg");

test("docs/graph.svg is the picture of what docs/graph.md shows; POL_UPDATE=1 draws it anew", () => {
  const [block] = blocks(readFileSync(page, "utf8"));
  const text = readFileSync(join(root, "docs/language/envs/road.pol"), "utf8") + block!.text;
  const { file: parsed, program } = analyze({ path: "road.pol", text }, { readText: () => undefined, exists: () => true });
  const drawn = picture(graphsOf({ path: "road.pol", text, file: parsed, trees: program.trees! }, undefined), { expand: false, status: null, caption: null });
  if (process.env["POL_UPDATE"] === "1") writeFileSync(file, drawn);
  expect(existsSync(file) ? readFileSync(file, "utf8") : null).toBe(drawn);
});
