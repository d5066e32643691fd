import { resolve } from "node:path";
import { type Bundle, makeBundle } from "../../compiler/bundle.ts";
import { treeGraph } from "../../compiler/graph/tree.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import { parse } from "../../grammar/parse.ts";
import type { Tree as TreeDecl } from "../../grammar/ast.ts";
import { bundleOf } from "../../runtime/files/load.ts";
import { Refusal } from "../../runtime/refusal.ts";
import { mocked } from "../../runtime/trees/mocked.ts";
import { TreeNetworks } from "../../runtime/trees/networks.ts";
import { playTree } from "../../runtime/trees/play.ts";
import { openTree, treeOf } from "../../runtime/trees/tree.ts";
import { version } from "../../runtime/version.ts";
import type { Io } from "../io.ts";
import { exit, UsageError, type Options } from "../verb.ts";
import { entriesOf, scriptsOf } from "./asked.ts";
import { observed } from "./observed.ts";
import { changesView, jsonView, liveView, logView, type View } from "./views.ts";

/** A tree that is not told how long to run, and has nothing to observe, ends here at the latest. */
const MOST_TICKS = 1000;

/** Ticks a tree by itself, without a guard, on a virtual clock. */
export async function runTree(path: string, options: Options, io: Io): Promise<number> {
  const foreign = ["episodes", "episode", "workers", "plot"].find((name) => options[name] !== undefined);
  if (foreign !== undefined) throw new UsageError(`\`--${foreign}\` is for worlds, and a tree runs by itself`);
  const speed = Number(options["speed"] ?? 1);
  if (!(speed > 0)) throw new UsageError("`--speed` is a number above 0");
  const whole = await bundleOf(resolve(io.cwd, path), { models: "present" });
  const ir = treeOf(whole, options["tree"] as string);
  if (ir.later.length > 0) throw new Refusal(`the tree \`${ir.name}\` needs what does not run yet: ${ir.later.join(", ")}`);
  const env = whole.ir.envs.find(({ name }) => name === ir.env)!;
  const rate = env.rate ?? 1;
  const scripts = scriptsOf(options, ir, rate);
  const bundle = await withMocks(whole, ir, new Set(scripts.keys()));
  const networks = await TreeNetworks.open(whole, treeOf(bundle, ir.name));
  const tree = await openTree(bundle, { tree: ir.name });
  try {
    const session = tree.session();
    for (const [entry, value] of entriesOf(options, ir)) session.set(entry, value);
    const samples = await observed(options, whole.ir, env, ir, networks.names.size > 0, io.cwd);
    const ticks = (options["ticks"] as number | undefined) ?? (samples.length > 0 ? samples.length : MOST_TICKS);
    if (!options["json"]) io.stderr.write(notes(tree.ir, scripts, networks));
    const view = viewOf(whole, ir, options, io, rate, speed);
    for await (const tick of playTree({ session, scripts, observed: samples, networks, ticks, untilDone: options["ticks"] === undefined && samples.length === 0 })) await view.show(tick);
    view.end();
    return exit.clean;
  } finally {
    tree.dispose();
    await networks.close();
  }
}

/** Nodes that the program itself would run are leaves of the host instead. */
async function withMocks(bundle: Bundle, tree: TreeIr, nodes: ReadonlySet<string>): Promise<Bundle> {
  if (tree.nodes.every(({ name, kind }) => kind === "extern" || !nodes.has(name))) return bundle;
  return makeBundle(mocked(bundle.ir, tree.name, nodes), { path: bundle.path, text: bundle.source }, {}, version);
}

function viewOf({ source }: Bundle, ir: TreeIr, { json, watch }: Options, io: Io, rate: number, speed: number): View {
  if (json) return jsonView(ir.name, io);
  const { file } = parse(source);
  const graph = treeGraph(file.decls.find((decl): decl is TreeDecl => decl.kind === "Tree" && decl.name.text === ir.name)!, file, source, ir);
  return watch ? (io.tty ? liveView(graph, io, rate, speed) : changesView(graph, io)) : logView(graph, io);
}

/** Leaves of which nothing is known here: they do not move. */
function notes({ nodes, sources }: TreeIr, scripts: ReadonlyMap<string, unknown>, networks: TreeNetworks): string {
  const silent = nodes.flatMap((node) => (node.kind === "extern" && !scripts.has(node.name) ? [node.name] : []));
  const without = sources.flatMap(({ name, kind }) => (kind === "policy" && !networks.names.has(name) && nodes.some((node) => node.kind === "do" && node.source === name) ? [name] : []));
  const named = (names: readonly string[]): string => `${names.slice(0, 6).map((name) => `\`${name}\``).join(", ")}${names.length > 6 ? ` and ${names.length - 6} more` : ""}`;
  return [
    ...(silent.length > 0 ? [`note: the host runs ${named(silent)}: without \`--mock\` it stays running`] : []),
    ...(without.length > 0 ? [`note: no network is here for ${named(without)}: it proposes nothing, and its leaves fail unless \`--mock\` answers for them`] : []),
  ].map((line) => `${line}\n`).join("");
}
