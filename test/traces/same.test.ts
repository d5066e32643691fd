import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { readTrace } from "../../runtime/traces/trace.ts";
import { envOf, file } from "./files.ts";

const body = "{ observe x: number [m] observe p: vec2 observe b: bool observe m: Mode }";
const sampled = envOf(`enum Mode { stop, go, turn } env e at 20Hz ${body}`);
const free = envOf(`enum Mode { stop, go, turn } env e ${body}`);

const number = fc.option(fc.oneof(fc.double(), fc.integer()));
const row = fc.record({
  skip: fc.constantFrom(0, 0, 0, 0, 1, 3, -1, -2, null),
  x: number, px: number, py: number,
  b: fc.option(fc.boolean()),
  m: fc.option(fc.constantFrom("stop", "go", "turn", "drift")),
});

/** Times on the grid, with gaps, steps back and some that are missing. */
function timed(rows: readonly { skip: number | null }[]): (number | null)[] {
  let k = 100;
  return rows.map(({ skip }) => (skip === null ? null : (k += 1 + skip) / 20));
}

test("CSV, NDJSON and Parquet of the same data give the same trace", async () => {
  const text = (v: number | boolean | string | null): string => (v === null ? "" : Object.is(v, -0) ? "-0" : String(v));
  const inJson = (v: number | null) => (v === null || Number.isFinite(v) ? v : String(v));
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), fc.boolean(), fc.boolean(), async (rows, nested, hasRate) => {
      const times = timed(rows);
      fc.pre(times.some((t) => t !== null));
      const csv = ["m,time,x [cm],p.x,p.y,b", ...rows.map((r, i) => [r.m, times[i]!, r.x, r.px, r.py, r.b].map(text).join(","))].join("\n");
      const json = rows.map((r, i) => JSON.stringify({ time: times[i], "x [cm]": inJson(r.x), ...(nested ? { p: [inJson(r.px), inJson(r.py)] } : { "p.x": inJson(r.px), "p.y": inJson(r.py) }), b: r.b, m: r.m })).join("\n");
      const parquet = parquetWriteBuffer({
        columnData: [
          { name: "p.x", data: rows.map((r) => r.px), type: "DOUBLE" },
          { name: "p.y", data: rows.map((r) => r.py), type: "DOUBLE" },
          { name: "x [cm]", data: rows.map((r) => r.x), type: "DOUBLE" },
          { name: "time", data: times, type: "DOUBLE" },
          { name: "m", data: rows.map((r) => r.m), type: "STRING" },
          { name: "b", data: rows.map((r) => r.b), type: "BOOLEAN" },
        ],
        rowGroupSize: 25,
      });
      const env = hasRate ? sampled : free;
      const [a, b, c] = await Promise.all([readTrace(file("s.csv", csv), env), readTrace(file("s.ndjson", json), env), readTrace(file("s.parquet", new Uint8Array(parquet)), env)]);
      // JSON writes -0 as 0.
      const shown = ({ name: _, ...rest }: typeof a) => ({ ...rest, obs: rest.obs.map((values) => [...values].map((v) => v + 0)) });
      expect(shown(b)).toEqual(shown(a));
      expect(shown(c)).toEqual(shown(a));
    }),
  );
});
