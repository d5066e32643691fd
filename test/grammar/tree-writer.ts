import type * as ast from "../../grammar/ast.ts";

type Written<T> = (value: T) => string;

/** Writes trees and machines as text, in one of the ways that mean the same: `coin` decides where there are two. */
export class TreeWriter {
  readonly #expr: Written<ast.Expr>;
  readonly #type: Written<ast.Type>;
  readonly #coin: () => boolean;

  constructor(expr: Written<ast.Expr>, type: Written<ast.Type>, coin: () => boolean) {
    this.#expr = expr;
    this.#type = type;
    this.#coin = coin;
  }

  decl(decl: ast.Tree | ast.Extern | ast.Machine): string {
    const head = `${decl.kind.toLowerCase()} ${decl.name.text} over ${decl.over.text}`;
    if (decl.kind === "Extern") return `${head}${this.#ports(decl.ports)}`;
    const blackboard = decl.blackboard.length > 0 ? `blackboard { ${decl.blackboard.map((e) => this.#entry(e)).join(" ")} } ` : "";
    if (decl.kind === "Machine") return `${head} { ${blackboard}start ${decl.start.text} ${decl.states.map((s) => this.#state(s)).join(" ")} }`;
    return `${head}${decl.compatible ? " compatible" : ""}${this.#ports(decl.ports)} { ${blackboard}${this.node(decl.root)} }`;
  }

  node(node: ast.TreeNode): string {
    const inWord = node.label !== null && (node.kind === "Composite" || node.kind === "Parallel") && this.#coin();
    const before = node.label === null || inWord ? "" : `${node.label.text}: `;
    const clauses = node.clauses.length > 0 ? ` with { ${node.clauses.map((c) => this.#clause(c)).join(" ")} }` : "";
    return before + this.#core(node, inWord ? ` ${node.label!.text}` : "") + clauses;
  }

  #core(node: ast.TreeNode, label: string): string {
    const last = node.clauses.length > 0;
    switch (node.kind) {
      case "Composite": return `${node.mode === null ? "" : `${node.mode} `}${node.op}${label} ${this.#block(node.children)}`;
      case "Parallel": {
        const count = (word: string, e: ast.Expr | null): string => (e === null ? "" : ` ${word} ${this.#expr(e)}`);
        return `parallel${node.all ? " all" : ""}${count("success", node.success)}${count("failure", node.failure)}${label} ${this.#block(node.children)}`;
      }
      case "TreeIf": case "TreeWhile": {
        const word = node.kind === "TreeIf" ? "if" : "while";
        const then = this.#branch(node.then, node.else === null ? last : endsOpen(node.then));
        return `${word} ${this.node(node.condition)} then ${then}${node.else === null ? "" : ` else ${this.#branch(node.else, last)}`}`;
      }
      case "Switch": {
        const cases = node.cases.map((c) => `case ${this.#expr(c.value)} ${this.#branch(c.node, node.else !== null && endsOpen(c.node))}`);
        return `switch ${this.#expr(node.subject)} { ${cases.join(" ")}${node.else === null ? "" : ` else ${this.#branch(node.else, false)}`} }`;
      }
      case "Try": return `try ${this.#block(node.tried)} catch${node.onHalt ? " on halt" : ""} ${this.#block([node.catcher])}`;
      case "Recovery": return `recovery ${this.#expr(node.retries)} ${this.#block([node.tried])} by ${this.#block([node.by])}`;
      case "Again": return `again if ${this.node(node.trigger)} then ${this.#branch(node.child, last)}`;
      case "Wrapper": return `${node.op} ${this.#block([node.child])}`;
      case "Decorator": return `${node.op} ${node.amount === null ? "forever" : this.#expr(node.amount)} ${this.#block([node.child])}`;
      case "When": return `when ${this.#expr(node.condition)}${otherwise(node)} ${this.#block([node.child])}`;
      case "Loop": return `loop ${node.variable.text} in ${node.values.map(this.#expr).join(", ")}${otherwise(node)} ${this.#block([node.child])}`;
      case "Updated": return `updated ${node.entry.text}${node.child === null ? "" : `${otherwise(node)} ${this.#block([node.child])}`}`;
      case "Check": return `check ${this.#expr(node.condition)}`;
      case "Do": {
        const what = node.proposer?.text ?? `{ ${node.assigns.map((a) => this.#assign(a)).join(", ")} }`;
        return `do ${what}${node.until === null ? "" : ` until ${this.#expr(node.until)}`}${node.dwell === null ? "" : ` for ${this.#expr(node.dwell)}`}`;
      }
      case "TreeSet": return `set ${this.#sets(node.sets)}`;
      case "Wait": return `wait ${this.#expr(node.duration)}`;
      case "Succeed": return "succeed";
      case "Fail": return "fail";
      case "Run": return `run ${node.name.text}${node.args.length > 0 ? `(${node.args.map((a) => `${a.name!.text}: ${this.#expr(a.value)}`).join(", ")})` : ""}`;
    }
  }

  #branch(node: ast.TreeNode, braces: boolean): string {
    return braces || this.#coin() ? this.#block([node]) : this.node(node);
  }

  #block(nodes: readonly ast.TreeNode[]): string {
    return `{ ${nodes.map((n) => this.node(n)).join(" ")} }`;
  }

  #clause(clause: ast.TreeClause): string {
    if (clause.kind === "TreeCondition") return `${clause.when}${clause.when === "while" ? "" : " if"} ${this.#expr(clause.condition)}`;
    return `${clause.on === "finally" ? "" : "on "}${clause.on} ${this.#sets(clause.sets)}`;
  }

  #sets(sets: readonly ast.Assign[]): string {
    return `{ ${sets.map((s) => this.#assign(s)).join(" ")} }`;
  }

  #assign({ path, value }: ast.Assign): string {
    return `${path.parts.map(({ text }) => text).join(".")} = ${this.#expr(value)}`;
  }

  #ports(ports: readonly ast.Port[]): string {
    const port = ({ direction, name, type }: ast.Port): string => `${direction === "in" ? "" : `${direction} `}${name.text}: ${this.#type(type)}`;
    return ports.length > 0 ? ` (${ports.map(port).join(", ")})` : "";
  }

  #entry({ name, type, start }: ast.Entry): string {
    return `${name.text}: ${this.#type(type)}${start === null ? "" : ` = ${this.#expr(start)}`}`;
  }

  #state({ name, items }: ast.State): string {
    return `state ${name.text} { ${items.map((item) => this.#item(item)).join(" ")} }`;
  }

  #item(item: ast.State["items"][number]): string {
    switch (item.kind) {
      case "May": return `may ${item.proposers.map(({ text }) => text).join(", ")}`;
      case "Go": return `go ${item.to.text} when ${this.#expr(item.when.condition)}${item.when.dwell === null ? "" : ` for ${this.#expr(item.when.dwell)}`}`;
      case "Ensure":
        return `ensure ${this.#expr(item.condition)}${item.within === null ? "" : ` within ${this.#expr(item.within)}`} else rollback${item.doing === null ? "" : ` doing ${item.doing.text}`}`;
      case "StateHook": return `on ${item.on} ${this.#sets(item.sets)}`;
    }
  }
}

function otherwise(node: { readonly otherwise: ast.TreeOutcome | null }): string {
  return node.otherwise === null ? "" : ` else ${node.otherwise}`;
}

/** Whether an `else` behind the node would be taken for its own. */
function endsOpen(node: ast.TreeNode): boolean {
  if (node.clauses.length > 0 || (node.kind !== "TreeIf" && node.kind !== "TreeWhile")) return false;
  return node.else === null || endsOpen(node.else);
}
