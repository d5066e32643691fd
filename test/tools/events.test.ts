import { describe, expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard, type Guard, type ToolSessionOptions } from "../../runtime/guard/guard.ts";
import type { ToolSession } from "../../runtime/guard/tools.ts";
import type { Sink } from "../../runtime/record/record.ts";

const TOOLS = `env bank {
  tool get_balance() -> number
  tool read(path: text) -> { owner: text }
  tool pay(to: text, amount: number)
}
`;

async function guardWith(rules: string, conditions = "", sink?: Sink): Promise<Guard> {
  const text = `${TOOLS}privilege p over bank {\n  allow get_balance, read\n${rules}\n}\nguard g over bank {\n  propose agent\n  else tell "No."\n  obey p\n${conditions}\n}\n`;
  return openGuard(await compileText("bank.pol", text), sink === undefined ? {} : { sink });
}

interface Played {
  readonly session: ToolSession;
  readonly at: (seconds: number) => void;
}

function play(guard: Guard, principal: string | null = null, options: ToolSessionOptions = {}): Played {
  let time = 0;
  return { session: guard.toolSession(undefined, principal, { clock: () => time, ...options }), at: (seconds) => { time = seconds; } };
}

const pay = (amount: number, to = "anna") => ({ tool: "pay", arguments: { to, amount } });
const verdict = ({ session }: Played, call: Parameters<ToolSession["decide"]>[0]): string => session.decide(call).verdict;

describe("windows and aggregates count the judged call as if it were granted", () => {
  test("total", async () => {
    const one = play(await guardWith("allow pay when amount in 0.01..500\nforbid pay when total(pay.amount, 1h) > 600"));
    expect([verdict(one, pay(400)), verdict(one, pay(200)), verdict(one, pay(0.01))]).toEqual(["allow", "allow", "forbid"]);
    one.at(3600);
    expect(verdict(one, pay(1))).toBe("forbid"); // windows are closed
    one.at(3601);
    expect(verdict(one, pay(500))).toBe("allow");
  });

  test("calls; what was refused does not count", async () => {
    const one = play(await guardWith("allow pay when amount < 5\nforbid pay when calls(pay, 1min) > 2"));
    expect([1, 9, 9, 1, 1].map((amount) => verdict(one, pay(amount)))).toEqual(["allow", "forbid", "forbid", "allow", "forbid"]);
  });

  test("once, with arguments of the judged call", async () => {
    const one = play(await guardWith("allow pay when not once[10s, 60s] call pay(to: to)"));
    expect(verdict(one, pay(1))).toBe("allow");
    one.at(30);
    expect([verdict(one, pay(1)), verdict(one, pay(1, "bert"))]).toEqual(["forbid", "allow"]);
  });

  test("this turn", async () => {
    const one = play(await guardWith("allow pay when calls(pay, 1min) < 100\nforbid pay when (once[this turn] call read) and amount > 1"));
    one.session.decide({ tool: "read", arguments: { path: "x" } });
    expect(verdict(one, pay(2))).toBe("forbid");
    one.session.prompt();
    expect(verdict(one, pay(2))).toBe("allow");
  });
});

