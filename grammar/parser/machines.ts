import type * as ast from "../ast.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import { TreeParser } from "./trees.ts";

/** Machines and their states. */
export abstract class MachineParser extends TreeParser {
  machine = this.RULE("machine", (): ast.Machine => {
    const start = this.mark();
    this.CONSUME(W.machine);
    const head = this.SUBRULE(this.head);
    const doc = this.doc(start);
    this.CONSUME(t.LBrace);
    const blackboard = this.SUBRULE(this.blackboard);
    this.CONSUME(W.start);
    const initial = this.SUBRULE(this.name);
    const states: ast.State[] = [];
    this.AT_LEAST_ONE(() => { states.push(this.SUBRULE(this.state)); });
    this.CONSUME(t.RBrace);
    return this.ACTION(() => ({ kind: "Machine", ...head, blackboard, start: initial, states, doc, span: this.span(start) }));
  });

  state = this.RULE("state", (): ast.State => {
    const start = this.mark();
    this.CONSUME(W.state);
    const name = this.SUBRULE(this.name);
    const items: ast.State["items"][number][] = [];
    this.CONSUME(t.LBrace);
    this.MANY(() => { items.push(this.SUBRULE(this.stateItem)); });
    this.CONSUME(t.RBrace);
    return { kind: "State", name, items, span: this.span(start) };
  });

  stateItem = this.RULE("stateItem", (): ast.State["items"][number] => {
    const start = this.mark();
    return this.choice<ast.State["items"][number]>([
      {
        ALT: () => {
          this.CONSUME(W.may);
          const proposers = this.SUBRULE(this.names);
          return { kind: "May", proposers, span: this.span(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(W.go);
          const to = this.SUBRULE(this.name);
          this.CONSUME(W.when);
          const when = this.SUBRULE(this.held);
          return { kind: "Go", to, when, span: this.span(start) };
        },
      },
      { ALT: () => this.SUBRULE(this.ensure) },
      {
        ALT: () => {
          this.CONSUME(W.on);
          const on = this.choice1<ast.StateHook["on"]>((["entry", "exit", "sample"] as const).map((o) => ({ ALT: () => { this.CONSUME(W[o]); return o; } })));
          const sets = this.SUBRULE(this.sets);
          return { kind: "StateHook", on, sets, span: this.span(start) };
        },
      },
    ]);
  });

  ensure = this.RULE("ensure", (): ast.Ensure => {
    const start = this.mark();
    let within: ast.Num | null = null;
    let doing: ast.Ident | null = null;
    this.CONSUME(W.ensure);
    const condition = this.SUBRULE(this.expr);
    this.OPTION(() => {
      this.CONSUME(W.within);
      within = this.SUBRULE(this.quantity);
    });
    this.CONSUME(W.else);
    this.CONSUME(W.rollback);
    this.OPTION1(() => {
      this.CONSUME(W.doing);
      doing = this.SUBRULE(this.name);
    });
    return { kind: "Ensure", condition, within, doing, span: this.span(start) };
  });
}
