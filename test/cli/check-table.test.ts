import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pol } from "./io.ts";

const root = resolve(import.meta.dirname, "../..");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pol-table-"));
  const put = (name: string, ...rules: string[]): void => writeFileSync(join(folder, name), `env bank {
  tool balance() -> number
  tool pay(to: text, amount: number, note: text?, fast: bool)
}
const landlord = "DE02"
${rules.join("\n")}
`);
  put("folded.pol", "privilege p over bank {", "  allow balance", "  allow pay when amount in 0..500 and amount <= 100 and (to == landlord or fast) and 1 < 2", "  ask pay when amount > 3 and amount < 2", "}",
    "guard g over bank {", "  propose agent", "  else tell \"No.\"", "  obey p", "  require not call pay(fast: true)", "}");
  put("two.pol", "privilege p over bank { allow balance, pay }", "privilege q over bank { allow pay when amount < 5 else ask  forbid pay when note is present }",
    "guard g over bank { propose agent else tell \"No.\" obey p obey q }");
});
afterAll(() => rmSync(folder, { recursive: true }));

const table = async (file: string): Promise<string> => {
  const { out } = await pol(["check", "--table", file], folder);
  return out.slice(out.lastIndexOf("g over bank"));
};

test("the contract's teller, in the words of its rules", async () => {
  const { code, out } = await pol(["check", "--table", join(root, "test/corpus/contract/teller.pol")], root);
  expect(code).toBe(0);
  expect(out.slice(out.lastIndexOf("assistant over bank")).replace(/^.*\n/, "")).toBe(`\
tool                          verdict  line  when
get_iban                      forbid     23  calls(anything, 1min) > 30
get_balance                   allow      15  always
get_user_info
get_most_recent_transactions
get_scheduled_transactions
read_file                     forbid     23  calls(anything, 1min) > 30
                              allow      16  file_path in folder("/home/user/bills")
                              forbid         otherwise
send_money                    forbid     37  not once[10min] returned get_balance
                              forbid     20  total(send_money.amount, 24h) > 5000
                              forbid     22  subject carries secret
                              forbid     23  calls(anything, 1min) > 30
                              ask        18  amount in 0.01..5000, where line 18 does not allow it
                              allow      18  amount in 0.01..500 and (recipient from prompt or recipient from results of get_scheduled_transactions[*].recipient)
                              forbid         otherwise
schedule_transaction          forbid     23  calls(anything, 1min) > 30
                              forbid     26  recurring and once[1h] call read_file
                              allow      25  recipient from prompt and amount in 0.01..500
                              forbid         otherwise
update_scheduled_transaction  forbid         always, since no rule allows it
update_password
update_user_info
`);
});

test("constant parts are folded, bounds on one argument joined, and what holds for no call left out", async () => {
  expect(await table("folded.pol")).toBe(`\
g over bank, folded.pol
tool     verdict  line  when
balance  allow       7  always
pay      forbid     15  call pay(fast: true)
         allow       8  amount in 0..100 and (to == landlord or fast)
         forbid         otherwise
`);
});

test("of several privileges each row says whose it is", async () => {
  expect(await table("two.pol")).toBe(`\
g over bank, two.pol
tool     verdict  line  when
balance  allow       6  p: always
         forbid         q: always, since no rule allows it
pay      allow       6  p: always
         forbid      7  q: note is present
         ask         7  q: where line 7 does not allow it
         allow       7  q: amount < 5
         forbid         q: otherwise
`);
});

test("as JSON", async () => {
  const { out } = await pol(["check", "--table", "--json", "folded.pol"], folder);
  expect(JSON.parse(out)).toMatchObject({
    tables: [{
      path: "folded.pol", guard: "g", env: "bank", tools: [
        { tool: "balance", privileges: [{ of: "p", regions: [{ verdict: "allow", when: null, line: 7, isElse: false }] }] },
        { tool: "pay", privileges: [{ regions: [{ verdict: "forbid", when: "call pay(fast: true)", line: 15 }, { verdict: "allow", when: "amount in 0..100 and (to == landlord or fast)" }, { verdict: "forbid", when: null, line: null }] }] },
      ],
    }],
  });
  expect(JSON.parse((await pol(["check", "--json", "folded.pol"], folder)).out)).not.toHaveProperty("tables");
});
