import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Options, Verb } from "../../cli/verb.ts";
import { pol } from "./io.ts";

const folder = mkdtempSync(join(tmpdir(), "pol-monitor-"));
const monitor = (...args: string[]): ReturnType<typeof pol> => pol(["monitor", ...args], folder);
const json = async (...args: string[]) => {
  const { code, out, err } = await monitor(...args, "--json");
  expect(err).toBe("");
  return { code, ...JSON.parse(out) };
};
const write = (name: string, text: string | Uint8Array): void => writeFileSync(join(folder, name), text);

const CAR = `env car at 10Hz {
  observe speed: [m/s] in 0..60
  observe gap: [m] in 0..300
  observe lamp: bool
  act accel: [m/s^2] in -8..3 default 0
}
env house at 1Hz { observe heat: number }
fn near(gap: [m]) -> bool = gap < 5m

spec apart over car = always gap > 2m
spec brakes over car = always (near(gap) implies eventually[0s, 1s] accel < -1[m/s^2])
spec slow over car = speed < 20[m/s]
spec warm over house = always heat > 18
`;
// At 10 Hz: too near from 1.0 s to 1.2 s, and at 2.5 s alone.
const GAP = Array.from({ length: 40 }, (_, k) => (k === 11 ? 0.5 : (k >= 10 && k <= 12) || k === 25 ? 1.5 : 12));
const csv = (gaps: readonly (number | "")[]): string => ["speed [km/h],gap,accel,lamp", ...gaps.map((gap, k) => `${36 + k},${gap},${k < 15 ? -2 : 0},true`)].join("\n");

beforeAll(() => {
  for (const name of ["drives", "none"]) mkdirSync(join(folder, name));
  write("car.pol", CAR);
  write("drives/bad.csv", csv(GAP));
  write("drives/good.csv", csv(GAP.map(() => 12)));
  write("bad.ndjson", GAP.map((gap, k) => JSON.stringify({ speed: 10, gap, accel: k < 15 ? -2 : 0 })).join("\n"));
  write("bad.parquet", new Uint8Array(parquetWriteBuffer({ columnData: [{ name: "gap", data: Float64Array.from(GAP), type: "DOUBLE", nullable: false }] })));
  write("house.csv", "heat\n19\n20\n");
  write("holes.csv", csv(GAP.map((_, k) => (k < 2 ? "" : 12))));
});
afterAll(() => rmSync(folder, { recursive: true }));

const VIOLATIONS = [{ from: 1, to: 1.2, worst: -1.5, at: 1.1 }, { from: 2.5, to: 2.5, worst: -0.5, at: 2.5 }];

test("a table over the traces, and what is violated in each", async () => {
  const { code, out, err } = await monitor("car.pol", "drives", "--spec", "apart");
  expect({ code, err }).toEqual({ code: 1, err: "" });
  expect(out).toContain("apart  always gap > 2m\n\n");
  expect(out).toMatch(/^trace +samples +verdict +robustness +violating +spans\ndrives\/bad\.csv +40 +violated +-1\.5 +4 +2\ndrives\/good\.csv +40 +holds +10 +– +–\n\ndrives\/bad\.csv\n/m);
  expect(out).toMatch(/^ {2}-1\.5 █{10}▁{3}█{12}▁█{14} 10 {3}robustness over 3\.9 s\n {2}✗ 1 s to 1\.2 s +worst -1\.5 at 1\.1 s\n {2}✗ at 2\.5 s +worst -0\.5\n/m);
  expect(out).toMatch(/\n2 verdicts: 1 holds, 1 violated\n$/);
  expect(out).not.toContain("\u001b");
});

test("all that hold end with 0", async () => {
  const { code, out } = await monitor("car.pol", "drives/good.csv", "--spec", "apart,brakes", "--spec", "slow");
  expect({ code, last: out.split("\n").at(-2) }).toEqual({ code: 0, last: "3 verdicts: 3 hold" });
  expect(out).toContain("judged at the first sample, as it is not `always φ`");
});

test.each(["drives/bad.csv", "bad.ndjson", "bad.parquet"])("%s comes to the same", async (trace) => {
  expect(await json("car.pol", trace, "--spec", "apart")).toMatchObject({
    code: 1, file: "car.pol",
    specs: [{ spec: "apart", traces: [{ trace, samples: 40, verdict: "violated", robustness: [-1.5, -1.5], violating: 4, spans: 2, violations: VIOLATIONS, unknown: 0 }] }],
  });
});

test("the witness names samples, a sentence and a line", async () => {
  const { specs } = await json("car.pol", "bad.ndjson", "--spec", "apart");
  expect(specs[0].traces[0].witness).toMatchObject({ line: 10, words: expect.stringContaining("gap"), samples: [{ signal: "gap", index: 11, value: 0.5 }] });
  const { out } = await monitor("car.pol", "bad.ndjson", "--spec", "apart");
  expect(out).toContain("  car.pol:10  spec apart over car = always gap > 2m\n");
});

