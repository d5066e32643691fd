import { expect, test } from "vitest";
import { atEvents, onGrid } from "../../runtime/traces/align.ts";

/** Places of the rows 1, 2, 3, …, 0 for unknown, and the notes. */
function grid(times: number[], rate = 10) {
  const { length, times: at, place, notes } = onGrid("a.csv", Float64Array.from(times), rate, "car");
  expect(at).toEqual(Float64Array.from({ length }, (_, k) => k / rate));
  return { rows: [...place(Float64Array.from(times, (_, i) => i + 1), 0)], notes };
}

function events(times: number[]) {
  const { times: at, place, notes } = atEvents("a.csv", Float64Array.from(times));
  return { rows: [...place(Float64Array.from(times, (_, i) => i + 1), 0)], at: [...at!], notes };
}

test("samples on the grid stay as they are", () => {
  expect(grid([5, 5.1, 5.2, 5.3])).toEqual({ rows: [1, 2, 3, 4], notes: [] });
  expect(grid([0, 0.1004, 0.1996])).toEqual({ rows: [1, 2, 3], notes: [] });
  expect(onGrid("a.csv", Float64Array.of(0, 0.1), 10, "car").place(Float64Array.of(1, 2), 0)).toEqual(Float64Array.of(1, 2));
});

test("a gap of whole samples is filled with unknown ones", () => {
  expect(grid([0, 0.1, 0.4, 0.6])).toEqual({ rows: [1, 2, 0, 0, 3, 0, 4], notes: ["3 missing samples are unknown (first before row 3)"] });
  expect(grid([0, 0.2])).toEqual({ rows: [1, 0, 2], notes: ["1 missing sample is unknown (first before row 2)"] });
});

test("a row out of order leaves its place unknown", () => {
  expect(grid([0, 0.2, 0.1, 0.3])).toEqual({ rows: [1, 0, 2, 4], notes: ["1 sample out of order is unknown (first in row 3)", "1 missing sample is unknown (first before row 2)"] });
  expect(grid([0, 0.1, 0.1, 0.2, 0.1])).toEqual({ rows: [1, 0, 4], notes: ["2 samples out of order are unknown (first in row 3)"] });
  expect(grid([0, 0.1, -0.3, 0.2]).rows).toEqual([1, 2, 4]);
});

test("a row without a time is an unknown sample", () => {
  expect(grid([0, NaN, 0.2])).toEqual({ rows: [1, 0, 3], notes: ["1 sample without a time is unknown (first in row 2)", "1 missing sample is unknown (first before row 3)"] });
  expect(grid([NaN, 0, 0.1, NaN, NaN])).toEqual({ rows: [2, 3, 0, 0], notes: ["3 samples without a time are unknown (first in row 1)"] });
});

test("a sample beside the grid is refused", () => {
  expect(() => grid([0, 0.1, 0.2011])).toThrow("a.csv, row 3: 0.2011 s after the first sample lies between two samples of `car`, which has 10 a second; declare the env without `at` for a trace with times of its own");
  expect(() => grid([7, 7.1, 7.15])).toThrow("a.csv, row 3: 0.15 s after");
});

test("far from the start, times of few digits are on the grid still", () => {
  const times = Array.from({ length: 200_000 }, (_, k) => Number((k / 10).toPrecision(7)));
  expect(grid(times).notes).toEqual([]);
  expect(grid(times.map((t) => t * (1 + 4e-7))).notes).toEqual([]);
});

test("a leap of the clock is refused and fills no memory", () => {
  expect(() => grid([0, 0.1, 1.7e9])).toThrow("a.csv, row 3: its time leaps ahead by 16999999998 samples of `car`; split the trace there, or set its clock right");
});

test("a trace without any time is refused", () => {
  expect(() => grid([NaN, NaN])).toThrow("a.csv has no sample with a time");
  expect(() => events([NaN])).toThrow("a.csv has no sample with a time");
});

test("without a rate, each row is a sample, and a bad one is unknown at the last time", () => {
  expect(events([3, 3.5, 3.5, 7])).toEqual({ rows: [1, 2, 3, 4], at: [0, 0.5, 0.5, 4], notes: [] });
  expect(events([NaN, 3, 5, 4, NaN, 6])).toEqual({
    rows: [0, 2, 3, 0, 0, 6],
    at: [0, 0, 2, 2, 2, 3],
    notes: ["1 sample out of order is unknown (first in row 4)", "2 samples without a time are unknown (first in row 1)"],
  });
});
