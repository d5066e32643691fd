import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleOf } from "../../runtime/files/load.ts";
import { rewardFeedback } from "../../runtime/rewards/feedback.ts";
import { blocks } from "../docs/pages.ts";
import { pol } from "./io.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "pol-reward-"));
const reward = (...args: string[]): ReturnType<typeof pol> => pol(["reward", ...args], folder);
const json = async (...args: string[]) => {
  const { code, out, err } = await reward(...args, "--json");
  expect(err).toBe("");
  return { code, ...JSON.parse(out) };
};
const write = (name: string, text: string | Uint8Array): void => writeFileSync(join(folder, name), text);

const page = readFileSync(join(root, "docs/reward.md"), "utf8");
const [program] = blocks(page).filter(({ info }) => info.startsWith("pol"));
const [output] = blocks(page).filter(({ info }) => info === "");

const CAR = `env car at 10Hz {
  observe speed: [m/s] in 0..60
  observe gap: [m]
  act accel: [m/s^2] in -8..3 default 0
}
reward keeps over car {
  term fast  = speed / 30[m/s]
  term close = -1m / gap
  stop crash when gap < 0m giving -10
}
reward rests over car = 1 - speed / 60[m/s]
`;
const CHAT = `env chat { observe answer: text  observe right: number  observe marks: list<number, 4> }
reward exact over chat {
  term value = number(answer) / 100 else -1
  term kept  = if answer matches "0\\\\d+" then 1 else 0
  term marks = sum(marks)
}
`;
const ROWS = [[36, 10, 1], [72, 20, 1], [36, 5, 2], [36, -1, 2]] as const;