test("every spec over the env of the first; what is left out is said", async () => {
  const { out } = await monitor("car.pol", "drives/bad.csv");
  expect(out).toMatch(/^note: `warm` is left out: it is over `house`, and `--env house` chooses it\n/);
  expect([...out.matchAll(/^(\w+) {2}(?=always|speed)/gm)].map(([, name]) => name)).toEqual(["apart", "brakes", "slow"]);
  expect(await json("car.pol", "drives/bad.csv")).toMatchObject({ specs: [{ spec: "apart" }, { spec: "brakes" }, { spec: "slow" }], leftOut: [expect.stringContaining("warm")] });
  expect(await json("car.pol", "house.csv", "--env", "house")).toMatchObject({ code: 0, specs: [{ spec: "warm", traces: [{ verdict: "holds", robustness: [1, 1] }] }], leftOut: [] });
});

test("a spec that is not `always φ` is judged at the first sample", async () => {
  // 36 km/h and one more a sample: 72 km/h are 20 m/s.
  const { specs } = await json("car.pol", "drives/good.csv", "--spec", "slow");
  expect(specs[0].traces[0]).toMatchObject({ verdict: "holds", robustness: [10, 10], violating: 4, violations: [{ from: 3.6, to: 3.9 }] });
});

test("columns are mapped, with their units", async () => {
  write("mapped.csv", "clock [ms],v_ego,range\n0,72,500\n100,71,500\n200,36,100\n");
  const names = ["--column", "speed=v_ego[km/h]", "--column", "gap=range[cm]", "--time", "clock"];
  const { specs } = await json("car.pol", "mapped.csv", "--spec", "slow,apart", ...names);
  expect(specs[0]).toMatchObject({ spec: "slow", traces: [{ verdict: "violated", robustness: [0, 0] }] });
  expect(specs[1].traces[0].violations).toEqual([{ from: 0.2, to: 0.2, worst: -1, at: 0.2 }]);
});

test("an unknown sample is no holding one", async () => {
  const { code, out } = await monitor("car.pol", "holes.csv", "--spec", "apart");
  expect(code).toBe(1);
  expect(out).toMatch(/holes\.csv +40 +unknown +-∞ to 10 +– +– +2\n/);
  expect(out).toContain("  ? 2 samples are unknown, the first at 0 s\n");
  expect(out).toMatch(/1 verdict: 1 unknown; what is unknown does not count as holding\n$/);
  expect((await json("car.pol", "holes.csv", "--spec", "apart")).specs[0].traces[0]).toMatchObject({ verdict: "unknown", robustness: ["-inf", 10], unknown: 2, witness: null });
});

test("the end of a trace is what is asked for", async () => {
  write("end.csv", "gap,accel\n12,0\n12,-2\n4,-0.5\n");
  const at = async (...end: string[]) => (await json("car.pol", "end.csv", "--spec", "brakes", ...end)).specs[0].traces[0];
  expect(await at()).toMatchObject({ verdict: "violated", unknown: 0, violations: [{ from: 0.2 }] });
  expect(await at("--end", "hold")).toMatchObject({ verdict: "violated" });
  expect(await at("--end", "interval")).toMatchObject({ verdict: "unknown", unknown: 1, violations: [] });
  expect((await monitor("car.pol", "end.csv", "--end", "never")).code).toBe(2);
});

test("many violations are counted, and the first of them listed", async () => {
  write("many.csv", csv(Array.from({ length: 100 }, (_, k) => (k % 2 === 0 ? 12 : k === 99 ? 0 : 1))));
  const { out } = await monitor("car.pol", "many.csv", "--spec", "apart");
  expect(out.match(/✗/g)).toHaveLength(10);
  expect(out).toContain("    and 40 more; the worst of all is -2 at 9.9 s\n");
  expect((await json("car.pol", "many.csv", "--spec", "apart")).specs[0].traces[0].violations).toHaveLength(50);
});

test("notes of a trace are passed on", async () => {
  write("odd.csv", "time,gap\n0,12\n0.1,12\n0.05,12\n0.2,inf\n0.3,12\n");
  const { out } = await monitor("car.pol", "odd.csv", "--spec", "apart");
  expect(out).toMatch(/^note: odd\.csv: 1 sample out of order is unknown \(first in row 3\)\nnote: odd\.csv: 1 infinite value of `gap` is unknown \(first in row 4\)\n\n/);
});

