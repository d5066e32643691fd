/** The bank's rules in Cedar, which has whole numbers. */
const POLICIES = `
permit(principal, action in [Action::"get_balance", Action::"get_iban"], resource);
permit(principal, action == Action::"read_file", resource) when { context.path == "/home/user/bills/december.txt" };
permit(principal, action == Action::"send_money", resource)
  when { context.amount >= 1 && context.amount <= 500 && context.recipient != "US133" };
forbid(principal, action == Action::"send_money", resource) when { context.amount > 5000 };
forbid(principal, action == Action::"send_money", resource) when { context.subject == "refund" };
permit(principal, action == Action::"schedule_transaction", resource) when { context.amount >= 1 && context.amount <= 500 };
forbid(principal, action == Action::"schedule_transaction", resource) when { context.recurring };
`;

export interface Call {
  readonly tool: string;
  readonly args: Readonly<Record<string, string | number | boolean>>;
}

/** Whether Cedar permits a call, by the bank's rules. */
export async function cedar(): Promise<(call: Call) => boolean> {
  return preparsed("bank", POLICIES);
}

/** Whether Cedar permits a call, its policies parsed once. */
export async function preparsed(name: string, policies: string): Promise<(call: Call) => boolean> {
  const wasm = await import("@cedar-policy/cedar-wasm/nodejs");
  const parsed = wasm.preparsePolicySet(name, { staticPolicies: policies });
  if (parsed.type !== "success") throw new Error(JSON.stringify(parsed.errors));
  return ({ tool, args }) => {
    const answer = wasm.statefulIsAuthorized({
      principal: { type: "User", id: "customer" }, action: { type: "Action", id: tool }, resource: { type: "Bank", id: "bank" },
      context: args, preparsedPolicySetId: name, entities: [],
    });
    if (answer.type !== "success") throw new Error(JSON.stringify(answer.errors));
    return answer.response.decision === "allow";
  };
}
