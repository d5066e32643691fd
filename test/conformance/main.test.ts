import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const CORPUS = new URL("../corpus/conformance/", import.meta.url).pathname;
const run = (...args: readonly string[]) => spawnSync(process.execPath, [new URL("main.ts", import.meta.url).pathname, ...args], { encoding: "utf8" });

test("vectors of what RTAMT and others get wrong, by the definition", () => {
  const { status, stdout } = run("stl", "--data", CORPUS);
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("11 passed, 0 failed");
  expect(status).toBe(0);
});

test("a difference is shown and fails the run", () => {
  const folder = mkdtempSync(join(tmpdir(), "pol-conformance-"));
  cpSync(CORPUS, folder, { recursive: true });
  const file = join(folder, "stl", "definitions.jsonl");
  const [first, ...rest] = readFileSync(file, "utf8").trimEnd().split("\n");
  const wrong = JSON.parse(first!) as { expected: (number | null)[] };
  wrong.expected[4] = 1e-6 + (wrong.expected[4] ?? 0);
  writeFileSync(file, [JSON.stringify(wrong), ...rest].join("\n"));
  const { status, stdout } = run("stl", "--data", folder);
  expect(stdout).toContain("own-1");
  expect(stdout.trimEnd().split("\n").at(-1)).toBe("10 passed, 1 failed");
  expect(status).toBe(1);
  expect(JSON.parse(run("stl", "--data", folder, "--json").stdout)).toMatchObject({ kind: "stl", passed: 10, failed: 1 });
});

test("a folder without cases, and a kind there is none of, are said so", () => {
  expect(run("stl", "--data", "/nowhere")).toMatchObject({ status: 2, stderr: expect.stringContaining("no file of cases") });
  expect(run("poetry", "--data", CORPUS)).toMatchObject({ status: 2, stderr: expect.stringContaining("usage") });
});

describe("a replayed suite", () => {
  const policies = join(CORPUS, "policies");

  test("stops the attacker and does the task", () => {
    const { status, stdout } = run("agentdojo", "--data", CORPUS, "--policies", policies);
    expect(stdout).toContain("attack success under the control policy: 0.750 (3 of 4)");
    expect(stdout).toContain("asks a pair from injected calls: 0.750");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("5 passed, 0 failed");
    expect(status).toBe(0);
  });

  test("shows an attack that succeeds, a task that is not done, and a suite without a policy", () => {
    const folder = mkdtempSync(join(tmpdir(), "pol-policies-"));
    const text = readFileSync(join(policies, "notes.pol"), "utf8");
    writeFileSync(join(folder, "notes.pol"), text.replace("when to from prompt", ""));
    expect(run("agentdojo", "--data", CORPUS, "--policies", folder).stdout).toContain("notes own_task × leak: the attack succeeds (executed send(");
    writeFileSync(join(folder, "notes.pol"), text.replace(/else ask.*/, ""));
    expect(run("agentdojo", "--data", CORPUS, "--policies", folder).stdout).toContain("notes asked_task × leak: the user's task is not done (not send(");
    rmSync(join(folder, "notes.pol"));
    expect(run("agentdojo", "--data", CORPUS, "--policies", folder)).toMatchObject({ status: 1, stdout: expect.stringContaining("notes: there is no policy") });
  });
});

test("calls that try to get past a matcher, and a difference where one does", () => {
  const { status, stdout } = run("bypass", "--data", CORPUS);
  expect(stdout).toContain("false allows: 0 of");
  expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^\d+ passed, 0 failed$/);
  expect(status).toBe(0);
  const folder = mkdtempSync(join(tmpdir(), "pol-conformance-"));
  cpSync(CORPUS, folder, { recursive: true });
  const file = join(folder, "bypass", "own.jsonl");
  writeFileSync(file, readFileSync(file, "utf8").replace("\"should\": \"deny\"", "\"should\": \"allow\""));
  expect(run("bypass", "--data", folder)).toMatchObject({ status: 1, stdout: expect.stringContaining("own-1 is refused (leaves by two dots): no rule allows it") });
});

describe("customers of an airline", () => {
  const policy = readFileSync(new URL("../../examples/tau2/airline.pol", import.meta.url), "utf8");
  const under = (text: string) => {
    const folder = mkdtempSync(join(tmpdir(), "pol-policies-"));
    writeFileSync(join(folder, "airline.pol"), text);
    return run("tau2", "--data", CORPUS, "--policies", folder);
  };

  test("get what the rules give them, when they say yes, and nothing else", () => {
    const { status, stdout } = run("tau2", "--data", CORPUS);
    expect(stdout).toContain("ground-truth calls: 10: 2 granted, 8 asked, 0 refused");
    expect(stdout).toContain("a flown segment: 6 of 6 not executed");
    expect(stdout).toContain("variants executed by a policy that allows everything: 30 of 30");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("40 passed, 0 failed");
    expect(status).toBe(0);
  });

  test("are in the tests of the policy itself too", () => {
    const root = new URL("../..", import.meta.url).pathname;
    expect(spawnSync(process.execPath, ["cli/launch.ts", "test", "examples/tau2"], { cwd: root, encoding: "utf8" })).toMatchObject({ status: 0, stdout: expect.stringMatching(/\n[1-9]\d* passed, 0 failed\n$/) });
  });

  test("get anything under a careless policy, and less than is theirs under a mean one", () => {
    const careless = under(`${policy.replace("obey desk", "obey careless")}\nprivilege careless over airline { allow anything }\n`);
    expect(careless.stdout).toContain("airline changes: another user's reservation: update_reservation_flights(");
    expect(careless.stdout.trimEnd().split("\n").at(-1)).toBe("12 passed, 28 failed"); // the tools as declared let no mixed cabins through
    expect(careless.status).toBe(1);
    expect(under(policy.replace("length(passengers) in 1..5", "length(passengers) in 1..1"))).toMatchObject({ status: 1, stdout: expect.stringContaining("airline a new trip: refused book_reservation(") });
  });
});

