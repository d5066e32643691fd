import type * as ast from "../ast.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import { MachineParser } from "./machines.ts";

/** Specs, privileges, guards and rewards. */
export abstract class ConditionParser extends MachineParser {
  spec = this.RULE("spec", (): ast.Spec => {
    const start = this.mark();
    this.CONSUME(W.spec);
    const head = this.SUBRULE(this.head);
    this.CONSUME(t.Eq);
    const formula = this.SUBRULE(this.expr);
    return this.ACTION(() => ({ kind: "Spec", ...head, formula, doc: this.doc(start), span: this.span(start) }));
  });

  privilege = this.RULE("privilege", (): ast.Privilege => {
    const start = this.mark();
    this.CONSUME(W.privilege);
    const head = this.SUBRULE(this.head);
    const doc = this.doc(start);
    const rules: ast.Rule[] = [];
    this.CONSUME(t.LBrace);
    this.MANY(() => { rules.push(this.SUBRULE(this.rule)); });
    this.CONSUME(t.RBrace);
    return this.ACTION(() => ({ kind: "Privilege", ...head, rules, doc, span: this.span(start) }));
  });

  rule = this.RULE("rule", (): ast.Rule => {
    const start = this.mark();
    let when: ast.Expr | null = null;
    let elseAsk: ast.ElseAsk | null = null;
    let saying: ast.Text | null = null;
    let thenStop = false;
    let targets: ast.Target[] = [];
    const effect = this.choice<ast.Rule["effect"]>([
      {
        ALT: () => {
          this.CONSUME(W.allow);
          targets = this.SUBRULE(this.targets);
          this.OPTION(() => { when = this.SUBRULE(this.when); });
          this.OPTION1(() => { elseAsk = this.SUBRULE(this.elseAsk); });
          return "allow";
        },
      },
      {
        ALT: () => {
          this.CONSUME(W.ask);
          targets = this.SUBRULE1(this.targets);
          this.OPTION2(() => { when = this.SUBRULE1(this.when); });
          this.OPTION3(() => { saying = this.SUBRULE(this.saying); });
          return "ask";
        },
      },
      {
        ALT: () => {
          this.CONSUME(W.forbid);
          targets = this.SUBRULE2(this.targets);
          this.OPTION4(() => { when = this.SUBRULE2(this.when); });
          this.OPTION5(() => { saying = this.SUBRULE1(this.saying); });
          this.OPTION6(() => {
            this.CONSUME(W.then);
            this.CONSUME(W.stop);
            thenStop = true;
          });
          return "forbid";
        },
      },
    ]);
    return { kind: "Rule", effect, targets, when, elseAsk, saying, thenStop, doc: this.doc(start), span: this.span(start) };
  });

