import { describe, expect, test } from "vitest";
import { analyze, type Host } from "../../compiler/program.ts";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard } from "../../runtime/guard/guard.ts";

/** Each rule of the language was bought with a counter-example; these are they. */
const host: Host = { readText: () => undefined, exists: () => false };
const codes = (text: string): string[] => analyze({ path: "a.pol", text }, host).diagnostics.map((d) => d.code);

const highway = (within: string): string => `env highway at 20Hz {
  observe speed: [m/s] in 0..60
  observe gap:   [m]   in 0..300
  act     accel: [m/s^2] in -8..3 default 0
  dynamics {
    speed' = accel
    gap'   = -speed
  }
}
spec apart over highway = always gap > 2m
policy net over highway = agent
controller brake over highway { accel = -8 }
guard g over highway {
  propose net
  else    brake
  foresee brake until speed <= 0.1[m/s] within ${within} keeps apart
}
`;

const step = async (text: string, observation: unknown, accel: number) => {
  const guard = await openGuard(await compileText("a.pol", text));
  try {
    return guard.session().step(observation, { net: { action: { accel } } });
  } finally {
    await guard.dispose();
  }
};

describe("look-ahead", () => {
  // 40 m/s, 101 m before a standing car: braking fully needs 100 m to rest. One tick at speed, and it cannot be stopped any more.
  const seen = { speed: 40, gap: 103.5 };

  test("goes on to a standstill: what cannot stop in time is refused", async () => {
    const { acting, record } = await step(highway("10s"), seen, 0);
    expect(acting).toBe("brake");
    expect(record.proposers[0]?.conditions?.at(-1)?.verdict).toBe("false");
  });

  test("of a fixed length would have let it drive into the standing car: not reaching the set is a refusal", async () => {
    const { acting, record } = await step(highway("2s"), seen, 0);
    expect(acting).toBe("brake");
    expect(record.proposers[0]?.conditions?.at(-1)).toMatchObject({ verdict: "false" });
    expect(record.proposers[0]?.conditions?.at(-1)?.margin).toBeGreaterThan(2);
  });

  test("passes what can still stop", async () => {
    expect((await step(highway("10s"), { speed: 40, gap: 200 }, 0)).acting).toBe("net");
  });

  test("goes on past the set: at 0.1 m/s the car still rolls over the line", async () => {
    // After the proposed step the car is at gap 2.003 with 0.1 m/s: `until` holds, and the sample after that is at 1.998 m.
    const { acting } = await step(highway("10s"), { speed: 0.1, gap: 2.008 }, 0);
    expect(acting).toBe("brake");
  });
});

const bank = (rules: string): string => `env bank { tool send(to: text, amount: number) }
privilege p over bank {
${rules}
}
guard g over bank { propose agent else tell "No: {reason}" obey p }
`;

const verdict = async (rules: string, amount: number): Promise<string> => {
  const guard = await openGuard(await compileText("a.pol", bank(rules)));
  try {
    return guard.decide({ tool: "send", arguments: { to: "bob", amount } }).verdict;
  } finally {
    await guard.dispose();
  }
};

describe("an `allow` beside a wider `ask`", () => {
  const unordered = "  allow send when amount in 0.01..500\n  ask   send when amount in 0.01..5000";
  const ordered = "  allow send when amount in 0.01..500\n    else ask when amount in 0.01..5000";

  test("never decides, and a lint says so", async () => {
    expect(await verdict(unordered, 10)).toBe("ask");
    expect(codes(bank(unordered))).toContain("POL0601");
  });

  test("is written `allow … else ask …`", async () => {
    expect(await verdict(ordered, 10)).toBe("allow");
    expect(await verdict(ordered, 1000)).toBe("ask");
    expect(await verdict(ordered, 10_000)).toBe("forbid");
    expect(codes(bank(ordered))).not.toContain("POL0601");
  });
});

describe("a total", () => {
  test("refuses rules that let a negative amount lower it", () => {
    expect(codes(bank("  allow send when amount <= 500\n  forbid send when total(send.amount, 24h) > 5000"))).toContain("POL0602");
    expect(codes(bank("  allow send\n  forbid send when total(send.amount, 24h) > 5000"))).toContain("POL0602");
    expect(codes(bank("  allow send when amount in 0..500\n    else ask when amount <= 900\n  forbid send when total(send.amount, 24h) > 5000"))).toContain("POL0602");
  });

  test("takes rules that keep it from being negative", () => {
    expect(codes(bank("  allow send when amount in 0.01..500\n    else ask when amount in 0.01..900\n  forbid send when total(send.amount, 24h) > 5000"))).not.toContain("POL0602");
  });
});

describe("what does not run yet", () => {
  test("warns where it is checked and refuses where it is loaded", async () => {
    const text = `${highway("5s")}model risk over highway = onnx("risk.onnx") gives number\nguard h over highway {\n  propose net when risk < 1\n  else brake\n}\n`;
    expect(codes(text)).toContain("POL1201");
    await expect(compileText("a.pol", text).then((b) => openGuard(b, { guard: "h" }))).rejects.toThrow(/`model`/);
  });
});
