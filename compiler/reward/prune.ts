import { outputsOf, type ReportIr, type RewardIr } from "../ir/reward.ts";

/** The same program without what nothing reads, and where the nodes that are left have gone. */
export function pruned(reward: RewardIr): { readonly reward: RewardIr; readonly moved: ReadonlyMap<number, number> } {
  const { nodes, loops, cells } = reward;
  const used = new Set<number>();
  const usedLoops = new Set<number>();
  const usedCells = new Set<number>();
  const visit = (root: number): void => {
    const open = [root];
    while (open.length > 0) {
      const i = open.pop()!;
      if (used.has(i)) continue;
      used.add(i);
      const { args, loop, cell } = nodes[i]!;
      open.push(...args);
      if (loop !== undefined && !usedLoops.has(loop)) {
        usedLoops.add(loop);
        open.push(loops[loop]!.length);
      }
      if (cell !== undefined && !usedCells.has(cell)) {
        usedCells.add(cell);
        open.push(cells[cell]!.next);
      }
    }
  };
  outputsOf(reward).forEach(visit);
  const places = (keep: (i: number) => boolean, n: number): ReadonlyMap<number, number> => new Map([...Array(n).keys()].filter(keep).map((i, at) => [i, at]));
  const [node, loop, cell] = [places((i) => used.has(i), nodes.length), places((i) => usedLoops.has(i), loops.length), places((i) => usedCells.has(i), cells.length)];
  const at = (i: number): number => node.get(i)!;
  const report = (value: ReportIr): ReportIr =>
    value.kind === "vector" ? { ...value, items: value.items.map(report) }
    : value.kind === "record" ? { ...value, fields: value.fields.map((field) => ({ ...field, value: report(field.value) })) }
    : { ...value, node: at(value.node) };
  const left: RewardIr = {
    ...reward,
    nodes: [...node.keys()].map((i) => {
      const one = nodes[i]!;
      return { ...one, args: one.args.map(at), ...(one.loop !== undefined && { loop: loop.get(one.loop)! }), ...(one.cell !== undefined && { cell: cell.get(one.cell)! }) };
    }),
    loops: [...loop.keys()].map((i) => ({ ...loops[i]!, length: at(loops[i]!.length) })),
    cells: [...cell.keys()].map((i) => ({ ...cells[i]!, next: at(cells[i]!.next) })),
    total: at(reward.total),
    items: reward.items.map((item) => ({ ...item, value: report(item.value), counted: item.counted === null ? null : at(item.counted) })),
    stops: reward.stops.map((stop) => ({ ...stop, when: at(stop.when) })),
  };
  return { reward: left, moved: node };
}
