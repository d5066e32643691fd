export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Middle and size. */
export interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Way {
  readonly from: Area;
  readonly to: Area;
  /** Middles of the places that it was given in layers, the ends left out. */
  readonly through: readonly Point[];
  readonly label: Area;
}

/** Straight stretches down or up; between two of them the way bends. A loop stands beside its node. */
export type Route = { readonly kind: "way"; readonly runs: readonly Run[] } | { readonly kind: "loop"; readonly node: Area; readonly out: number };

export interface Run {
  readonly x: number;
  readonly from: number;
  readonly to: number;
}

/** From a corner of a box to the first edge, and between two edges. */
const CORNER = 12;
const APART = 14;

/** How wide a box should be on which so many edges end, above and below. */
export const widthFor = (ends: number): number => 2 * CORNER + APART * Math.max(0, ends - 1);

/** Ways that cross a layer straight and bend only between layers, where nothing stands. */
export class Router {
  readonly #ways: readonly Way[];
  /** By middle of a layer: half of its height. */
  readonly #halves = new Map<number, number>();
  readonly #ports = new Map<string, number>();

  constructor(nodes: readonly Area[], ways: readonly Way[]) {
    this.#ways = ways;
    for (const { y, height } of [...nodes, ...ways.map(({ label }) => label)]) this.#halves.set(y, Math.max(this.#halves.get(y) ?? 0, height / 2));
    for (const node of nodes) for (const below of [false, true]) this.#attach(node, below);
  }

  routes(): Route[] {
    return this.#ways.map((way, i) => {
      const { from, to, through } = way;
      if (from === to) return { kind: "loop", node: from, out: way.label.x - way.label.width / 2 };
      const down = to.y > from.y ? 1 : -1;
      const half = ({ y }: Point): number => this.#halves.get(y) ?? 0;
      const runs = [
        { x: this.#ports.get(`${i} from`)!, from: from.y + (down * from.height) / 2, to: from.y + down * half(from) },
        ...through.map((point) => ({ x: point.x, from: point.y - down * half(point), to: point.y + down * half(point) })),
        { x: this.#ports.get(`${i} to`)!, from: to.y - down * half(to), to: to.y - (down * to.height) / 2 },
      ];
      return { kind: "way", runs };
    });
  }

  /** Where edges meet the upper or lower side of a node: straight above or below where they come from, as far as there is room. */
  #attach(node: Area, below: boolean): void {
    const ends = this.#ways.flatMap(({ from, to, through }, i) => {
      if (from === to) return [];
      const leaves = from === node && to.y > from.y === below ? [{ key: `${i} from`, x: (through[0] ?? to).x }] : [];
      const enters = to === node && from.y > to.y === below ? [{ key: `${i} to`, x: (through.at(-1) ?? from).x }] : [];
      return [...leaves, ...enters];
    }).sort((a, b) => a.x - b.x);
    const apart = Math.min(APART, (node.width - 2 * CORNER) / Math.max(1, ends.length - 1));
    const left = node.x - node.width / 2 + CORNER, right = node.x + node.width / 2 - CORNER;
    let least = Math.min(left, node.x);
    ends.forEach(({ key, x }, k) => {
      const most = Math.max(right, node.x) - apart * (ends.length - 1 - k);
      const at = Math.min(Math.max(x, least), most);
      this.#ports.set(key, at);
      least = at + apart;
    });
  }
}
