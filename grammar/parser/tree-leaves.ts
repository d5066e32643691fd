import { tokenMatcher } from "chevrotain";
import type * as ast from "../ast.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import type { Rule } from "./base.ts";
import { ProposerParser } from "./proposers.ts";

/** What a node has before its label and its clauses are read. */
export const BARE = { label: null, clauses: [] } as const;

/** Leaves of a tree, and the rules for what is inside of other nodes. */
export abstract class LeafParser extends ProposerParser {
  declare treeNode: Rule<ast.TreeNode>;

  /** Whether what comes next is a name with its colon, whatever else its word begins elsewhere. */
  protected isLabel(): boolean {
    return tokenMatcher(this.LA(2), t.Colon);
  }

  /** `{ NODE }` */
  treeChild = this.RULE("treeChild", (): ast.TreeNode => {
    this.CONSUME(t.LBrace);
    const child = this.SUBRULE(this.treeNode);
    this.CONSUME(t.RBrace);
    return child;
  });

  treeChildren = this.RULE("treeChildren", (): ast.TreeNode[] => {
    const children: ast.TreeNode[] = [];
    this.CONSUME(t.LBrace);
    this.AT_LEAST_ONE(() => { children.push(this.SUBRULE(this.treeNode)); });
    this.CONSUME(t.RBrace);
    return children;
  });

  /** A node behind `then`, `else` or a case; braces set apart whose `else` or `with` comes next. */
  treeBranch = this.RULE("treeBranch", (): ast.TreeNode =>
    this.choice<ast.TreeNode>([{ ALT: () => this.SUBRULE(this.treeChild) }, { ALT: () => this.SUBRULE(this.treeNode) }]));

  treeCheck = this.RULE("treeCheck", (): ast.TreeCheck => {
    const start = this.mark();
    this.CONSUME(W.check);
    const condition = this.SUBRULE(this.expr);
    return { kind: "Check", condition, ...BARE, span: this.span(start) };
  });

  treeDo = this.RULE("treeDo", (): ast.TreeDo => {
    const start = this.mark();
    let proposer: ast.Ident | null = null;
    let assigns: ast.Assign[] = [];
    let until: ast.Expr | null = null;
    let dwell: ast.Num | null = null;
    this.CONSUME(W.do);
    this.OR([
      { ALT: () => { proposer = this.SUBRULE(this.name); } },
      { ALT: () => { assigns = this.SUBRULE(this.assigns); } },
    ]);
    this.OPTION(() => {
      this.CONSUME(W.until);
      until = this.SUBRULE(this.expr);
    });
    this.OPTION1({
      GATE: () => !this.isLabel(),
      DEF: () => {
        this.CONSUME(W.for);
        dwell = this.SUBRULE(this.quantity);
      },
    });
    return { kind: "Do", proposer, assigns, until, dwell, ...BARE, span: this.span(start) };
  });

  treeSet = this.RULE("treeSet", (): ast.TreeSet => {
    const start = this.mark();
    this.CONSUME(W.set);
    const sets = this.SUBRULE(this.sets);
    return { kind: "TreeSet", sets, ...BARE, span: this.span(start) };
  });

  treeWait = this.RULE("treeWait", (): ast.TreeWait => {
    const start = this.mark();
    this.CONSUME(W.wait);
    const duration = this.SUBRULE(this.expr);
    return { kind: "Wait", duration, ...BARE, span: this.span(start) };
  });

  treeConstant = this.RULE("treeConstant", (): ast.TreeConstant => {
    const start = this.mark();
    const kind = this.choice<ast.TreeConstant["kind"]>([
      { ALT: () => { this.CONSUME(W.succeed); return "Succeed"; } },
      { ALT: () => { this.CONSUME(W.fail); return "Fail"; } },
    ]);
    return { kind, ...BARE, span: this.span(start) };
  });

  treeRun = this.RULE("treeRun", (): ast.TreeRun => {
    const start = this.mark();
    this.CONSUME(W.run);
    const name = this.SUBRULE(this.name);
    let args: ast.Arg[] = [];
    this.OPTION(() => { args = this.SUBRULE(this.args); });
    return { kind: "Run", name, args, ...BARE, span: this.span(start) };
  });
}
