import { expect, test } from "vitest";
import { guardTools } from "../../runtime/middleware/functions.ts";
import { guardOf, rules } from "./policy.ts";

async function bank(ask?: () => boolean | Promise<boolean>) {
  const guard = await guardOf(rules("allow pay when amount in 0.01..5 else ask when amount < 50 saying \"Pay {amount}?\"", "allow balance"));
  const paid: unknown[] = [];
  const call = guardTools({
    session: guard.toolSession(), ...(ask !== undefined && { ask }),
    tools: { pay: (args) => { paid.push(args); return "paid"; }, balance: () => { throw new Error("no line"); } },
  });
  return { call, paid };
}

test("executes what is permitted, and nothing else", async () => {
  const { call, paid } = await bank();
  expect(await call("pay", { to: "me", amount: 1 })).toEqual({ executed: true, result: "paid" });
  expect(await call("pay", { to: "me", amount: 500 })).toEqual({ executed: false, message: "Not permitted: the policy does not permit this call", stop: false });
  expect(await call("toString", {})).toMatchObject({ executed: false });
  expect(await call("pay", { to: "me", amount: 9 })).toEqual({ executed: false, message: "Not permitted: nobody has approved this call", stop: false });
  expect(paid).toEqual([{ to: "me", amount: 1 }]);
});

test.each([[true, 1], [false, 0], ["yes" as unknown as boolean, 0]])("a person who says %s", async (says, executed) => {
  const { call, paid } = await bank(() => Promise.resolve(says));
  await call("pay", { to: "me", amount: 9 });
  expect(paid.length).toBe(executed);
});

test("a question that fails is no yes; an error of the tool is the caller's", async () => {
  const { call, paid } = await bank(() => { throw new Error("gone"); });
  expect(await call("pay", { to: "me", amount: 9 })).toMatchObject({ executed: false });
  await expect(call("balance", {})).rejects.toThrow("no line");
  expect(paid).toEqual([]);
});
