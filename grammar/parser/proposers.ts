import type * as ast from "../ast.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import { EnvParser } from "./env.ts";

/** Policies, models, controllers and memory. */
export abstract class ProposerParser extends EnvParser {
  policy = this.RULE("policy", (): ast.Policy => {
    const start = this.mark();
    this.CONSUME(W.policy);
    const head = this.SUBRULE(this.head);
    this.CONSUME(t.Eq);
    const server = this.SUBRULE(this.name);
    let args: ast.Arg[] = [];
    this.OPTION(() => { args = this.SUBRULE(this.args); });
    let giving: ast.Ident[] = [];
    this.OPTION1(() => {
      this.CONSUME(W.giving);
      giving = this.SUBRULE(this.names);
    });
    return this.ACTION(() => ({ kind: "Policy", ...head, server, args, giving, doc: this.doc(start), span: this.span(start) }));
  });

  names = this.RULE("names", (): ast.Ident[] => {
    const names: ast.Ident[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => { names.push(this.SUBRULE(this.name)); } });
    return names;
  });

  model = this.RULE("model", (): ast.Model => {
    const start = this.mark();
    this.CONSUME(W.model);
    const head = this.SUBRULE(this.head);
    this.CONSUME(t.Eq);
    const server = this.SUBRULE(this.name);
    let args: ast.Arg[] = [];
    this.OPTION(() => { args = this.SUBRULE(this.args); });
    this.CONSUME(W.gives);
    const type = this.SUBRULE(this.type);
    let range: ast.Range | null = null;
    this.OPTION1(() => {
      this.CONSUME(W.in);
      range = this.SUBRULE(this.range);
    });
    let within: ast.Num | null = null;
    this.OPTION2(() => {
      this.CONSUME(W.within);
      within = this.SUBRULE(this.quantity);
    });
    return this.ACTION(() => ({ kind: "Model", ...head, server, args, type, range, within, doc: this.doc(start), span: this.span(start) }));
  });

  controller = this.RULE("controller", (): ast.Controller => {
    const start = this.mark();
    this.CONSUME(W.controller);
    const head = this.SUBRULE(this.head);
    const doc = this.doc(start);
    const assigns = this.SUBRULE(this.sets);
    return this.ACTION(() => ({ kind: "Controller", ...head, assigns, doc, span: this.span(start) }));
  });

  /** Values given one after the other, without commas. */
  sets = this.RULE("sets", (): ast.Assign[] => {
    const sets: ast.Assign[] = [];
    this.CONSUME(t.LBrace);
    this.MANY(() => {
      const start = this.mark();
      const path = this.SUBRULE(this.path);
      this.CONSUME(t.Eq);
      const value = this.SUBRULE(this.expr);
      sets.push({ kind: "Assign", path, value, span: this.span(start) });
    });
    this.CONSUME(t.RBrace);
    return sets;
  });

  memory = this.RULE("memory", (): ast.Memory => {
    const start = this.mark();
    this.CONSUME(W.memory);
    const head = this.SUBRULE(this.head);
    this.CONSUME(t.Colon);
    const type = this.SUBRULE(this.type);
    this.CONSUME(t.Eq);
    const initial = this.SUBRULE(this.expr);
    this.CONSUME(W.then);
    const next = this.SUBRULE1(this.expr);
    return this.ACTION(() => ({ kind: "Memory", ...head, type, start: initial, next, doc: this.doc(start), span: this.span(start) }));
  });
}
