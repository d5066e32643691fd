import { type IToken, MismatchedTokenException } from "chevrotain";
import type * as ast from "../ast.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import { DecoratorParser } from "./tree-decorators.ts";
import { BARE } from "./tree-leaves.ts";

/** A node of a tree with its label and clauses, and the nodes that have several children. */
export abstract class NodeParser extends DecoratorParser {
  /** The node being read has a label in front of it. */
  #labelled = false;

  override treeNode = this.RULE("treeNode", (): ast.TreeNode => {
    const start = this.mark();
    let label: ast.Ident | null = null;
    let clauses: ast.TreeClause[] = [];
    this.OPTION({
      // Without the gate a misspelt word would be taken for a label.
      GATE: () => this.isLabel(),
      DEF: () => {
        label = this.SUBRULE(this.name);
        this.CONSUME(t.Colon);
      },
    });
    this.ACTION(() => { this.#labelled = label !== null; });
    const core = this.SUBRULE(this.treeCore);
    this.OPTION1({ GATE: () => !this.isLabel(), DEF: () => { clauses = this.SUBRULE(this.treeClauses); } });
    return this.ACTION(() => ({ ...core, ...(label === null ? {} : { label }), clauses, span: this.span(start) }));
  });

  treeCore = this.RULE("treeCore", (): ast.TreeNode =>
    this.choice<ast.TreeNode>([
      { ALT: () => this.SUBRULE(this.composite) }, { ALT: () => this.SUBRULE(this.parallel) }, { ALT: () => this.SUBRULE(this.treeIf) },
      { ALT: () => this.SUBRULE(this.treeSwitch) }, { ALT: () => this.SUBRULE(this.treeTry) },
      { ALT: () => this.SUBRULE(this.treeWrapper) }, { ALT: () => this.SUBRULE(this.treeDecorator) }, { ALT: () => this.SUBRULE(this.treeWhen) },
      { ALT: () => this.SUBRULE(this.treeLoop) }, { ALT: () => this.SUBRULE(this.treeUpdated) },
      { ALT: () => this.SUBRULE(this.treeCheck) }, { ALT: () => this.SUBRULE(this.treeDo) }, { ALT: () => this.SUBRULE(this.treeSet) },
      { ALT: () => this.SUBRULE(this.treeWait) }, { ALT: () => this.SUBRULE(this.treeConstant) }, { ALT: () => this.SUBRULE(this.treeRun) },
    ]));

  treeClauses = this.RULE("treeClauses", (): ast.TreeClause[] => {
    const clauses: ast.TreeClause[] = [];
    this.CONSUME(W.with);
    this.CONSUME(t.LBrace);
    this.MANY(() => { clauses.push(this.SUBRULE(this.treeClause)); });
    this.CONSUME(t.RBrace);
    return clauses;
  });

  treeClause = this.RULE("treeClause", (): ast.TreeClause => {
    const start = this.mark();
    return this.choice<ast.TreeClause>([
      {
        ALT: () => {
          const when = this.choice1<ast.TreeCondition["when"]>((["fail", "succeed", "skip"] as const).map((w) => ({ ALT: () => { this.CONSUME(W[w]); return w; } })));
          this.CONSUME(W.if);
          const condition = this.SUBRULE(this.expr);
          return { kind: "TreeCondition", when, condition, span: this.span(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(W.while);
          const condition = this.SUBRULE1(this.expr);
          return { kind: "TreeCondition", when: "while", condition, span: this.span(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(W.on);
          const on = this.choice2<ast.TreeHook["on"]>((["success", "failure", "halt"] as const).map((o) => ({ ALT: () => { this.CONSUME(W[o]); return o; } })));
          const sets = this.SUBRULE(this.sets);
          return { kind: "TreeHook", on, sets, span: this.span(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(W.finally);
          const sets = this.SUBRULE1(this.sets);
          return { kind: "TreeHook", on: "finally", sets, span: this.span(start) };
        },
      },
    ]);
  });

  composite = this.RULE("composite", (): ast.TreeComposite => {
    const start = this.mark();
    let mode: ast.TreeComposite["mode"] = null;
    const op = this.choice<ast.TreeComposite["op"]>([
      {
        ALT: () => {
          this.OPTION(() => {
            mode = this.choice1<"reactive" | "memory" | "async">((["reactive", "memory", "async"] as const).map((m) => ({ ALT: () => { this.CONSUME(W[m]); return m; } })));
          });
          this.CONSUME(W.sequence);
          return "sequence";
        },
      },
      {
        ALT: () => {
          this.OPTION1(() => {
            mode = this.choice2<"reactive" | "async">((["reactive", "async"] as const).map((m) => ({ ALT: () => { this.CONSUME1(W[m]); return m; } })));
          });
          this.CONSUME(W.fallback);
          return "fallback";
        },
      },
    ]);
    const label = this.SUBRULE(this.treeLabel);
    const children = this.SUBRULE(this.treeChildren);
    return { kind: "Composite", op, mode, children, ...BARE, label, span: this.span(start) };
  });

  parallel = this.RULE("parallel", (): ast.TreeParallel => {
    const start = this.mark();
    let all = false;
    let success: ast.Expr | null = null;
    let failure: ast.Expr | null = null;
    this.CONSUME(W.parallel);
    this.OPTION(() => {
      this.OR([
        { ALT: () => { this.CONSUME(W.all); all = true; } },
        { ALT: () => { this.CONSUME(W.success); success = this.SUBRULE(this.additive); } },
      ]);
    });
    this.OPTION1(() => {
      this.CONSUME(W.failure);
      failure = this.SUBRULE1(this.additive);
    });
    const label = this.SUBRULE(this.treeLabel);
    const children = this.SUBRULE(this.treeChildren);
    return { kind: "Parallel", all, success, failure, children, ...BARE, label, span: this.span(start) };
  });

  /** A label behind the node's word. */
  treeLabel = this.RULE("treeLabel", (): ast.Ident | null => {
    let label: ast.Ident | null = null;
    this.OPTION(() => {
      const token = this.LA(1);
      label = this.SUBRULE(this.name);
      this.ACTION(() => { if (this.#labelled) this.#labelledTwice(token); });
    });
    return label;
  });

  #labelledTwice(token: IToken): void {
    const message = `this node has a label already, so \`${token.image}\` is one too many`;
    this.errors = [...this.errors, new MismatchedTokenException(message, token, this.LA(-1))];
  }

  treeIf = this.RULE("treeIf", (): ast.TreeIf => {
    const start = this.mark();
    const kind = this.choice<ast.TreeIf["kind"]>([
      { ALT: () => { this.CONSUME(W.if); return "TreeIf"; } },
      { ALT: () => { this.CONSUME(W.while); return "TreeWhile"; } },
    ]);
    let otherwise: ast.TreeNode | null = null;
    const condition = this.SUBRULE(this.treeNode);
    this.CONSUME(W.then);
    const then = this.SUBRULE(this.treeBranch);
    this.OPTION(() => {
      this.CONSUME(W.else);
      otherwise = this.SUBRULE1(this.treeBranch);
    });
    return { kind, condition, then, else: otherwise, ...BARE, span: this.span(start) };
  });

  treeSwitch = this.RULE("treeSwitch", (): ast.TreeSwitch => {
    const start = this.mark();
    const cases: ast.TreeCase[] = [];
    let otherwise: ast.TreeNode | null = null;
    this.CONSUME(W.switch);
    const subject = this.SUBRULE(this.expr);
    this.CONSUME(t.LBrace);
    this.AT_LEAST_ONE(() => { cases.push(this.SUBRULE(this.treeCase)); });
    this.OPTION(() => {
      this.CONSUME(W.else);
      otherwise = this.SUBRULE(this.treeBranch);
    });
    this.CONSUME(t.RBrace);
    return { kind: "Switch", subject, cases, else: otherwise, ...BARE, span: this.span(start) };
  });

  treeCase = this.RULE("treeCase", (): ast.TreeCase => {
    const start = this.mark();
    this.CONSUME(W.case);
    const value = this.SUBRULE(this.expr);
    const node = this.SUBRULE(this.treeBranch);
    return { kind: "TreeCase", value, node, span: this.span(start) };
  });

  treeTry = this.RULE("treeTry", (): ast.TreeTry => {
    const start = this.mark();
    let onHalt = false;
    this.CONSUME(W.try);
    const tried = this.SUBRULE(this.treeChildren);
    this.CONSUME(W.catch);
    this.OPTION(() => {
      this.CONSUME(W.on);
      this.CONSUME(W.halt);
      onHalt = true;
    });
    const catcher = this.SUBRULE(this.treeChild);
    return { kind: "Try", tried, onHalt, catcher, ...BARE, span: this.span(start) };
  });
}