describe("answers", () => {
  test("returned and latest", async () => {
    const one = play(await guardWith("allow pay when amount <= latest get_balance"));
    expect(verdict(one, pay(1))).toBe("forbid");
    const asked = one.session.decide({ tool: "get_balance" });
    expect(verdict(one, pay(1))).toBe("forbid");
    one.session.returned(asked, { result: 50 });
    expect([verdict(one, pay(50)), verdict(one, pay(51))]).toEqual(["allow", "forbid"]);
    one.session.returned(one.session.decide({ tool: "get_balance" }), "no number", false);
    expect(verdict(one, pay(50))).toBe("allow");
  });

  test("a field of a structured one, for the arguments it was asked with", async () => {
    const one = play(await guardWith('allow pay when latest read(path: "bill").owner == to'));
    one.session.returned(one.session.decide({ tool: "read", arguments: { path: "bill" } }), { owner: "anna" });
    one.session.returned(one.session.decide({ tool: "read", arguments: { path: "other" } }), { owner: "bert" });
    expect([verdict(one, pay(1, "anna")), verdict(one, pay(1, "bert"))]).toEqual(["allow", "forbid"]);
  });

  test("what is asked for by another answer is what that says now, whichever came first", async () => {
    const one = play(await guardWith('allow pay when (latest read(path: (latest read(path: "bill")).owner)).owner == to'));
    one.session.returned(one.session.decide({ tool: "read", arguments: { path: "anna" } }), { owner: "carl" });
    one.session.returned(one.session.decide({ tool: "read", arguments: { path: "bill" } }), { owner: "anna" });
    expect([verdict(one, pay(1, "carl")), verdict(one, pay(1, "anna"))]).toEqual(["allow", "forbid"]);
  });

  test("a function takes a whole answer", async () => {
    const text = `record page { owner: text, lines: list<text, 3> }
fn is_of(who: text, page: page) -> bool = page.owner == who and length(page.lines) < 2
${TOOLS.replace("{ owner: text }", "page")}
privilege p over bank { allow read  allow pay when is_of(to, latest read(path: "bill")) }
guard g over bank { propose agent else tell "No." obey p }`;
    const one = play(await openGuard(await compileText("bank.pol", text)));
    one.session.returned(one.session.decide({ tool: "read", arguments: { path: "bill" } }), { owner: "anna", lines: ["1"] });
    expect([verdict(one, pay(1, "anna")), verdict(one, pay(1, "bert"))]).toEqual(["allow", "forbid"]);
  });

  test("of a call that was not permitted are no answers", async () => {
    const one = play(await guardWith("allow pay when amount <= latest get_balance\nforbid get_balance"));
    one.session.returned(one.session.decide({ tool: "get_balance" }), 50);
    expect(verdict(one, pay(1))).toBe("forbid");
  });
});

describe("asking", () => {
  const RULES = "allow pay when amount < 5\nask pay when amount >= 5\nforbid pay when total(pay.amount, 1h) > 20".replace("amount < 5", "amount in 0..4").replace("amount >= 5", "amount in 5..100");

  test("a pending call is reserved, and a declined one gives it back", async () => {
    const one = play(await guardWith(RULES));
    const asked = one.session.decide(pay(18));
    expect([asked.verdict, verdict(one, pay(4))]).toEqual(["ask", "forbid"]);
    one.session.answer(asked, "declined");
    expect(verdict(one, pay(4))).toBe("allow");
  });

  test("an approved one is not counted twice", async () => {
    const one = play(await guardWith(RULES));
    const asked = one.session.decide(pay(18));
    expect(one.session.answer(asked, "approved").permitted).toBe(true);
    expect([verdict(one, pay(2)), verdict(one, pay(1))]).toEqual(["allow", "forbid"]);
  });

  test("at release everything else is judged again", async () => {
    const one = play(await guardWith(RULES));
    const [first, second] = [one.session.decide(pay(10)), one.session.decide(pay(10))];
    expect([first.verdict, second.verdict]).toEqual(["ask", "ask"]);
    expect(one.session.answer(first, "approved").permitted).toBe(true);
    verdict(one, pay(0));
    expect(one.session.answer(second, "approved").permitted).toBe(true);
    expect(verdict(one, pay(1))).toBe("forbid");
  });
});

