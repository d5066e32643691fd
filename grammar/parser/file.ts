import type * as ast from "../ast.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import { ConditionParser } from "./conditions.ts";

/** Whole declarations: the parser's one entry is `item`, one declaration or `use`. */
export class PolParser extends ConditionParser {
  constructor(skipValidations = true) {
    super(skipValidations);
    this.performSelfAnalysis();
  }

  override reset(): void {
    super.reset();
    this.untilIsClause = false;
  }

  fn = this.RULE("fn", (): ast.Fn => {
    const start = this.mark();
    this.CONSUME(W.fn);
    const name = this.SUBRULE(this.name);
    const params = this.SUBRULE(this.params);
    this.CONSUME(t.Arrow);
    const result = this.SUBRULE(this.type);
    this.CONSUME(t.Eq);
    const body = this.SUBRULE(this.expr);
    return { kind: "Fn", name, params, result, body, doc: this.doc(start), span: this.span(start) };
  });

  const = this.RULE("const", (): ast.Const => {
    const start = this.mark();
    let type: ast.Type | null = null;
    this.CONSUME(W.const);
    const name = this.SUBRULE(this.name);
    this.OPTION(() => {
      this.CONSUME(t.Colon);
      type = this.SUBRULE(this.type);
    });
    this.CONSUME(t.Eq);
    const value = this.SUBRULE(this.expr);
    return { kind: "Const", name, type, value, doc: this.doc(start), span: this.span(start) };
  });

  enum = this.RULE("enum", (): ast.Enum => {
    const start = this.mark();
    this.CONSUME(W.enum);
    const name = this.SUBRULE(this.name);
    this.CONSUME(t.LBrace);
    const values = this.SUBRULE(this.names);
    this.CONSUME(t.RBrace);
    return { kind: "Enum", name, values, doc: this.doc(start), span: this.span(start) };
  });

  record = this.RULE("record", (): ast.Record => {
    const start = this.mark();
    this.CONSUME(W.record);
    const name = this.SUBRULE(this.name);
    const at = this.mark();
    const fields = this.SUBRULE(this.recordFields);
    return { kind: "Record", name, type: { kind: "RecordType", fields, optional: false, span: this.span(at) }, doc: this.doc(start), span: this.span(start) };
  });

  test = this.RULE("test", (): ast.Test => {
    const start = this.mark();
    this.CONSUME(W.test);
    const title = this.SUBRULE(this.text);
    this.CONSUME(W.on);
    const on = this.SUBRULE(this.name);
    const doc = this.doc(start);
    const steps: ast.Step[] = [];
    this.CONSUME(t.LBrace);
    this.MANY(() => { steps.push(this.SUBRULE(this.step)); });
    this.CONSUME(t.RBrace);
    return { kind: "Test", title, on, steps, doc, span: this.span(start) };
  });

  step = this.RULE("step", (): ast.Step => {
    const start = this.mark();
    return this.choice<ast.Step>([
      { ALT: () => { this.CONSUME(W.given); const assigns = this.SUBRULE(this.assigns); return { kind: "Given", assigns, span: this.span(start) }; } },
      { ALT: () => { this.CONSUME(W.with); const assigns = this.SUBRULE1(this.assigns); return { kind: "With", assigns, span: this.span(start) }; } },
      {
        ALT: () => {
          this.CONSUME(W.at);
          const time = this.SUBRULE(this.quantity);
          const assigns = this.SUBRULE2(this.assigns);
          return { kind: "At", time, assigns, span: this.span(start) };
        },
      },
      { ALT: () => { this.CONSUME(W.simulate); const time = this.SUBRULE1(this.quantity); return { kind: "Simulate", time, span: this.span(start) }; } },
      { ALT: () => { this.CONSUME(W.prompt); const text = this.SUBRULE(this.text); return { kind: "Prompt", text, span: this.span(start) }; } },
      {
        ALT: () => {
          let returns: ast.Text | null = null;
          this.CONSUME(W.call);
          const tool = this.SUBRULE(this.toolName);
          const args = this.SUBRULE(this.args);
          this.OPTION(() => {
            this.CONSUME(W.returns);
            returns = this.SUBRULE1(this.text);
          });
          return { kind: "CallStep", tool, args, returns, span: this.span(start) };
        },
      },
      { ALT: () => this.SUBRULE(this.expect) },
      { ALT: () => this.SUBRULE(this.mock) },
      {
        ALT: () => {
          const proposer = this.SUBRULE(this.name);
          this.CONSUME(W.gives);
          const assigns = this.SUBRULE3(this.assigns);
          return { kind: "Gives", proposer, assigns, span: this.span(start) };
        },
      },
    ]);
  });

