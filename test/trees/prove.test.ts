import { describe, expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { prove, type ProofResult } from "../../runtime/proving/prove.ts";

const ROBOT = `env robot at 10Hz {
  observe far:  [m] in 0..10
  observe lost: bool
  observe mode: int in 0..2
  act speed: [m/s] in -1..1 default 0
  act lamp:  bool default false
}
controller stand over robot { speed = 0 }
policy net over robot = onnx("net.onnx") giving speed
extern fetch over robot
extern grip over robot (out held: bool)
`;

async function proved(decls: string, claim: string, limits = { states: 5000, transitions: 100_000 }): Promise<ProofResult> {
  const [result] = prove(await compileText("a.pol", `${ROBOT}${decls}\nprove "p" ${claim}\n`, { models: "none" }), "", limits);
  return result!;
}
const verdict = async (decls: string, claim: string): Promise<string> => (await proved(decls, claim)).result;
const ticks = async (decls: string, claim: string): Promise<readonly string[]> => (await proved(decls, claim)).trace.map(({ tick, visits }) => `${tick}: ${visits.map(({ node, status }) => `${node} ${status}`).join(", ")}`);

const TRIES = `tree main over robot {
  blackboard { tries: int = 0 }
  reactive fallback {
    sequence search { check lost check tries < 3 set { tries = tries + 1 } run fetch }
    approach: do { speed = 1 } until far < 1m
  }
}`;

describe("a claim", () => {
  test("that holds is proved, over every answer there could be", async () => {
    expect(await verdict(TRIES, "main always tries <= 3")).toBe("proved");
    expect(await verdict(TRIES, "main never approach is running and fetch is running")).toBe("proved");
    expect(await verdict(TRIES, "main always approach is running implies speed == 1[m/s]")).toBe("proved");
  });
  test("that a seeded fault breaks is refuted by a shortest run", async () => {
    const faulty = TRIES.replace("check tries < 3", "check tries <= 3");
    expect(await ticks(faulty, "main always tries <= 3")).toHaveLength(4);
    const { trace, reason } = await proved(faulty, "main always tries <= 3");
    expect(reason).toBe("`tries <= 3` is not true at the last of these ticks");
    expect(trace.map(({ entries }) => entries)).toEqual([1, 2, 3, 4].map((tries) => ({ tries })));
    expect(trace[0]).toMatchObject({ tick: 0, asked: { lost: true }, visits: [{ node: "check", status: "success" }, { node: "check 2", status: "success" }, { node: "set", status: "success" }, { node: "fetch", status: "success" }, { node: "search", status: "success" }, { node: "reactive fallback", status: "success" }] });
  });
  test("is about what is definitely true: unknown is not enough for `always`, and too little for `never`", async () => {
    const quiet = "tree main over robot { sequence { check lost do { speed = 1 } } }";
    expect(await verdict(quiet, "main always speed >= 0[m/s]")).toBe("refuted");
    expect(await verdict(quiet, "main never speed < 0[m/s]")).toBe("proved");
  });
  test("may look back", async () => {
    const steps = "tree main over robot { sequence { one: run fetch two: run fetch } }";
    expect(await verdict(steps, "main always two is running implies once (one is success or one is skipped)")).toBe("proved");
    expect(await ticks(steps, "main always two is running implies once (one is success)")).toEqual(["0: one skipped, two running, sequence running"]);
    expect(await verdict(steps, "main never one is running and previous (two is running)")).toBe("proved");
    expect(await ticks(steps, "main never one is running and previous (two is success)")).toEqual(["0: one success, two success, sequence success", "1: one running, sequence running"]);
    expect(await verdict(steps, "main always (historically root is idle) or not (root is idle)")).toBe("proved");
    expect(await verdict(steps, "main always (rise (two is running)) implies not previous (two is running)")).toBe("proved");
    expect(await ticks(steps, "main never (one is idle) since (one is running)")).toEqual(["0: one running, sequence running"]);
  });
});

describe("what a tree asks of the world", () => {
  test("answers alike however often it is asked in a tick, and freely at the next", async () => {
    const twice = "tree main over robot { blackboard { n: int = 0 } sequence { check lost check lost with { fail if not lost } set { n = 1 } } }";
    expect(await verdict(twice, "main never (check is success) and `check 2` is failure")).toBe("proved");
    expect(await verdict(twice, "main always check is success implies lost")).toBe("proved");
    expect(await ticks(twice, "main never (once check is success) and check is failure")).toHaveLength(2);
  });
  test("comparisons of one observation do not contradict each other or its range", async () => {
    const ways = "tree main over robot { fallback { sequence near { check far < 1m } sequence mid { check far >= 1m check far <= 3m } sequence away { check far > 3m } out: succeed } }";
    expect(await verdict(ways, "main never out is success")).toBe("proved");
    expect(await verdict("tree main over robot { fallback { check far <= 10m out: succeed } }", "main never out is success")).toBe("proved");
    expect(await verdict("tree main over robot { fallback { check far < 10m out: succeed } }", "main never out is success")).toBe("refuted");
  });
  test("what has few values is looked at value by value", async () => {
    expect(await verdict("tree main over robot { switch mode { case 0 run fetch case 1 run fetch case 2 run fetch else succeed } }", "main never succeed is success")).toBe("proved");
    expect(await verdict("tree main over robot { blackboard { was: int = 0 } set { was = mode } }", "main always was <= 2")).toBe("proved");
    expect(await verdict("tree main over robot { blackboard { was: int = 0 } set { was = mode } }", "main always was <= 1")).toBe("refuted");
  });
  test("what was kept of a number may be any", async () => {
    expect(await verdict("tree main over robot { blackboard { was: [m] = 0 } sequence { set { was = far } check was > 20m } }", "main never check is success")).toBe("refuted");
  });
  test("ports are the host's, and so is what a leaf gives", async () => {
    expect(await verdict("tree main over robot (limit: [m]) { check far < limit }", "main never check is success")).toBe("refuted");
    expect(await verdict("tree main over robot { blackboard { held: bool = false } sequence { run grip(held: held) check held } }", "main never check is success")).toBe("refuted");
    expect(await verdict("tree main over robot (limit: [m]) { sequence { check limit < 2m check limit < 2m } }", "main never (check is success) and `check 2` is failure")).toBe("proved");
  });
});

describe("time", () => {
  test("runs out at any later tick, never at the first", async () => {
    const waits = "tree main over robot { sequence { wait 2s done: succeed } }";
    expect(await ticks(waits, "main never done is success")).toEqual(["0: wait running, sequence running", "1: wait success, done success, sequence success"]);
    const limited = "tree main over robot { timeout 3s { do net } }";
    expect(await ticks(limited, "main never timeout is failure and (once timeout is running)")).toEqual(["0: do net running, timeout running", "1: do net failure, timeout failure"]);
    expect(await ticks("tree main over robot { timeout 3s { do stand } }", "main never timeout is failure")).toEqual(["0: do stand running, timeout running", "1: do stand halted, timeout failure"]);
    expect(await verdict("tree main over robot { delay 1s { fetching: run fetch } }", "main always fetching is success implies once (delay is running)")).toBe("proved");
    expect(await verdict("tree main over robot { do { speed = 1 } for 1s }", "main always root is success implies previous (root is running)")).toBe("proved");
  });
});

describe("what it proposes", () => {
  test("is known where it is written, and anything that fits where a policy gives it", async () => {
    const learned = "tree main over robot { fallback { do net do { speed = 0.5, lamp = true } } }";
    expect(await verdict(learned, "main never speed > 1[m/s]")).toBe("proved");
    expect(await verdict(learned, "main never speed > 0.9[m/s]")).toBe("refuted");
    expect(await verdict(learned, "main never `do` is running and speed != 0.5[m/s]")).toBe("proved");
    expect(await verdict(learned, "main always lamp implies `do` is running")).toBe("refuted");
    expect(await verdict(learned, "main never lamp and `do net` is running")).toBe("proved");
  });
  test("a policy may offer nothing, a controller that fits always acts, unless a machine may forbid it", async () => {
    expect(await verdict("tree main over robot { do net }", "main never root is failure")).toBe("refuted");
    expect(await verdict("tree main over robot { do stand }", "main never root is failure")).toBe("proved");
    const followed = "tree main over robot { do stand }\nmachine m over robot { start a state a { may stand go b when lost } state b { go a when not lost } }\nguard g over robot { propose main else stand follow m }";
    expect(await verdict(followed, "main never root is failure")).toBe("refuted");
  });
});

describe("a tree that a guard asks", () => {
  const TREE = "tree main over robot { blackboard { busy: bool = false } sequence { set { busy = true } run fetch set { busy = false } } with { on halt { busy = false } } }";
  const GUARD = "\nguard g over robot { propose main else stand }";

  test("may be halted between any two ticks, and is then as it was before the tick", async () => {
    const kept = TREE.replace(" with { on halt { busy = false } }", "");
    expect(await verdict(kept, "main never sequence is idle")).toBe("proved");
    // Without its clause, a halted tree leaves `busy` behind.
    const claim = "main never busy and fetch is success";
    expect(await verdict(kept, claim)).toBe("proved");
    expect(await verdict(kept + GUARD, claim)).toBe("proved");
    const begins = "tree main over robot { blackboard { busy: bool = false } sequence { first: check not busy set { busy = true } run fetch set { busy = false } } }";
    const stuck = "main never first is failure and not once (fetch is failure)";
    expect(await verdict(begins, stuck)).toBe("proved");
    const halted = await proved(begins + GUARD, stuck);
    expect(halted.result).toBe("refuted");
    expect(halted.trace.map(({ tick }) => tick)).toEqual([0, null, 1]);
    expect(halted.trace[1]!.visits).toEqual([{ node: "fetch", status: "halted" }]);
  });
});

describe("what is not proved is no pass", () => {
  test("where there is more to look at than allowed", async () => {
    const counter = "tree main over robot { blackboard { n: int = 0 } set { n = n + 1 } }";
    expect(await proved(counter, "main always n >= 0", { states: 50, transitions: 1000 })).toMatchObject({
      result: "unknown", reason: "there is more to look at than 50 states and 1,000 ticks; no run of 50 ticks breaks it", trace: [],
    });
    expect((await proved(counter, "main always n < 20", { states: 50, transitions: 1000 })).trace).toHaveLength(20);
  });
  test("where a loop counts up to what is observed", async () => {
    expect((await proved("tree main over robot { retry far / 1m { run fetch } }", "main never root is idle")).reason).toBe("`retry` counts up to what is observed, or to what the host writes: its runs cannot be listed");
  });
  test("where it needs what does not run yet", async () => {
    expect(await proved("tree main over robot { run fetch }", "main never once[1s] (fetch is success)")).toMatchObject({ result: "unknown", reason: "it needs what does not run yet: a window, in a claim about a tree," });
  });
});

test("claims about privileges are told beside those about trees", async () => {
  const bank = "env bank { tool send(amount: number) -> text }\nprivilege p over bank { allow send when amount in 0..10 }\nprove \"a\" p never allows send when amount > 10\nprove \"b\" p never allows send when amount > 5\n";
  const results = prove(await compileText("a.pol", bank));
  expect(results.map(({ title, result, reason }) => [title, result, reason])).toEqual([["a", "proved", null], ["b", "unknown", "the rules do not show it for `send`"]]);
});
