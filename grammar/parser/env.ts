import type * as ast from "../ast.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import { ExpressionParser } from "./expressions.ts";

/** `env` and what stands in it; heads shared by every declaration over an env. */
export abstract class EnvParser extends ExpressionParser {
  head = this.RULE("head", (): ast.Head => {
    const name = this.SUBRULE(this.name);
    this.CONSUME(W.over);
    const over = this.SUBRULE1(this.name);
    return { name, over };
  });

  env = this.RULE("env", (): ast.Env => {
    const start = this.mark();
    this.CONSUME(W.env);
    const name = this.SUBRULE(this.name);
    let rate: ast.Num | null = null;
    this.OPTION(() => {
      this.CONSUME(W.at);
      rate = this.SUBRULE(this.quantity);
    });
    const items: ast.EnvItem[] = [];
    const doc = this.doc(start);
    this.CONSUME(t.LBrace);
    this.MANY(() => { items.push(this.SUBRULE(this.envItem)); });
    this.CONSUME(t.RBrace);
    return { kind: "Env", name, rate, items, doc, span: this.span(start) };
  });

  envItem = this.RULE("envItem", (): ast.EnvItem =>
    this.choice<ast.EnvItem>([
      { ALT: () => this.SUBRULE(this.signal) },
      { ALT: () => this.SUBRULE(this.toolsFrom) },
      { ALT: () => this.SUBRULE(this.toolDecl) },
      { ALT: () => this.SUBRULE(this.principal) },
      { ALT: () => this.SUBRULE(this.labelled) },
      { ALT: () => this.SUBRULE(this.dynamics) },
    ]));

  signal = this.RULE("signal", (): ast.Signal => {
    const start = this.mark();
    const kind = this.choice<"Observe" | "Act">([
      { ALT: () => { this.CONSUME(W.observe); return "Observe"; } },
      { ALT: () => { this.CONSUME(W.act); return "Act"; } },
    ]);
    const name = this.SUBRULE(this.name);
    this.CONSUME(t.Colon);
    const type = this.SUBRULE(this.type);
    let range: ast.Range | null = null;
    let standard: ast.Expr | null = null;
    this.OPTION(() => {
      this.CONSUME(W.in);
      range = this.SUBRULE(this.range);
    });
    this.OPTION1(() => {
      this.CONSUME(W.default);
      standard = this.SUBRULE(this.expr);
    });
    return { kind, name, type, range, default: standard, doc: this.doc(start), span: this.span(start) };
  });

  toolsFrom = this.RULE("toolsFrom", (): ast.ToolsFrom => {
    const start = this.mark();
    this.CONSUME(W.tools);
    this.CONSUME(W.from);
    const file = this.SUBRULE(this.text);
    return { kind: "ToolsFrom", file, span: this.span(start) };
  });

  toolDecl = this.RULE("toolDecl", (): ast.ToolDecl => {
    const start = this.mark();
    this.CONSUME(W.tool);
    const name = this.SUBRULE(this.name);
    const params = this.SUBRULE(this.params);
    let result: ast.Type | null = null;
    this.OPTION(() => {
      this.CONSUME(t.Arrow);
      result = this.SUBRULE(this.type);
    });
    return { kind: "Tool", name, params, result, doc: this.doc(start), span: this.span(start) };
  });

  params = this.RULE("params", (): ast.Field[] => {
    const params: ast.Field[] = [];
    this.CONSUME(t.LParen);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => { params.push(this.SUBRULE(this.field)); } });
    this.CONSUME(t.RParen);
    return params;
  });

  principal = this.RULE("principal", (): ast.Principal => {
    const start = this.mark();
    this.CONSUME(W.principal);
    const name = this.SUBRULE(this.name);
    return { kind: "Principal", name, span: this.span(start) };
  });

  labelled = this.RULE("labelled", (): ast.Labelled => {
    const start = this.mark();
    const label = this.choice<ast.Labelled["label"]>((["untrusted", "trusted", "secret"] as const).map((l) => ({ ALT: () => { this.CONSUME(W[l]); return l; } })));
    let prompt = false;
    const results: ast.ToolPath[] = [];
    this.OR1([
      { ALT: () => { this.CONSUME(W.prompt); prompt = true; } },
      {
        ALT: () => {
          this.CONSUME(W.results);
          this.CONSUME(W.of);
          this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => { results.push(this.SUBRULE(this.toolPath)); } });
        },
      },
    ]);
    return { kind: "Labelled", label, prompt, results, span: this.span(start) };
  });

  dynamics = this.RULE("dynamics", (): ast.Dynamics => {
    const start = this.mark();
    this.CONSUME(W.dynamics);
    let method: ast.Dynamics["method"] = "euler";
    this.OPTION(() => {
      method = this.choice<ast.Dynamics["method"]>((["euler", "rk4", "discrete"] as const).map((m) => ({ ALT: () => { this.CONSUME(W[m]); return m; } })));
    });
    const equations: ast.Equation[] = [];
    this.CONSUME(t.LBrace);
    this.MANY(() => { equations.push(this.SUBRULE(this.equation)); });
    this.CONSUME(t.RBrace);
    return { kind: "Dynamics", method, equations, span: this.span(start) };
  });

  equation = this.RULE("equation", (): ast.Equation => {
    const start = this.mark();
    const primed = this.identOf(this.CONSUME(t.Primed));
    const state: ast.Ident = { ...primed, text: primed.text.slice(0, -1) };
    let value: ast.Expr | null = null;
    let range: ast.Range | null = null;
    this.OR([
      { ALT: () => { this.CONSUME(t.Eq); value = this.SUBRULE(this.expr); } },
      { ALT: () => { this.CONSUME(W.in); range = this.SUBRULE(this.range); } },
    ]);
    return { kind: "Equation", state, value, range, span: this.span(start) };
  });
}
