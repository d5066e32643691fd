import type { Board } from "./boards.ts";
import type { Document } from "./document.ts";
import { hintLiteral, type Scope } from "./infer.ts";
import type { Direction, Kind } from "./models.ts";
import { portValue } from "./ports.ts";
import { Slot } from "./slot.ts";
import { type NodeOf, nodesOf, placeOf, type Written } from "./tree.ts";
import type { Attribute } from "./xml/read.ts";

type Leaf = NodeOf<"leaf">;

interface LeafPort {
  readonly direction: Direction;
  readonly slot: Slot;
}

/** The leaves that the host runs, by what their ports are given. */
export class Leaves {
  readonly #ports = new Map<string, Map<string, LeafPort>>();
  readonly #models: Document["models"];
  /** Entries that are handed to leaves: what a leaf's port takes says something of them only where nothing else does. */
  readonly #handed: { readonly entry: Slot; readonly port: Slot }[] = [];

  constructor({ trees, models }: Document) {
    this.#models = models;
    const leaves = [...trees.values()].flatMap(({ root }) => [...nodesOf(root)].filter((node) => node.kind === "leaf"));
    const fixed = new Set(leaves.flatMap(({ id, ports }) => [...ports].flatMap(([name, { expr }]) => (expr.kind === "literal" ? [`${id} ${name}`] : []))));
    for (const leaf of leaves) for (const name of this.portsOf(leaf).keys()) this.#declare(leaf, name, fixed);
  }

  #declare({ id, known, place }: Leaf, name: string, fixed: ReadonlySet<string>): void {
    const ports = this.#ports.get(id) ?? new Map<string, LeafPort>(), model = known?.get(name) ?? this.#models.get(id)?.ports.get(name);
    this.#ports.set(id, ports);
    if (ports.has(name)) return;
    // What stands in the file can only be read; of an entry nobody knows.
    const slot = new Slot(), direction = fixed.has(`${id} ${name}`) ? "in" : (model?.direction ?? "inout");
    if (model?.kind) slot.hard(model.kind, this.#models.get(id)?.place ?? place);
    ports.set(name, { direction, slot });
  }

  /** What a leaf's ports are given, where nothing is written what the model says. */
  portsOf({ id, ports }: Leaf): ReadonlyMap<string, Written> {
    const missing = [...(this.#models.get(id)?.ports ?? [])].flatMap(([name, { missing, direction }]) => {
      const value = direction === "out" && missing?.value.startsWith("{") !== true ? null : this.missing(missing);
      return value === null || ports.has(name) ? [] : [[name, value] as const];
    });
    return new Map([...ports, ...missing]);
  }

  missing(attribute: Attribute | null): Written | null {
    return attribute === null ? null : portValue(attribute);
  }

  directionOf(id: string, name: string): Direction {
    return this.#ports.get(id)!.get(name)!.direction;
  }

  kindOf(id: string, name: string): Kind {
    return this.#ports.get(id)!.get(name)!.slot.kind;
  }

  /** All ports that uses of a leaf mention, or its model has values for. */
  namesOf(id: string): readonly string[] {
    return [...(this.#ports.get(id)?.keys() ?? [])];
  }

  use(leaf: Leaf, scope: Scope, board: Board): void {
    for (const [name, port] of this.portsOf(leaf)) {
      const { slot, direction } = this.#ports.get(leaf.id)!.get(name)!;
      if (port.expr.kind === "literal") hintLiteral(slot, port.expr.value, placeOf(port), scope.words);
      if (port.expr.kind !== "name") continue;
      const entry = board.entry(port.expr.name, placeOf(port));
      entry.slot.hint("handed");
      if (direction !== "in") entry.given = true;
      if (direction !== "out") entry.read = true;
      this.#handed.push({ entry: entry.slot, port: slot });
    }
  }

  /** Once all scripts have been looked at: an entry takes after the port it is handed to, unless it is known to be something else. */
  settle(): void {
    for (const { entry, port } of this.#handed) if (entry.fits(port)) entry.union(port);
  }
}
