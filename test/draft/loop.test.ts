import { describe, expect, test } from "vitest";
import { block, draft, LIFT, TABLE, toldAfter } from "./world.ts";

describe("a draft that checks", () => {
  test("is shown as a patch, and nothing is written", async () => {
    const ended = await draft([block(LIFT)]);
    expect(ended).toMatchObject({ code: 0, file: TABLE });
    expect(ended.out).toContain("--- table.pol\n+++ table.pol\n@@ ");
    expect(ended.out).toContain("+reward lift over table {\n+  /// Pays for height.\n+  term height = cube.z / 1[m]\n+}\n");
    expect(ended.out).not.toContain("\n-");
    expect(ended.err).toBe("try 1 of 4: asking small\ntry 1 of 4: clean\n`lift` checks; nothing was written: `--write` puts it into table.pol\n");
  });

  test("is written at the end of the file with --write, in the one layout", async () => {
    const ended = await draft([block("const most=1[m]\nreward lift over table{term height=cube.z/most}")], ["--write"]);
    expect(ended.code).toBe(0);
    expect(ended.err).toMatch(/\nwrote table\.pol\n$/);
    expect(ended.file).toBe(`${TABLE}\nconst most = 1[m]\nreward lift over table { term height = cube.z / most }\n`);
  });

  test("takes the place of the reward of its name, comments and all, where that name was asked for", async () => {
    const ended = await draft([block("/// Nearer is better.\nreward reach over table = 2 * closeness(norm(hand - cube))")], ["--write", "--name", "reach"]);
    expect(ended.file).toBe(TABLE.replace("/// Near is good.\nreward reach over table = closeness", "/// Nearer is better.\nreward reach over table = 2 * closeness"));
    expect(ended.out).toContain("-/// Near is good.\n");
  });

  test("brings its modules along, each once", async () => {
    const answer = block("use std.shaping\n\nreward lift over table = linear(cube.z / 1[m], 0.5, 1, 0.5, 0)");
    expect((await draft([answer], ["--write"])).file).toBe(`use std.shaping\n\n${TABLE}\nreward lift over table = linear(cube.z / 1[m], 0.5, 1, 0.5, 0)\n`);
    expect((await draft([answer], ["--write"], { source: `use std.shaping\n\n${TABLE}` })).file.match(/use std\.shaping/g)).toHaveLength(1);
  });

  test("goes elsewhere with --out, and the env's file stays", async () => {
    const ended = await draft([block(LIFT)], ["--out", "with.pol"]);
    expect(ended.file).toBe(`${TABLE}\n${LIFT}\n`);
    expect(ended.err).toMatch(/\nwrote with\.pol\n$/);
  });

  test("as JSON", async () => {
    const ended = await draft([block("reward lift over table = cube.z"), block(LIFT)], ["--json", "--write"]);
    expect(ended.err).toBe("");
    const told = JSON.parse(ended.out);
    expect(told).toMatchObject({ reward: "lift", block: `${LIFT}\n`, written: "table.pol", tries: [{ problem: null, diagnostics: [{ code: "POL0303" }] }, { diagnostics: [] }] });
    expect(told.diff).toContain("+reward lift over table {");
  });
});

