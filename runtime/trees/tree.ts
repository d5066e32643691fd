import type { Bundle } from "../../compiler/bundle.ts";
import type { TreeIr } from "../../compiler/ir/tree.ts";
import { bundleOf } from "../files/load.ts";
import { Refusal } from "../refusal.ts";
import { Sandbox } from "../sandbox/isolate.ts";
import { TreeSession } from "./session.ts";

export interface TreeOptions {
  /** Which tree; it may be left out where there is one, and is then the one that no other tree runs. */
  readonly tree?: string;
}

/** Loads a tree from a `.pol` file or a bundle, to tick it without a guard. Throws a Refusal, in one sentence, for anything that cannot be used. */
export async function loadTree(path: string, options: TreeOptions = {}): Promise<Tree> {
  return openTree(await bundleOf(path, { models: "none" }), options);
}

/** Opens a tree of a bundle that has been read or made already. */
export async function openTree(bundle: Bundle, { tree }: TreeOptions = {}): Promise<Tree> {
  const ir = treeOf(bundle, tree);
  return new Tree(bundle, ir, await Sandbox.open(bundle));
}

/** The tree of that name, or the only one. */
export function treeOf({ ir, path }: Pick<Bundle, "ir" | "path">, name: string | undefined): TreeIr {
  const trees = ir.trees ?? [];
  const names = trees.map((one) => `\`${one.name}\``).join(", ");
  if (trees.length === 0) throw new Refusal(`${path} declares no tree`);
  if (name === undefined && trees.length > 1) throw new Refusal(`${path} has several trees (${names}): say which`);
  const found = name === undefined ? trees[0] : trees.find((one) => one.name === name);
  if (found === undefined) throw new Refusal(`${path} has no tree \`${name}\`; it has ${names}`);
  return found;
}

/** A loaded tree: one isolate, any number of sessions. */
export class Tree {
  readonly bundle: Bundle;
  readonly ir: TreeIr;
  readonly #sandbox: Sandbox;

  constructor(bundle: Bundle, ir: TreeIr, sandbox: Sandbox) {
    this.bundle = bundle;
    this.ir = ir;
    this.#sandbox = sandbox;
  }

  session(): TreeSession {
    return new TreeSession(this.bundle.ir, this.ir, (...buffers) => this.#sandbox.bindTree(this.ir.name, ...buffers));
  }

  dispose(): void {
    this.#sandbox.dispose();
  }
}
