// Navigates, and prints the ticks at which something changes: node examples/nav2/run.ts [free | blocked | detour | elsewhere] [SEED]
import type { loadTree } from "../../runtime/index.ts";
import { drive } from "./drive.ts";
import { SCENES, type SceneName } from "./scenes.ts";
import { leavesOf, lineOf } from "./tell.ts";

const [, , name = "blocked", seed = "1"] = process.argv;
if (!Object.hasOwn(SCENES, name)) {
  console.error(`there is no scene \`${name}\`; there are ${Object.keys(SCENES).map((one) => `\`${one}\``).join(", ")}`);
  process.exit(2);
}

// By its name, as from anywhere else: `npm run build` makes it.
const library: string = "pol-lang";
const pol = (await import(library)) as { readonly loadTree: typeof loadTree };
const tree = await pol.loadTree(new URL("navigate.pol", import.meta.url).pathname);
const session = tree.session(), leaves = new Set(session.tree.nodes.flatMap((node) => (node.kind === "extern" ? [node.name] : [])));
let before = "";
for (const moment of drive(session, SCENES[name as SceneName], Number(seed))) {
  const now = leavesOf(moment, leaves);
  if (now !== before) console.log(lineOf(moment, leaves));
  before = now;
  if (moment.root !== "running") console.log(`the tree gives ${moment.root}`);
}
tree.dispose();