test("a trace that breaks off is said to be so, and the others are judged", async () => {
  write("broken.csv", "gap\n12\nfast\n");
  const { code, out } = await monitor("car.pol", "broken.csv", "drives/good.csv", "--spec", "apart");
  expect({ code, first: out.split("\n")[0], last: out.split("\n").at(-2) }).toEqual({
    code: 1, first: "not judged: broken.csv, row 2: `fast` is no number in column `gap`", last: "1 verdict: 1 holds, 1 trace not judged",
  });
  expect(await json("car.pol", "broken.csv", "--spec", "apart")).toMatchObject({ code: 1, specs: [{ traces: [] }], refused: [{ trace: "broken.csv", reason: expect.stringContaining("row 2") }] });
});

test("nothing is judged while a header is wrong, and all that is wrong is said", async () => {
  write("other.csv", "gapp,accel\n1,2\n");
  write("third.csv", "gap [s],accel\n1,2\n");
  const { code, out, err } = await monitor("car.pol", "drives/good.csv", "other.csv", "third.csv", "--spec", "apart,brakes", "--column", "sped=v");
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toBe(`pol: nothing was judged:
  drives/good.csv, other.csv, third.csv: \`sped\` is no observation or action of \`car\` (did you mean \`speed\`?); write one of \`speed\`, \`gap\`, \`lamp\`, \`accel\`
  other.csv: there is no column \`gap\` (did you mean \`gapp\`?) among \`gapp\`, \`accel\`; name it with \`--column gap=COLUMN\`
  third.csv: column \`gap [s]\` is in \`s\` and \`gap\` in \`m\`: \`s\` is no unit of \`m\`
`);
  // An action is needed where a spec reads it, and only there.
  expect(await monitor("car.pol", "bad.parquet", "--spec", "brakes")).toMatchObject({ code: 2, err: "pol: bad.parquet: there is no column `accel` among `gap`; name it with `--column accel=COLUMN`\n" });
});

test.each([
  [["missing.csv"], "there is no file or folder `missing.csv`"],
  [["none"], "there is no trace in `none`: their names end in .csv, .tsv, .ndjson, .jsonl, .parquet"],
  [["car.pol"], "car.pol is no trace that can be read: its name must end in .csv, .tsv, .ndjson, .jsonl or .parquet"],
  [["drives", "--spec", "apert"], "`apert` is no spec of car.pol; did you mean `apart`?"],
  [["drives", "--spec", "apart,"], "`--spec` is given without a name"],
  [["drives", "--spec", "apart,warm"], "`apart` is over `car` and `warm` over `house`; judge them one after the other"],
  [["drives", "--spec", "apart", "--env", "house"], "`apart` is over `car`, not over `house`"],
  [["drives", "--env", "boat"], "`boat` is no env of car.pol with a spec that can be monitored; there is `car`, `house`"],
  [["drives", "--column", "speed"], "`--column speed` names no column; write it as in `--column speed=v_ego[km/h]`"],
  [["drives", "--column", "speed=a", "--column", "speed=b"], "`--column` is given twice for `speed`"],
])("%j is wrong usage", async (args, message) => {
  expect(await monitor("car.pol", ...args)).toEqual({ code: 2, out: "", err: `pol: ${message}\n` });
});

test("a policy that does not compile is reported as by `pol check`", async () => {
  write("wrong.pol", "env e at 10Hz { observe x: number }\nspec s over e = always y > 1\n");
  const [checked, monitored] = [await pol(["check", "wrong.pol"], folder), await monitor("wrong.pol", "drives")];
  expect(monitored).toEqual(checked);
  expect(monitored.code).toBe(1);
  write("bare.pol", "env e at 10Hz { observe x: number }\n");
  expect(await monitor("bare.pol", "drives")).toEqual({ code: 1, out: "", err: "pol: bare.pol has no spec that can be monitored\n" });
});

/** Where a picture of `seconds` is shaded, in seconds, by the panels' upper edges. */
function shaded(svg: string, seconds: number): Map<number, (readonly [number, number])[]> {
  const panels = new Map<number, (readonly [number, number])[]>();
  for (const [, x, y, width] of svg.matchAll(/<path d="M([\d.]+) ([\d.]+)l([\d.]+) 0l0 [\d.]+l-[\d.]+ 0Z" fill="#b3123b"/g)) {
    const at = (pixel: number): number => Math.round(((pixel - 76) / 850) * seconds * 100) / 100;
    panels.set(Number(y), [...(panels.get(Number(y)) ?? []), [at(Number(x)), at(Number(x) + Number(width))]]);
  }
  return panels;
}

