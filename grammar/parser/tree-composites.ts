import type * as ast from "../ast.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import { DecoratorParser } from "./tree-decorators.ts";
import { BARE } from "./tree-leaves.ts";

/** Nodes of a tree that have several children. */
export abstract class CompositeParser extends DecoratorParser {
  /** The node being read has a label in front of it. */
  protected hasLabel = false;

  composite = this.RULE("composite", (): ast.TreeComposite => {
    const start = this.mark();
    let mode: ast.TreeComposite["mode"] = null;
    this.OPTION(() => {
      mode = this.choice<NonNullable<ast.TreeComposite["mode"]>>((["reactive", "memory", "async", "pipeline"] as const).map((m) => ({ ALT: () => { this.CONSUME(W[m]); return m; } })));
    });
    const op = this.choice1<ast.TreeComposite["op"]>([
      ...(["sequence", "fallback"] as const).map((o) => ({ ALT: () => { this.CONSUME(W[o]); return o; } })),
      { ALT: () => { this.CONSUME(W.round); this.CONSUME(W.robin); return "round robin"; } },
    ]);
    this.ACTION(() => {
      if (mode === "memory" && op === "fallback") this.complain(this.LA(0), "a `fallback` has no form with `memory`", "a plain `fallback` goes on where it was, too");
      else if (mode === "pipeline" && op === "fallback") this.complain(this.LA(0), "a `fallback` has no form with `pipeline`", "a `reactive fallback` asks all before the one that runs at every tick");
      else if (mode !== null && op === "round robin") this.complain(this.LA(0), `a \`round robin\` has no form with \`${mode}\``, "a plain `round robin` goes on where it was");
    });
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
      this.ACTION(() => { if (this.hasLabel) this.complain(token, `this node has a label already, so \`${token.image}\` is one too many`, null); });
    });
    return label;
  });

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

  treeRecovery = this.RULE("treeRecovery", (): ast.TreeRecovery => {
    const start = this.mark();
    this.CONSUME(W.recovery);
    const retries = this.SUBRULE(this.additive);
    const tried = this.SUBRULE(this.treeChild);
    this.CONSUME(W.by);
    const by = this.SUBRULE1(this.treeChild);
    return { kind: "Recovery", retries, tried, by, ...BARE, span: this.span(start) };
  });

  treeAgain = this.RULE("treeAgain", (): ast.TreeAgain => {
    const start = this.mark();
    this.CONSUME(W.again);
    this.CONSUME(W.if);
    const trigger = this.SUBRULE(this.treeNode);
    this.CONSUME(W.then);
    const child = this.SUBRULE(this.treeBranch);
    return { kind: "Again", trigger, child, ...BARE, span: this.span(start) };
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
