const DAY = 24 * 3600;

/** Rules over as many tools that money goes through, dealt out among them. */
export function polRules(tools: number, rules: number): string {
  const names = Array.from({ length: tools }, (_, i) => `pay_${i}`);
  return `env bank {
  tool get_balance() -> number
  tool close(to: text)
${names.map((name) => `  tool ${name}(to: text, amount: number, note: text)`).join("\n")}
}
privilege teller over bank {
  allow get_balance
  allow close
${Array.from({ length: rules }, (_, i) => `  ${polRule(names[i % tools]!, Math.floor(i / tools))}`).join("\n")}
}
guard assistant over bank {
  propose agent
  else    tell "No."
  obey teller
}
`;
}

/** The how manyth rule of a tool. */
function polRule(tool: string, i: number): string {
  switch (i % 10) {
    case 0: return `allow  ${tool} when amount in 0.01..${500 + i}`;
    case 1: return `forbid ${tool} when total(${tool}.amount, ${DAY - i}s) > ${1_000_000_000 + i}`;
    case 2: return `forbid ${tool} when calls(${tool}, ${60 + i}s) > ${100_000 + i}`;
    case 3: return `forbid ${tool} when once[${3600 + i}s] call close(to: to)`;
    case 4: return `forbid ${tool} when to == "account ${i}"`;
    case 5: return `forbid ${tool} when amount > ${5000 + i}`;
    case 6: return `forbid ${tool} when note == "test ${i}"`;
    case 7: return `forbid ${tool} when calls(anything, ${1 + i}s) > ${100_000 + i}`;
    case 8: return `forbid ${tool} when amount > 400 and not once[${20_000 + i}s] returned get_balance`;
    default: return `forbid ${tool} when amount > 300 and to == "account ${i}"`;
  }
}

/** The same in Cedar, in cents; what has happened is in the context. */
export function cedarRules(tools: number, rules: number): string {
  const heads = ["get_balance", "close"].map((tool) => `permit(principal, action == Action::"${tool}", resource);`);
  return [...heads, ...Array.from({ length: rules }, (_, i) => cedarRule(`pay_${i % tools}`, Math.floor(i / tools)))].join("\n");
}

function cedarRule(tool: string, i: number): string {
  const rule = (effect: string, when: string): string => `${effect}(principal, action == Action::"${tool}", resource) when { ${when} };`;
  switch (i % 10) {
    case 0: return rule("permit", `context.amount >= 1 && context.amount <= ${100 * (500 + i)}`);
    case 1: return rule("forbid", `context.total > ${100_000_000_000 + i}`);
    case 2: return rule("forbid", `context.calls > ${100_000 + i}`);
    case 3: return rule("forbid", "context.closed");
    case 4: return rule("forbid", `context.to == "account ${i}"`);
    case 5: return rule("forbid", `context.amount > ${100 * (5000 + i)}`);
    case 6: return rule("forbid", `context.note == "test ${i}"`);
    case 7: return rule("forbid", `context.anything > ${100_000 + i}`);
    case 8: return rule("forbid", "context.amount > 40000 && !context.looked");
    default: return rule("forbid", `context.amount > 30000 && context.to == "account ${i}"`);
  }
}