describe("what fails permits nothing", () => {
  test("a principal's calls count in all its sessions, another's do not", async () => {
    const guard = await guardWith("allow pay when amount in 0..9\nforbid pay when calls(pay, 1h) > 1");
    expect([play(guard, "anna"), play(guard, "anna"), play(guard, "bert"), play(guard)].map((one) => verdict(one, pay(1)))).toEqual(["allow", "forbid", "allow", "allow"]);
  });

  test("a clock that steps back, leaps or is none refuses, and goes on from where it was", async () => {
    const one = play(await guardWith("allow pay when amount in 0..9"), null, { longestGap: 3600 });
    one.at(100);
    expect(verdict(one, pay(1))).toBe("allow");
    expect(one.session.decide({ ...pay(1), time: 99 })).toMatchObject({ verdict: "forbid", reason: expect.stringContaining("stepped back") });
    expect(one.session.decide({ ...pay(1), time: NaN }).verdict).toBe("forbid");
    expect(one.session.decide({ ...pay(1), time: 99_999 })).toMatchObject({ verdict: "forbid", reason: expect.stringContaining("leapt") });
    expect(one.session.decide({ ...pay(1), time: 100_000 }).verdict).toBe("allow");
  });

  test("what has been dropped is unknown", async () => {
    const rules = "allow pay when amount in 0..9 and not once call read\nforbid pay when calls(pay, 1h) > 100";
    const one = play(await guardWith(rules), null, { capacity: 3 });
    expect([1, 2, 3, 4, 5].map((amount) => verdict(one, pay(amount)))).toEqual(["allow", "allow", "allow", "allow", "forbid"]);
  });

  test("a call whose record is lost has not happened", async () => {
    let isLost = true;
    const one = play(await guardWith("allow pay when amount in 0..9\nforbid pay when calls(pay, 1h) > 1", "", () => { if (isLost) throw new Error("disk full"); }));
    expect(verdict(one, pay(1))).toBe("forbid");
    isLost = false;
    expect([verdict(one, pay(1)), verdict(one, pay(1))]).toEqual(["allow", "forbid"]);
  });

  test("a kept spec and a requirement refuse with their line", async () => {
    const text = `${TOOLS}spec looked over bank = always (call pay implies once[10min] returned get_balance)
privilege p over bank { allow anything }
guard g over bank {
  propose agent
  else tell "No: {reason}"
  obey p
  keep looked
  require not (call pay and calls(pay, 1min) > 1)
}
`;
    const one = play(await openGuard(await compileText("bank.pol", text)));
    expect(one.session.decide(pay(1))).toMatchObject({ verdict: "forbid", record: { rule: { line: 12, text: "keep looked" } } });
    one.session.returned(one.session.decide({ tool: "get_balance" }), 5);
    expect(verdict(one, pay(1))).toBe("allow");
    expect(one.session.decide(pay(1))).toMatchObject({ verdict: "forbid", record: { rule: { line: 13 } } });
  });
});

test("an enum in a result, and in a record of it, is one of its names", async () => {
  const text = `enum cabin { economy, business }
env air {
  tool look(id: text) -> { cabin: cabin, legs: list<{ cabin: cabin }, 9> }
  tool cancel(id: text)
}
privilege p over air {
  allow look
  allow cancel when (latest look(id: id)).cabin is business and (all leg in (latest look(id: id)).legs: leg.cabin == "business")
}
guard g over air {
  propose agent
  else tell "No."
  obey p
}
`;
  const session = (await openGuard(await compileText("air.pol", text))).toolSession();
  const look = (cabin: string, leg: string): string => {
    session.returned(session.decide({ tool: "look", arguments: { id: "a" } }), { cabin, legs: [{ cabin: leg }] });
    return session.decide({ tool: "cancel", arguments: { id: "a" } }).verdict;
  };
  expect([look("business", "business"), look("economy", "business"), look("business", "economy")]).toEqual(["allow", "forbid", "forbid"]);
});

test("when a call is made is the host's to say", async () => {
  const text = `use std.text
env air {
  tool look(id: text) -> { created: text }
  tool cancel(id: text)
}
privilege p over air {
  allow look
  allow cancel when now - instant((latest look(id: id)).created) in 0s..24h
}
guard g over air {
  propose agent
  else tell "No."
  obey p
}
`;
  const noon = Date.parse("2026-11-22T12:00:00Z") / 1000;
  const session = (await openGuard(await compileText("air.pol", text))).toolSession("s", null, { clock: () => noon });
  session.returned(session.decide({ tool: "look", arguments: { id: "a" } }), { created: "2026-11-21T13:00:00" });
  expect([3599, 3600, 3601].map((later) => session.decide({ tool: "cancel", arguments: { id: "a" }, time: noon + later }).verdict)).toEqual(["allow", "allow", "forbid"]);
});
