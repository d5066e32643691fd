import { EOF } from "chevrotain";
import type * as ast from "../ast.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import { advise } from "./advice.ts";
import { isName } from "./messages.ts";
import { NODES } from "./node-words.ts";
import { CompositeParser } from "./tree-composites.ts";
import { BARE } from "./tree-leaves.ts";

const STARTS = new Set(NODES.map((word) => W[word]));
/** What ends a node whose own word is wrong. */
const ENDS = new Set([t.RBrace, W.then, W.else, W.case]);

/** A node of a tree with its label and its clauses. */
export abstract class NodeParser extends CompositeParser {
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
    if (this.ACTION(() => this.#skipped())) return { kind: "Fail", ...BARE, span: this.span(start) };
    this.ACTION(() => { this.hasLabel = label !== null; });
    const core = this.SUBRULE(this.treeCore);
    this.OPTION1({ GATE: () => !this.isLabel(), DEF: () => { clauses = this.SUBRULE(this.treeClauses); } });
    return this.ACTION(() => ({ ...core, ...(label === null ? {} : { label }), clauses, span: this.span(start) }));
  });

  /**
   * Reports a word that begins no node, and skips what it was meant to begin: to the end of its block, if that opens on the word's line, else
   * to the end of the line or of what is around it.
   */
  #skipped(): boolean {
    const word = this.LA(1);
    if (!isName(word) || STARTS.has(word.tokenType)) return false;
    const labels = STARTS.has(this.LA(2).tokenType) ? `a label has a colon behind it: \`${word.image}: ${this.LA(2).image} …\`` : null;
    this.complain(word, `\`${word.image}\` begins no node`, advise({ expected: null, found: word, previous: this.LA(0), rule: "treeNode" }) ?? labels);
    let open = 0;
    do {
      const { tokenType } = this.LA(1);
      this.pass();
      if (tokenType === t.LBrace) open++;
      else if (tokenType === t.RBrace && --open === 0) return true;
    } while (this.LA(1).tokenType !== EOF && (open > 0 || (!ENDS.has(this.LA(1).tokenType) && this.LA(1).startLine === word.startLine)));
    return true;
  }

  treeCore = this.RULE("treeCore", (): ast.TreeNode =>
    this.choice<ast.TreeNode>([
      { ALT: () => this.SUBRULE(this.composite) }, { ALT: () => this.SUBRULE(this.parallel) }, { ALT: () => this.SUBRULE(this.treeIf) },
      { ALT: () => this.SUBRULE(this.treeSwitch) }, { ALT: () => this.SUBRULE(this.treeTry) }, { ALT: () => this.SUBRULE(this.treeRecovery) }, { ALT: () => this.SUBRULE(this.treeAgain) },
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
}