  targets = this.RULE("targets", (): ast.Target[] => {
    const targets: ast.Target[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => { targets.push(this.SUBRULE(this.target)); } });
    return targets;
  });

  elseAsk = this.RULE("elseAsk", (): ast.ElseAsk => {
    const start = this.mark();
    let when: ast.Expr | null = null;
    let saying: ast.Text | null = null;
    this.CONSUME(W.else);
    this.CONSUME(W.ask);
    this.OPTION(() => { when = this.SUBRULE(this.when); });
    this.OPTION1(() => { saying = this.SUBRULE(this.saying); });
    return { kind: "ElseAsk", when, saying, span: this.span(start) };
  });

  saying = this.RULE("saying", (): ast.Text => {
    this.CONSUME(W.saying);
    return this.SUBRULE(this.text);
  });

  guard = this.RULE("guard", (): ast.Guard => {
    const start = this.mark();
    this.CONSUME(W.guard);
    const head = this.SUBRULE(this.head);
    const doc = this.doc(start);
    const proposals: ast.Proposal[] = [];
    const conditions: ast.Condition[] = [];
    this.CONSUME(t.LBrace);
    this.CONSUME(W.propose);
    proposals.push(this.SUBRULE(this.proposal));
    this.MANY(() => {
      this.CONSUME(W.else);
      proposals.push(this.SUBRULE1(this.proposal));
    });
    this.MANY1(() => { conditions.push(this.SUBRULE(this.condition)); });
    this.CONSUME(t.RBrace);
    return this.ACTION(() => ({ kind: "Guard", ...head, proposals, conditions, doc, span: this.span(start) }));
  });

  proposal = this.RULE("proposal", (): ast.Proposal => {
    const start = this.mark();
    let proposer: ast.Ident | null = null;
    let best: ast.Proposal["best"] = null;
    let tell: ast.Text | null = null;
    let when: ast.Expr | null = null;
    let within: ast.Num | null = null;
    let until: ast.Held | null = null;
    this.OR([
      {
        ALT: () => {
          this.CONSUME(W.best);
          const count = this.SUBRULE(this.count);
          this.CONSUME(W.of);
          proposer = this.SUBRULE(this.name);
          this.CONSUME(W.by);
          best = { count, by: this.SUBRULE(this.exprBeforeUntil) };
        },
      },
      { ALT: () => { this.CONSUME(W.tell); tell = this.SUBRULE(this.text); } },
      { ALT: () => { proposer = this.SUBRULE1(this.name); } },
    ]);
    this.OPTION(() => { when = this.SUBRULE(this.proposalWhen); });
    this.OPTION1(() => {
      this.CONSUME(W.within);
      within = this.SUBRULE(this.quantity);
    });
    this.OPTION2(() => {
      this.CONSUME(W.until);
      until = this.SUBRULE(this.held);
    });
    return { kind: "Proposal", proposer, best, tell, when, within, until, span: this.span(start) };
  });

  condition = this.RULE("condition", (): ast.Condition => {
    const start = this.mark();
    return this.choice<ast.Condition>([
      {
        ALT: () => {
          this.CONSUME(W.require);
          const condition = this.SUBRULE(this.expr);
          return { kind: "Require", condition, doc: this.doc(start), span: this.span(start) };
        },
      },
      { ALT: () => this.SUBRULE(this.limit) },
      {
        ALT: () => {
          this.CONSUME(W.barrier);
          const condition = this.SUBRULE1(this.expr);
          this.CONSUME(W.with);
          this.CONSUME(W.alpha);
          const alpha = this.SUBRULE2(this.expr);
          return { kind: "Barrier", condition, alpha, doc: this.doc(start), span: this.span(start) };
        },
      },
      { ALT: () => this.SUBRULE(this.foresee) },
      {
        ALT: () => {
          this.CONSUME(W.keep);
          const spec = this.SUBRULE(this.name);
          let above: ast.Expr | null = null;
          this.OPTION(() => {
            this.CONSUME(W.above);
            above = this.SUBRULE3(this.expr);
          });
          return { kind: "Keep", spec, above, doc: this.doc(start), span: this.span(start) };
        },
      },
      { ALT: () => { this.CONSUME(W.obey); const name = this.SUBRULE1(this.name); return { kind: "Obey", name, doc: this.doc(start), span: this.span(start) }; } },
      { ALT: () => { this.CONSUME(W.follow); const name = this.SUBRULE2(this.name); return { kind: "Follow", name, doc: this.doc(start), span: this.span(start) }; } },
    ]);
  });

  limit = this.RULE("limit", (): ast.Limit => {
    const start = this.mark();
    let range: ast.Range | null = null;
    let rate: ast.Expr | null = null;
    this.CONSUME(W.limit);
    const path = this.SUBRULE(this.path);
    this.OR([
      { ALT: () => { this.CONSUME(W.to); range = this.SUBRULE(this.range); } },
      { ALT: () => { this.CONSUME(W.rate); rate = this.SUBRULE(this.expr); } },
    ]);
    return { kind: "Limit", path, range, rate, doc: this.doc(start), span: this.span(start) };
  });

  foresee = this.RULE("foresee", (): ast.Foresee => {
    const start = this.mark();
    this.CONSUME(W.foresee);
    const backup = this.SUBRULE(this.name);
    this.CONSUME(W.until);
    const until = this.SUBRULE(this.expr);
    this.CONSUME(W.within);
    const within = this.SUBRULE(this.quantity);
    this.CONSUME(W.keeps);
    const keeps = this.SUBRULE1(this.name);
    return { kind: "Foresee", backup, until, within, keeps, doc: this.doc(start), span: this.span(start) };
  });

  reward = this.RULE("reward", (): ast.Reward => {
    const start = this.mark();
    let formula: ast.Expr | null = null;
    let items: ast.RewardItem[] = [];
    this.CONSUME(W.reward);
    const head = this.SUBRULE(this.head);
    const doc = this.doc(start);
    this.OR([
      { ALT: () => { this.CONSUME(t.Eq); formula = this.SUBRULE(this.expr); } },
      { ALT: () => { items = this.SUBRULE(this.rewardItems); } },
    ]);
    return this.ACTION(() => ({ kind: "Reward", ...head, formula, items, doc, span: this.span(start) }));
  });

  rewardItems = this.RULE("rewardItems", (): ast.RewardItem[] => {
    const items: ast.RewardItem[] = [];
    this.CONSUME(t.LBrace);
    this.MANY(() => { items.push(this.SUBRULE(this.rewardItem)); });
    this.CONSUME(t.RBrace);
    return items;
  });

  rewardItem = this.RULE("rewardItem", (): ast.RewardItem => {
    const start = this.mark();
    return this.choice<ast.RewardItem>([
      {
        ALT: () => {
          let temperature: ast.Expr | null = null;
          let weight: ast.Expr | null = null;
          let otherwise: ast.Expr | null = null;
          this.CONSUME(W.term);
          const name = this.SUBRULE(this.name);
          this.CONSUME(t.Eq);
          const value = this.SUBRULE(this.expr);
          this.OPTION(() => {
            this.CONSUME(W.temperature);
            temperature = this.SUBRULE7(this.expr);
          });
          this.OPTION3(() => {
            this.CONSUME(W.weight);
            weight = this.SUBRULE1(this.expr);
          });
          this.OPTION4(() => {
            this.CONSUME(W.else);
            otherwise = this.SUBRULE8(this.expr);
          });
          return { kind: "Term", name, value, temperature, weight, otherwise, doc: this.doc(start), span: this.span(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(W.log);
          const name = this.SUBRULE1(this.name);
          this.CONSUME1(t.Eq);
          const value = this.SUBRULE2(this.expr);
          return { kind: "Log", name, value, doc: this.doc(start), span: this.span(start) };
        },
      },
      {
        ALT: () => {
          let until: ast.Expr | null = null;
          this.CONSUME(W.stage);
          const name = this.SUBRULE2(this.name);
          this.OPTION1(() => {
            this.CONSUME(W.until);
            until = this.SUBRULE3(this.expr);
          });
          const doc = this.doc(start);
          const items = this.SUBRULE(this.rewardItems);
          return { kind: "Stage", name, until, items, doc, span: this.span(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(W.shape);
          const discount = this.SUBRULE4(this.expr);
          this.CONSUME(W.by);
          const potential = this.SUBRULE5(this.expr);
          return { kind: "Shape", discount, potential, doc: this.doc(start), span: this.span(start) };
        },
      },
      {
        ALT: () => {
          let giving: ast.Expr | null = null;
          this.CONSUME(W.stop);
          const name = this.SUBRULE3(this.name);
          const when = this.SUBRULE(this.when);
          this.OPTION2(() => {
            this.CONSUME(W.giving);
            giving = this.SUBRULE6(this.expr);
          });
          return { kind: "Stop", name, when, giving, doc: this.doc(start), span: this.span(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(W.truncate);
          const name = this.SUBRULE4(this.name);
          const when = this.SUBRULE1(this.when);
          return { kind: "Truncate", name, when, giving: null, doc: this.doc(start), span: this.span(start) };
        },
      },
    ]);
  });
}
