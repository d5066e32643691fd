import type * as ast from "../ast.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import { EnvParser } from "./env.ts";

/** Policies, models, controllers, memory, trees and machines. */
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
    const assigns: ast.Assign[] = [];
    this.CONSUME(t.LBrace);
    this.MANY(() => {
      const at = this.mark();
      const path = this.SUBRULE(this.path);
      this.CONSUME(t.Eq);
      const value = this.SUBRULE(this.expr);
      assigns.push({ kind: "Assign", path, value, span: this.span(at) });
    });
    this.CONSUME(t.RBrace);
    return this.ACTION(() => ({ kind: "Controller", ...head, assigns, doc, span: this.span(start) }));
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

  tree = this.RULE("tree", (): ast.Tree => {
    const start = this.mark();
    this.CONSUME(W.tree);
    const head = this.SUBRULE(this.head);
    const doc = this.doc(start);
    this.CONSUME(t.LBrace);
    const root = this.SUBRULE(this.treeNode);
    this.CONSUME(t.RBrace);
    return this.ACTION(() => ({ kind: "Tree", ...head, root, doc, span: this.span(start) }));
  });

  treeNode = this.RULE("treeNode", (): ast.TreeNode =>
    this.choice<ast.TreeNode>([
      { ALT: () => this.SUBRULE(this.composite) },
      {
        ALT: () => {
          const start = this.mark();
          this.CONSUME(W.check);
          const condition = this.SUBRULE(this.expr);
          return { kind: "Check", condition, span: this.span(start) };
        },
      },
      { ALT: () => this.SUBRULE(this.treeDo) },
      { ALT: () => this.SUBRULE(this.decorator) },
    ]));

  composite = this.RULE("composite", (): ast.TreeComposite => {
    const start = this.mark();
    let reactive = false;
    this.OPTION(() => {
      this.CONSUME(W.reactive);
      reactive = true;
    });
    const op = this.choice<ast.TreeComposite["op"]>((["sequence", "fallback", "parallel"] as const).map((o) => ({ ALT: () => { this.CONSUME(W[o]); return o; } })));
    let name: ast.Ident | null = null;
    this.OPTION1(() => { name = this.SUBRULE(this.name); });
    const children: ast.TreeNode[] = [];
    this.CONSUME(t.LBrace);
    this.AT_LEAST_ONE(() => { children.push(this.SUBRULE(this.treeNode)); });
    this.CONSUME(t.RBrace);
    return { kind: "Composite", op, reactive, name, children, span: this.span(start) };
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
    this.OPTION1(() => {
      this.CONSUME(W.for);
      dwell = this.SUBRULE(this.quantity);
    });
    return { kind: "Do", proposer, assigns, until, dwell, span: this.span(start) };
  });

  decorator = this.RULE("decorator", (): ast.TreeDecorator => {
    const start = this.mark();
    const made = this.choice<{ op: "timeout" | "retry"; amount: ast.Num }>([
      { ALT: () => { this.CONSUME(W.timeout); return { op: "timeout", amount: this.SUBRULE(this.quantity) }; } },
      { ALT: () => { this.CONSUME(W.retry); return { op: "retry", amount: this.SUBRULE(this.count) }; } },
    ]);
    this.CONSUME(t.LBrace);
    const child = this.SUBRULE(this.treeNode);
    this.CONSUME(t.RBrace);
    return this.ACTION(() => ({ kind: "Decorator", ...made, child, span: this.span(start) }));
  });

  machine = this.RULE("machine", (): ast.Machine => {
    const start = this.mark();
    this.CONSUME(W.machine);
    const head = this.SUBRULE(this.head);
    const doc = this.doc(start);
    this.CONSUME(t.LBrace);
    this.CONSUME(W.start);
    const initial = this.SUBRULE(this.name);
    const states: ast.State[] = [];
    this.AT_LEAST_ONE(() => { states.push(this.SUBRULE(this.state)); });
    this.CONSUME(t.RBrace);
    return this.ACTION(() => ({ kind: "Machine", ...head, start: initial, states, doc, span: this.span(start) }));
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
      {
        ALT: () => {
          this.CONSUME(W.ensure);
          const condition = this.SUBRULE(this.expr);
          let within: ast.Num | null = null;
          this.OPTION(() => {
            this.CONSUME(W.within);
            within = this.SUBRULE(this.quantity);
          });
          this.CONSUME(W.else);
          this.CONSUME(W.rollback);
          return { kind: "Ensure", condition, within, span: this.span(start) };
        },
      },
    ]);
  });
}