test("the picture is shaded where a spec is violated", async () => {
  const { code, out } = await monitor("car.pol", "drives/bad.csv", "--spec", "brakes,apart", "--plot", "bad.svg");
  expect({ code, last: out.split("\n").at(-2) }).toEqual({ code: 1, last: "Wrote bad.svg" });
  const svg = readFileSync(join(folder, "bad.svg"), "utf8");
  expect(svg).toMatch(/^<svg width="960"/);
  for (const text of ["drives/bad.csv", "gap, m  (declared 0 to 300)", "accel, m/s²  (declared -8 to 3)", "robustness of apart: violated, -1.5", "robustness of brakes: violated", "samples that decide the worst violation"]) expect(svg).toContain(`>${text}`);
  const panels = [...shaded(svg, 3.9).values()];
  // gap, accel, and the two specs in the order they were asked for.
  expect(panels).toHaveLength(4);
  expect(panels[0]).toEqual(panels[1]);
  expect(panels[0]).toEqual([[1, 1.2], [2.49, 2.51]]);
  expect(panels[3]).toEqual([[1, 1.2], [2.49, 2.51]]);
  expect(panels[2]).toEqual([[2.49, 2.51]]);
});

test("of many signals six are drawn, those to blame among them", async () => {
  const names = Array.from("abcdefgh");
  write("wide.pol", `enum Mode { off, slow, fast }\nenv wide at 1Hz {\n${names.map((name) => `  observe ${name}: number\n`).join("")}  observe mode: Mode\n}\nspec sums over wide = always (${names.join(" + ")} < 100 and (mode == fast implies h < 5))\n`);
  write("wide.csv", [[...names, "mode"].join(), "1,1,1,1,1,1,1,1,off", "1,1,1,1,1,1,1,,slow", "1,1,1,1,1,1,1,9,fast", "1,1,1,1,1,1,1,1,off"].join("\n"));
  expect(await monitor("wide.pol", "wide.csv", "--plot", "wide.svg")).toMatchObject({ code: 1 });
  const svg = readFileSync(join(folder, "wide.svg"), "utf8");
  expect(svg).toContain("not drawn: e, f, g<");
  for (const text of [">h<", ">mode<", ">fast<", ">unknown<"]) expect(svg).toContain(text);
});

test("a long trace keeps its one violation", async () => {
  const gaps = new Float64Array(20_000).fill(12);
  gaps[13_337] = 1;
  write("long.parquet", new Uint8Array(parquetWriteBuffer({ columnData: [{ name: "gap", data: gaps, type: "DOUBLE", nullable: false }] })));
  await monitor("car.pol", "long.parquet", "--spec", "apart", "--plot", "long.svg");
  const svg = readFileSync(join(folder, "long.svg"), "utf8");
  const [[from, to] = [0, 0]] = [...shaded(svg, 1999.9).values()][0]!;
  expect(from).toBeLessThan(1333.7);
  expect(to).toBeGreaterThan(1333.7);
  expect(svg.length).toBeLessThan(200_000);
});

test("of several traces each that does not hold is drawn, or else the first", async () => {
  mkdirSync(join(folder, "more"), { recursive: true });
  write("more/bad.csv", csv(GAP));
  const { out } = await monitor("car.pol", "drives", "more", "holes.csv", "--spec", "apart", "--plot", "out.svg");
  expect(out).toMatch(/Wrote out-bad\.svg\nWrote out-bad-2\.svg\nWrote out-holes\.svg\n$/);
  expect(existsSync(join(folder, "out-good.svg"))).toBe(false);
  expect(await json("car.pol", "drives/good.csv", "drives/good.csv", "--spec", "apart", "--plot", "held.svg")).toMatchObject({ code: 0 });
  expect(existsSync(join(folder, "held.svg"))).toBe(true);
  expect(await monitor("car.pol", "drives/good.csv", "--plot", "no/where.svg")).toMatchObject({ code: 1, err: expect.stringContaining("the picture cannot be written") });
});

test("an env without a rate is judged by the clock", async () => {
  write("events.pol", "env tank {\n  observe full: bool\n  observe open: bool\n}\nspec drains over tank = always (full implies eventually[0s, 5s] open)\n");
  write("events.csv", "t,full,open\n100,false,false\n101,true,false\n104,false,true\n200.5,true,false\n201,1,0\n207,0,1\n");
  const { specs } = await json("events.pol", "events.csv");
  expect(specs[0].traces[0]).toMatchObject({ verdict: "violated", robustness: ["-inf", "-inf"], violations: [{ from: 100.5, to: 101, worst: "-inf", at: 100.5 }] });
  expect(await monitor("events.pol", "events.csv", "--plot", "events.svg")).toMatchObject({ code: 1, out: expect.stringContaining("-∞") });
});

test("an option that may be given several times is a list", async () => {
  let seen: Options = {};
  const verb: Verb = { name: "try", summary: "Try", arguments: [], example: "pol try", options: [{ name: "of", value: "N", many: true, summary: "n" }], load: async () => ({ run: async (_, options) => ((seen = options), 0) }) };
  await pol(["try", "--of", "a,b", "--of", "c"], ".", [verb]);
  expect(seen).toEqual({ of: ["a,b", "c"] });
  await pol(["try"], ".", [verb]);
  expect(seen).toEqual({});
});
