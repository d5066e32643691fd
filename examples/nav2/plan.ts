import { along, distance, distanceTo, HEIGHT, MARGIN, WALLS, WIDTH, type Box, type Point } from "./plane.ts";

const CELL = 0.25;
const COLUMNS = WIDTH / CELL, ROWS = HEIGHT / CELL;
const NEIGHBOURS = [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [1, -1], [-1, 1], [-1, -1]] as const;

/** Whether there is room, as far as is known. */
export function isFree(at: Point, known: readonly Box[], radius = MARGIN): boolean {
  const isInside = at.x >= radius && at.y >= radius && at.x <= WIDTH - radius && at.y <= HEIGHT - radius;
  return isInside && [...WALLS, ...known].every((box) => distanceTo(box, at) >= radius);
}

export function isWayFree(path: readonly Point[], known: readonly Box[]): boolean {
  return along(path, CELL / 2).every((at) => isFree(at, known));
}

/** The shortest way over a grid, its corners cut (A*); null: there is none. */
export function plan(from: Point, to: Point, known: readonly Box[]): Point[] | null {
  const centre = (cell: number): Point => ({ x: ((cell % COLUMNS) + 0.5) * CELL, y: (Math.floor(cell / COLUMNS) + 0.5) * CELL });
  const cellOf = ({ x, y }: Point): number => Math.floor(y / CELL) * COLUMNS + Math.floor(x / CELL);
  const start = cellOf(from), goal = cellOf(to), costs = new Map([[start, 0]]), before = new Map<number, number>(), open = new Set([start]);
  while (open.size > 0) {
    const cell = [...open].reduce((best, one) => (costs.get(one)! + distance(centre(one), to) < costs.get(best)! + distance(centre(best), to) ? one : best));
    if (cell === goal) return shortened([from, ...backFrom(goal, before).slice(1, -1).map(centre), to], known);
    open.delete(cell);
    for (const [dx, dy] of NEIGHBOURS) {
      const column = (cell % COLUMNS) + dx, row = Math.floor(cell / COLUMNS) + dy, next = row * COLUMNS + column;
      if (column < 0 || column >= COLUMNS || row < 0 || row >= ROWS || (next !== goal && !isFree(centre(next), known)) || (next === goal && !isFree(to, known))) continue;
      const cost = costs.get(cell)! + Math.hypot(dx, dy) * CELL;
      if (cost >= (costs.get(next) ?? Infinity)) continue;
      costs.set(next, cost);
      before.set(next, cell);
      open.add(next);
    }
  }
  return null;
}

function backFrom(goal: number, before: ReadonlyMap<number, number>): number[] {
  const cells = [goal];
  for (let cell = before.get(goal); cell !== undefined; cell = before.get(cell)) cells.unshift(cell);
  return cells;
}

/** Leaves out every corner that need not be gone round. */
function shortened(path: readonly Point[], known: readonly Box[]): Point[] {
  const kept = [path[0]!];
  for (let at = 0; at < path.length - 1;) {
    let next = path.length - 1;
    while (next > at + 1 && !isWayFree([path[at]!, path[next]!], known)) next -= 1;
    kept.push(path[next]!);
    at = next;
  }
  return kept;
}