describe("what is wrong with a draft goes back", () => {
  test("with the place, the reason and the compiler's advice, until it is clean", async () => {
    const ended = await draft([block("reward lift over table { term height = }"), block("reward lift over table { term height = cube.q / 1[m] }"), block(LIFT)]);
    expect(ended.code).toBe(0);
    expect(ended.err).toContain("try 1 of 4: 1 error\n");
    expect(toldAfter(ended, 0)).toContain("error[POL0001]: expected a value but found `}`\n");
    expect(toldAfter(ended, 1)).toMatch(/\n\d+ │ reward lift over table \{ term height = cube\.q \/ 1\[m\] \}\n/);
    expect(ended.server.asked[2]!.body.messages!.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user", "assistant", "user"]);
    expect(ended.server.asked[2]!.body.messages![2]!.content).toBe("```pol\nreward lift over table { term height = }\n```");
  });

  test("but not what was wrong with the file before", async () => {
    const source = TABLE.replace("/// Stays", 'policy net over table = onnx("gone.onnx")\n\n/// Stays');
    expect((await draft([block(LIFT)], [], { source })).code).toBe(0);
  });

  test.each([
    ["", "The answer is empty."],
    ["<think>```pol\nreward a over table = 1\n```</think>\n", "The answer is empty."],
    ["I cannot do that.", "The answer has no fenced block."],
    ["```pol\nreward lift over table = 1", "The block in the answer is not closed by a line of three backticks."],
    [`${block(LIFT)}${block(LIFT)}`, "The answer has 2 fenced blocks; write one, with the whole of the reward."],
    [block("x".repeat(50_001)), "The block in the answer is longer than 50000 characters."],
    [block("const a = 1"), "The block declares no reward."],
    [block(`${LIFT}\nreward more over table = 1`), "The block declares 2 rewards; write one."],
    [block("reward reach over table = 1"), "The file has a reward `reach` already; choose another name."],
    [block(`env table { act x: number default 0 }\n${LIFT}`), "The block declares `env table`."],
    [block(`guard still over table { propose rest else open }\n${LIFT}`), "The block declares `guard still`."],
    [block(`${LIFT}\nprivilege any_call over table { }`), "The block declares `privilege any_call`."],
    [block(`${LIFT}\ntest "x" on still { }`), "The block declares `test \"x\"`."],
    [block(`// \u202e\n${LIFT}`), "The block holds a character that does not show (U+202E)."],
    [block(`// \u001b[2J\n${LIFT}`), "The block holds a character that does not show (U+001B)."],
  ])("%#: an answer that cannot be used", async (answer, problem) => {
    const ended = await draft([answer, block(LIFT)]);
    expect(toldAfter(ended, 0)).toContain(problem);
    expect(ended).toMatchObject({ code: 0, file: TABLE });
    expect(ended.err).not.toMatch(/[\u001b\u202e]/);
  });

  test("also that it has another name than was asked for", async () =>
    expect(toldAfter(await draft([block(LIFT), block(LIFT.replace("lift", "rise"))], ["--name", "rise"]), 0)).toContain("The reward is called `lift`; call it `rise`."));

  test("also what it declares that the file has", async () =>
    expect(toldAfter(await draft([block(`fn closeness(d: [m]) -> number = 1\n${LIFT}`), block(LIFT)]), 0)).toContain("`closeness`"));

  test("an answer that was cut off says so", async () => {
    const { completion, json } = await import("./server.ts");
    const ended = await draft([(response) => json(response, 200, completion("```pol\nreward li", "length")), block(LIFT)]);
    expect(toldAfter(ended, 0)).toContain("The answer was cut off inside its block");
  });
});

describe("tries used up", () => {
  test("show the last draft and its findings; nothing is written", async () => {
    const ended = await draft([block("reward lift over table = cube.z"), block("reward lift over table = cube.z")], ["--tries", "2", "--write"]);
    expect(ended).toMatchObject({ code: 1, file: TABLE });
    expect(ended.server.asked).toHaveLength(2);
    expect(ended.out).toContain("reward lift over table = cube.z\n\nerror[POL0303]: ");
    expect(ended.err).toMatch(/no reward came of 2 tries; nothing was written\n$/);
  });
  test("or what was wrong with the last answer", async () => {
    const ended = await draft([block("guard still over table { propose rest else open }")], ["--tries", "1", "--write"]);
    expect(ended).toMatchObject({ code: 1, file: TABLE });
    expect(ended.out).toBe("guard still over table { propose rest else open }\n\nThe block declares `guard still`. It may declare one reward, and functions, constants and memories for it; nothing else of the file changes.\n");
  });
  test("as JSON", async () => {
    const ended = await draft(["no"], ["--tries", "1", "--json"]);
    expect(ended).toMatchObject({ code: 1, err: "" });
    expect(JSON.parse(ended.out)).toEqual({ reward: null, block: null, diff: null, written: null, tries: [{ block: null, problem: "The answer has no fenced block.", diagnostics: [] }] });
  });
});

describe("the model is told", () => {
  test("the env, the language and the task; and no guard", async () => {
    const { server } = await draft([block(LIFT)]);
    const [{ body }] = server.asked as [(typeof server.asked)[0]];
    const [system, user] = body.messages!;
    expect(body).toMatchObject({ model: "small" });
    expect(body.stream ?? false).toBe(false);
    expect(user).toEqual({ role: "user", content: "Write a reward: lift the cube" });
    expect(system!.content).toContain("```pol\n/// A gripper above a table.\nenv table at 20Hz {");
    expect(system!.content).toContain("reward reach over table");
    expect(system!.content).toContain("# Rewards in a page");
    expect(system!.content).not.toMatch(/guard still|controller rest/);
  });
});