  mock = this.RULE("mock", (): ast.Mock => {
    const start = this.mark();
    const answers: ast.MockAnswer[] = [];
    this.CONSUME(W.mock);
    const node = this.SUBRULE(this.name);
    this.CONSUME(W.gives);
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => { answers.push(this.SUBRULE(this.mockAnswer)); } });
    return { kind: "Mock", node, answers, span: this.span(start) };
  });

  mockAnswer = this.RULE("mockAnswer", (): ast.MockAnswer => {
    const start = this.mark();
    let duration: ast.Num | null = null;
    const outcome = this.choice<ast.TreeOutcome>((["success", "failure", "running", "skip"] as const).map((one) => ({ ALT: () => { this.CONSUME(W[one]); return one; } })));
    this.OPTION(() => {
      this.CONSUME(W.for);
      duration = this.SUBRULE(this.quantity);
    });
    return { kind: "MockAnswer", outcome, duration, span: this.span(start) };
  });

  expect = this.RULE("expect", (): ast.Expect => {
    const start = this.mark();
    let verdict: ast.Expect["verdict"] = null;
    let trend: ast.Expect["trend"] = null;
    let formula: ast.Expr | null = null;
    this.CONSUME(W.expect);
    this.OR([
      ...(["allow", "ask", "forbid"] as const).map((v) => ({ ALT: () => { this.CONSUME(W[v]); verdict = v; } })),
      {
        ALT: () => {
          const name = this.SUBRULE(this.name);
          const up = this.choice1<boolean>([
            { ALT: () => { this.CONSUME(W.increases); return true; } },
            { ALT: () => { this.CONSUME(W.decreases); return false; } },
          ]);
          trend = { name, up };
        },
      },
      { ALT: () => { formula = this.SUBRULE(this.expr); } },
    ]);
    return { kind: "Expect", verdict, trend, formula, span: this.span(start) };
  });

  prove = this.RULE("prove", (): ast.Prove => {
    const start = this.mark();
    this.CONSUME(W.prove);
    const title = this.SUBRULE(this.text);
    const subject = this.SUBRULE(this.name);
    const claim = this.choice<ast.Prove["claim"]>([
      {
        ALT: () => {
          const always = this.choice1<boolean>([
            { ALT: () => { this.CONSUME(W.never); return false; } },
            { ALT: () => { this.CONSUME(W.always); return true; } },
          ]);
          return this.choice2<ast.Prove["claim"]>([
            { ALT: () => ({ ...this.SUBRULE(this.verdictClaim), always }) },
            { ALT: () => ({ kind: "Holds", always, formula: this.SUBRULE(this.expr) }) },
          ]);
        },
      },
      { ALT: () => { this.CONSUME(W.narrows); const than = this.SUBRULE1(this.name); return { kind: "Narrows", than }; } },
    ]);
    return { kind: "Prove", title, subject, claim, doc: this.doc(start), span: this.span(start) };
  });

  verdictClaim = this.RULE("verdictClaim", (): Omit<ast.VerdictClaim, "always"> => {
    let when: ast.Expr | null = null;
    const verdict = this.choice<"allow" | "ask" | "forbid">([
      { ALT: () => { this.CONSUME(W.allows); return "allow"; } },
      { ALT: () => { this.CONSUME(W.asks); return "ask"; } },
      { ALT: () => { this.CONSUME(W.forbids); return "forbid"; } },
    ]);
    const targets = this.SUBRULE(this.targets);
    this.OPTION(() => { when = this.SUBRULE(this.when); });
    return { kind: "Verdict", verdict, targets, when };
  });

  use = this.RULE("use", (): ast.Use => {
    const start = this.mark();
    this.CONSUME(W.use);
    const path = this.SUBRULE(this.path);
    return { kind: "Use", path, span: this.span(start) };
  });

  item = this.RULE("item", (): ast.Decl | ast.Use =>
    this.choice<ast.Decl | ast.Use>([
      { ALT: () => this.SUBRULE(this.use) }, { ALT: () => this.SUBRULE(this.env) }, { ALT: () => this.SUBRULE(this.policy) },
      { ALT: () => this.SUBRULE(this.model) }, { ALT: () => this.SUBRULE(this.controller) }, { ALT: () => this.SUBRULE(this.tree) },
      { ALT: () => this.SUBRULE(this.extern) },      { ALT: () => this.SUBRULE(this.machine) }, { ALT: () => this.SUBRULE(this.spec) }, { ALT: () => this.SUBRULE(this.privilege) },
      { ALT: () => this.SUBRULE(this.reward) }, { ALT: () => this.SUBRULE(this.guard) }, { ALT: () => this.SUBRULE(this.memory) },
      { ALT: () => this.SUBRULE(this.fn) }, { ALT: () => this.SUBRULE(this.const) }, { ALT: () => this.SUBRULE(this.enum) },
      { ALT: () => this.SUBRULE(this.record) }, { ALT: () => this.SUBRULE(this.test) }, { ALT: () => this.SUBRULE(this.prove) },
    ]));
}