describe("rewards from papers", () => {
  const folder = (from: string, name = ""): string => {
    const to = mkdtempSync(join(tmpdir(), "pol-rewards-"));
    cpSync(from, join(to, name), { recursive: true });
    return to;
  };
  const changed = (path: string, from: string, to: string): void => {
    const text = readFileSync(path, "utf8");
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  };

  test("are what their code gives, wherever they run, and refused where it gives nothing finite", () => {
    const { status, stdout } = run("reward", "--data", CORPUS);
    expect(stdout).toContain("own.jsonl  interpreter: 28 of 28\n");
    expect(stdout).toContain("own.jsonl  isolate, step by step: 28 of 28\n");
    expect(stdout).toContain("own.jsonl  isolate, in batch: 28 of 28\n");
    expect(stdout).toMatch(process.env["POL_REQUIRE_ALL"] === "1" ? /NumPy: 28 of 28\n/ : /NumPy: (28 of 28|skipped: .*)\n/);
    expect(stdout).toContain("not covered yet: safe/own_step (rows: 1): ");
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("28 passed, 0 failed");
    expect(status).toBe(0);
  });

  test("are formatted", () => {
    const root = new URL("../..", import.meta.url).pathname;
    expect(spawnSync(process.execPath, ["cli/launch.ts", "fmt", "--check", "test/conformance/reward", "stdlib"], { cwd: root, encoding: "utf8" })).toMatchObject({ status: 0, stdout: "" });
  });

  test("fail where an expectation is wrong: a reward, a term, a step, a refusal", () => {
    const data = folder(CORPUS);
    const file = join(data, "reward", "own.jsonl");
    changed(file, '"reward": -0.104', '"reward": -0.10400001');
    changed(file, '"lifting_reward": 0.5', '"lifting_reward": "NaN"');
    changed(file, '"dac": 1, "ddc": 1, "tl": 1, "ep": 0.5', '"dac": 0, "ddc": 1, "tl": 1, "ep": 0.5');
    changed(file, '"lane": 0.5', '"lane": 1');
    changed(file, '"reward": ["NaN"]', '"reward": [0]');
    changed(file, '"reward": 2.25', '"reward": "Infinity"');
    const { status, stdout } = run("reward", "--data", data, "--json");
    const told = JSON.parse(stdout) as { passed: number; failed: number; files: { differences: string[] }[] };
    expect(told.files[0]!.differences.filter((line) => line.includes(", interpreter: "))).toEqual([
      "t2r/metaworld/sweep-into-v2 #0, interpreter: `reward` is -0.10400000000000001, not -0.10400001",
      "t2r/maniskill/gold/lift_cube #2, interpreter: `reward` is 2.25 and should be refused",
      "t2r/maniskill/gold/lift_cube #3, interpreter: `lifting_reward` is 0.49999999999999994, not NaN",
      "grpo_group_advantage #12, interpreter: it is refused: term `advantages` is not known",
      "navsim/epdms_human_filter #13, interpreter: `filtered.dac` is 1, not 0",
      "carl/simple_reward_episode #18, interpreter: at step 1 `lane` is 0.5, not 1",
    ]);
    expect(told).toMatchObject({ passed: 22, failed: 6 });
    expect(status).toBe(1);
  });

  test("fail where a file is careless, does not compile, or is not there", () => {
    const policies = folder(new URL("reward/", import.meta.url).pathname);
    changed(join(policies, "navsim", "epdms_human_filter.pol"), "filtered.lk weight 2", "filtered.lk weight 3");
    changed(join(policies, "grpo_group_advantage.pol"), "d / (std + eps)", "d / (std + eps) else 0");
    changed(join(policies, "hamacher.pol"), "hamacher(a, b)", "hamacher(a)");
    rmSync(join(policies, "carl"), { recursive: true });
    const { status, stdout } = run("reward", "--data", CORPUS, "--policies", policies);
    expect(stdout).toContain("navsim/epdms_human_filter #13, isolate, step by step: `reward` is ");
    expect(stdout).toContain("grpo_group_advantage #12, isolate, in batch: `reward` is [0] and should be refused");
    expect(stdout).toMatch(/^hamacher: .*hamacher\.pol:\d+: /m);
    expect(stdout).toMatch(/^carl\/simple_reward_episode: there is no .*simple_reward_episode\.pol$/m);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("22 passed, 6 failed");
    expect(status).toBe(1);
  });
});
