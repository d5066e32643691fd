import type * as ast from "../ast.ts";
import * as t from "../tokens.ts";
import { W } from "../tokens.ts";
import { NodeParser } from "./tree-nodes.ts";

/** Trees, and the leaves that the host runs. */
export abstract class TreeParser extends NodeParser {
  tree = this.RULE("tree", (): ast.Tree => {
    const start = this.mark();
    this.CONSUME(W.tree);
    const head = this.SUBRULE(this.head);
    let compatible = false;
    this.OPTION(() => {
      this.CONSUME(W.compatible);
      compatible = true;
    });
    const ports = this.SUBRULE(this.ports);
    const doc = this.doc(start);
    this.CONSUME(t.LBrace);
    const blackboard = this.SUBRULE(this.blackboard);
    const root = this.SUBRULE(this.treeNode);
    this.CONSUME(t.RBrace);
    return this.ACTION(() => ({ kind: "Tree", ...head, compatible, ports, blackboard, root, doc, span: this.span(start) }));
  });

  extern = this.RULE("extern", (): ast.Extern => {
    const start = this.mark();
    this.CONSUME(W.extern);
    const head = this.SUBRULE(this.head);
    const ports = this.SUBRULE(this.ports);
    return this.ACTION(() => ({ kind: "Extern", ...head, ports, doc: this.doc(start), span: this.span(start) }));
  });

  ports = this.RULE("ports", (): ast.Port[] => {
    const ports: ast.Port[] = [];
    this.OPTION(() => {
      this.CONSUME(t.LParen);
      this.MANY_SEP({ SEP: t.Comma, DEF: () => { ports.push(this.SUBRULE(this.port)); } });
      this.CONSUME(t.RParen);
    });
    return ports;
  });

  port = this.RULE("port", (): ast.Port => {
    const start = this.mark();
    let direction: ast.Port["direction"] = "in";
    this.OPTION({
      GATE: () => !this.isLabel(),
      DEF: () => {
        direction = this.choice<ast.Port["direction"]>((["out", "inout"] as const).map((d) => ({ ALT: () => { this.CONSUME(W[d]); return d; } })));
      },
    });
    const name = this.SUBRULE(this.name);
    this.CONSUME(t.Colon);
    const type = this.SUBRULE(this.type);
    return { kind: "Port", direction, name, type, span: this.span(start) };
  });

  blackboard = this.RULE("blackboard", (): ast.Entry[] => {
    const entries: ast.Entry[] = [];
    this.OPTION({
      GATE: () => !this.isLabel(),
      DEF: () => {
        this.CONSUME(W.blackboard);
        this.CONSUME(t.LBrace);
        this.MANY(() => { entries.push(this.SUBRULE(this.entry)); });
        this.CONSUME(t.RBrace);
      },
    });
    return entries;
  });

  entry = this.RULE("entry", (): ast.Entry => {
    const start = this.mark();
    const name = this.SUBRULE(this.name);
    this.CONSUME(t.Colon);
    const type = this.SUBRULE(this.type);
    let initial: ast.Expr | null = null;
    this.OPTION(() => {
      this.CONSUME(t.Eq);
      initial = this.SUBRULE(this.expr);
    });
    return { kind: "Entry", name, type, start: initial, span: this.span(start) };
  });
}