beforeAll(() => {
  mkdirSync(join(folder, "runs"));
  copyFileSync(join(root, "examples/rewards/traces/pick.csv"), join(folder, "pick.csv"));
  write("pick.pol", program!.text);
  write("car.pol", CAR);
  write("chat.pol", CHAT);
  write("runs/car.csv", ["speed [km/h],gap,episode", ...ROWS.map((row) => row.join(","))].join("\n"));
  write("car.ndjson", ROWS.map(([speed, gap, run]) => JSON.stringify({ speed: speed / 3.6, gap, run: `r${run}` })).join("\n"));
  const [speed, gap, run] = [0, 1, 2].map((i) => Float64Array.from(ROWS, (row) => row[i]! / (i === 0 ? 3.6 : 1)));
  write("car.parquet", new Uint8Array(parquetWriteBuffer({ columnData: Object.entries({ speed, gap, episode: run }).map(([name, data]) => ({ name, data: data!, type: "DOUBLE" as const, nullable: false })) })));
  write("broken.csv", "speed,gap\n10,5\nfast,5\n");
  write("nothing.csv", "speed,gap\n");
  write("gap.csv", "gap\n5\n");
  write("wrong.pol", "env car { observe speed: number }\nreward r over car = sped\n");
  write("none.pol", "env car { observe speed: number }\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

test("what the page shows is what comes out", async () => {
  expect(await reward("pick.pol", "pick.csv", "--plot", "pick.svg")).toEqual({ code: 0, err: "", out: output!.text });
});

describe("the picture", () => {
  const drawn = async (...args: string[]): Promise<string> => {
    expect((await reward(...args, "--plot", "drawn.svg")).err).toBe("");
    return readFileSync(join(folder, "drawn.svg"), "utf8");
  };

  test("shows every term, how episodes turn out, and what goes together", async () => {
    const svg = await drawn("pick.pol", "pick.csv");
    for (const text of ["pick over table", "12 episodes, 372 steps; 8 of 12 succeed by stop `done`", "reach: near", "carry: far", "8 episodes that succeed", "4 episodes that fail", "68.7 %", "-0.93"]) expect(svg).toContain(text);
    expect(svg).not.toContain("NaN");
  });

  test("of one formula, without success", async () => {
    const svg = await drawn("car.pol", "runs/car.csv", "--reward", "rests");
    expect(svg).toContain("what success is, nothing says");
    expect(svg).toContain(">2 episodes<");
    expect(svg).not.toContain("NaN");
  });

  test("nothing is known", async () => {
    write("unknown.csv", "speed,gap\n10,0\n10,0\n");
    expect(await drawn("car.pol", "unknown.csv", "--reward", "keeps")).not.toContain("NaN");
  });

  test("that cannot be written", async () => {
    const { code, err } = await reward("pick.pol", "pick.csv", "--plot", "no/where.svg");
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("the picture cannot be written") });
  });
});

describe("traces", () => {
  const EXPECTED = {
    code: 0, reward: "keeps", env: "car", episodes: 2, steps: 4, open: 1, stops: [{ name: "crash", kind: "terminate", episodes: 1 }], logs: [], stages: null, success: null, unread: [],
    terms: [{ name: "fast", counted: { min: expect.closeTo(1 / 3, 12), max: expect.closeTo(2 / 3, 12) } }, { name: "close", counted: { min: -0.2, max: 1 } }, { name: "crash", counted: { min: -10, max: 0 } }],
  };

  test.each([["runs"], ["car.ndjson", "--column", "episode=run"], ["car.parquet"]])("%s %s %s", async (...args) => {
    const told = await json("car.pol", ...args, "--reward", "keeps");
    expect(told).toMatchObject(EXPECTED);
    expect(told).not.toHaveProperty("curves");
  });

  test("several files are several episodes; a folder stands for all in it", async () => {
    expect(await json("car.pol", "runs", "gap.csv", "car.ndjson", "--reward", "rests", "--column", "speed=gap")).toMatchObject({ code: 1, episodes: 4, refused: { steps: 2 } });
  });

  test("texts are read word for word, and lists as far as they go", async () => {
    write("chat.csv", "answer,right,marks.length,marks.0,marks.1\n007,1,1,3,\n\"7\",0,2,1,2\n7.50,0,0,,\n");
    write("chat.ndjson", [{ answer: "007", right: 1, marks: [3] }, { answer: "7", right: 0, marks: [1, 2] }, { answer: "7.50", right: 0, marks: [] }].map((row) => JSON.stringify(row)).join("\n"));
    for (const trace of ["chat.csv", "chat.ndjson"]) {
      const { terms } = await json("chat.pol", trace);
      expect(terms.map(({ counted }: { counted: object }) => counted)).toEqual([{ min: 0.07, mean: expect.closeTo(0.215 / 3, 12), max: 0.075 }, { min: 0, mean: expect.closeTo(1 / 3, 12), max: 1 }, { min: 0, mean: 2, max: 3 }]);
    }
  });

  test("one that breaks off is said to, and the others are played", async () => {
    const told = await json("car.pol", "broken.csv", "runs/car.csv", "--reward", "keeps");
    expect(told).toMatchObject({ ...EXPECTED, code: 1, unread: [{ trace: "broken.csv", reason: "broken.csv, row 2: `fast` is no number in column `speed`" }] });
    const { code, out } = await reward("car.pol", "broken.csv", "--reward", "keeps");
    expect({ code, out }).toEqual({ code: 1, out: "not read: broken.csv, row 2: `fast` is no number in column `speed`\n\nkeeps over car   0 episodes, 0 steps; what success is, nothing says (`--success`, `--success-column`)\n" });
  });

  test("refused steps end with 1, and are named", async () => {
    write("fast.csv", "speed,gap\n10,5\n61,5\n62,5\n");
    const { code, out } = await reward("car.pol", "fast.csv", "--reward", "keeps");
    expect(code).toBe(1);
    expect(out).toMatch(/^refused +steps +first\n`speed` is 61, outside 0\.\.60 +2 +fast\.csv, row 2\n/m);
    expect(out).toContain("• 2 of 3 steps are refused, most often because `speed` is 61, outside 0..60 (first in fast.csv, row 2)\n");
  });
});

describe("success", () => {
  test("by a condition, at the last step", async () => {
    expect(await json("car.pol", "runs", "--reward", "keeps", "--success", "gap > 15m and fast > 0.5")).toMatchObject({ success: { by: ["`gap > 15m and fast > 0.5`"], known: 2, mean: 0.5, graded: false }, logs: [] });
  });

  test("by a number, and by a column", async () => {
    expect((await json("car.pol", "runs", "--reward", "rests", "--success", "gap / 100m")).success).toMatchObject({ mean: 0.095, graded: true });
    expect((await json("car.pol", "runs", "--reward", "rests", "--success-column", "gap")).success).toMatchObject({ by: ["column `gap`"], mean: 9.5 });
  });
});

test("a bundle is as its file; and so is the call in TypeScript", async () => {
  write("pick.bundle.json", JSON.stringify(await bundleOf(join(folder, "pick.pol"))));
  const { file, code, unread, ...told } = await json("pick.pol", "pick.csv", "--success", "grasped");
  expect(await json("pick.bundle.json", "pick.csv", "--success", "grasped")).toEqual({ ...told, file: "pick.bundle.json", code, unread });
  expect({ file, code, unread }).toEqual({ file: "pick.pol", code: 0, unread: [] });
  const { curves, ...called } = await rewardFeedback(join(folder, "pick.pol"), [join(folder, "pick.csv")], { success: "grasped" });
  expect(JSON.parse(JSON.stringify(called).replaceAll(`${folder}/`, ""))).toEqual(told);
  expect(curves.length).toBeGreaterThan(0);
  await expect(rewardFeedback(join(folder, "car.pol"), [])).rejects.toThrow("car.pol has several rewards (`keeps`, `rests`): say which");
});

describe("bad input", () => {
  test.each([
    [["none.pol", "runs"], 1, "none.pol has no reward"],
    [["car.pol", "runs"], 2, "car.pol has several rewards: choose one of `keeps`, `rests` with `--reward NAME`"],
    [["car.pol", "runs", "--reward", "keep"], 2, "`keep` is no reward of car.pol; did you mean `keeps`?"],
    [["car.pol", "gap.csv", "--reward", "keeps"], 2, "gap.csv: there is no column `speed` among `gap`; name it with `--column speed=COLUMN`"],
    [["car.pol", "none.csv", "--reward", "keeps"], 2, "there is no file or folder `none.csv`"],
    [["car.pol", "runs", "--reward", "keeps", "--success", "gap >"], 2, "`--success gap >`: it is neither a condition nor a number"],
    [["car.pol", "runs", "--reward", "keeps", "--success", "gpa > 2m"], 2, "`--success gpa > 2m`: "],
    [["car.pol", "runs", "--reward", "keeps", "--success", "gap > 2m", "--success-column", "won"], 2, "`--success` and `--success-column` both say what success is; give one of them"],
    [["car.pol", "runs", "--reward", "keeps", "--success-column", "won"], 2, "there is no column `won`"],
    [["car.pol", "runs", "--reward", "keeps", "--column", "sped=gap"], 2, "`sped` is no observation or action of `car`"],
    [["car.pol", "runs", "--reward", "keeps", "--column", "episode=run"], 2, "there is no column `run` for `episode`"],
    [["car.pol", "--reward", "keeps"], 2, "missing required argument 'TRACE'"],
  ])("%s", async (args, code, message) => {
    const ended = await reward(...args);
    expect({ code: ended.code, out: ended.out }).toEqual({ code, out: "" });
    expect(ended.err).toContain(message);
  });

  test("an empty trace", async () => {
    expect(await reward("car.pol", "nothing.csv", "--reward", "keeps")).toMatchObject({ code: 1, out: expect.stringContaining("not read: nothing.csv has no samples") });
  });

  test("a column that says nothing about success", async () => {
    write("maybe.csv", "speed,gap,success\n10,5,maybe\n");
    expect(await reward("car.pol", "maybe.csv", "--reward", "keeps")).toMatchObject({ code: 1, out: expect.stringContaining("not read: maybe.csv: `maybe` in column `success` says nothing about success") });
  });

  test("a reward that does not compile: its findings, and nothing is played", async () => {
    const { code, out } = await reward("wrong.pol", "runs", "--plot", "wrong.svg");
    expect({ code, drawn: existsSync(join(folder, "wrong.svg")) }).toEqual({ code: 1, drawn: false });
    expect(out).toContain("`sped`");
  });
});
