import { outputsOf, type NodeIr, type ReportIr, type RewardIr } from "../../compiler/ir/reward.ts";

/** The reward without what nothing needs. */
export function prune(reward: RewardIr): RewardIr {
  const { nodes, loops, cells, features } = reward;
  const used = new Set<number>();
  const use = (id: number): void => {
    if (used.has(id)) return;
    used.add(id);
    const { args, loop, cell } = nodes[id]!;
    args.forEach(use);
    if (loop !== undefined) use(loops[loop]!.length);
    if (cell !== undefined) use(cells[cell]!.next);
  };
  outputsOf(reward).forEach(use);

  const kept = [...used].sort((a, b) => a - b), id = placed(kept), rows = kept.map((old) => nodes[old]!);
  const ofLoop = placed(fieldsOf(rows, "loop")), ofCell = placed(fieldsOf(rows, "cell")), ofFeature = placed(fieldsOf(rows, "feature"));
  const report = (value: ReportIr): ReportIr => {
    if (value.kind === "vector") return { kind: "vector", items: value.items.map(report) };
    if (value.kind === "record") return { kind: "record", fields: value.fields.map((field) => ({ ...field, value: report(field.value) })) };
    return { kind: value.kind, node: id.get(value.node)! };
  };
  return {
    ...reward, total: id.get(reward.total)!,
    nodes: rows.map((row) => ({
      ...row, args: row.args.map((arg) => id.get(arg)!),
      ...(row.loop !== undefined && { loop: ofLoop.get(row.loop)! }), ...(row.cell !== undefined && { cell: ofCell.get(row.cell)! }), ...(row.feature !== undefined && { feature: ofFeature.get(row.feature)! }),
    })),
    loops: [...ofLoop.keys()].map((old) => ({ ...loops[old]!, length: id.get(loops[old]!.length)! })),
    cells: [...ofCell.keys()].map((old) => ({ ...cells[old]!, next: id.get(cells[old]!.next)! })),
    features: [...ofFeature.keys()].map((old) => features[old]!),
    items: reward.items.map((item) => ({ ...item, value: report(item.value), counted: item.counted === null ? null : id.get(item.counted)! })),
    stops: reward.stops.map((stop) => ({ ...stop, when: id.get(stop.when)! })),
  };
}

const fieldsOf = (rows: readonly NodeIr[], field: "loop" | "cell" | "feature"): readonly number[] =>
  [...new Set(rows.flatMap((row) => row[field] ?? []))].sort((a, b) => a - b);

const placed = (all: readonly number[]): ReadonlyMap<number, number> => new Map(all.map((old, place) => [old, place]));
