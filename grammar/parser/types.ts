import type * as ast from "../ast.ts";
import { AnyWord, Caret, Colon, Comma, DotDot, Greater, LBrace, LBracket, Less, Minus, Num, Question, RBrace, RBracket, Slash, Star, LParen, RParen } from "../tokens.ts";
import { BaseParser } from "./base.ts";

/** Types, units and ranges. */
export abstract class TypeParser extends BaseParser {
  unit = this.RULE("unit", (): ast.Unit => {
    const start = this.mark();
    this.CONSUME(LBracket);
    const above = this.SUBRULE(this.unitProduct);
    let below: ast.UnitFactor[] = [];
    this.OPTION(() => {
      this.CONSUME(Slash);
      this.OR([
        { ALT: () => { below = [this.SUBRULE(this.unitFactor)]; } },
        {
          ALT: () => {
            this.CONSUME(LParen);
            below = this.SUBRULE1(this.unitProduct);
            this.CONSUME(RParen);
          },
        },
      ]);
    });
    this.CONSUME(RBracket);
    return { kind: "Unit", above, below, span: this.span(start) };
  });

  unitProduct = this.RULE("unitProduct", (): ast.UnitFactor[] => {
    const factors: ast.UnitFactor[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: Star, DEF: () => { factors.push(this.SUBRULE(this.unitFactor)); } });
    return factors;
  });

  unitFactor = this.RULE("unitFactor", (): ast.UnitFactor => {
    const start = this.mark();
    let name: ast.Ident | null = null;
    let number: number | null = null;
    let power = 1;
    this.OR([
      { ALT: () => { name = this.identOf(this.CONSUME(AnyWord)); } },
      { ALT: () => { number = Number(this.CONSUME(Num).image); } },
    ]);
    this.OPTION(() => {
      this.CONSUME(Caret);
      let sign = 1;
      this.OPTION1(() => {
        this.CONSUME(Minus);
        sign = -1;
      });
      power = sign * Number(this.CONSUME1(Num).image);
    });
    return { kind: "UnitFactor", name, number, power, span: this.span(start) };
  });

  type = this.RULE("type", (): ast.Type => {
    const start = this.mark();
    const made = this.choice<(optional: boolean, span: ast.Type["span"]) => ast.Type>([
      {
        ALT: () => {
          const unit = this.SUBRULE(this.unit);
          return (optional, span) => ({ kind: "UnitType", unit, optional, span });
        },
      },
      {
        ALT: () => {
          const name = this.SUBRULE(this.name);
          const args: (ast.Type | ast.Num)[] = [];
          this.OPTION(() => {
            this.CONSUME(Less);
            this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => { args.push(this.SUBRULE(this.typeArg)); } });
            this.CONSUME(Greater);
          });
          let unit: ast.Unit | null = null;
          this.OPTION1(() => { unit = this.SUBRULE1(this.unit); });
          return (optional, span) => ({ kind: "NamedType", name, args, unit, optional, span });
        },
      },
      {
        ALT: () => {
          const fields = this.SUBRULE(this.recordFields);
          return (optional, span) => ({ kind: "RecordType", fields, optional, span });
        },
      },
    ]);
    let optional = false;
    this.OPTION2(() => {
      this.CONSUME(Question);
      optional = true;
    });
    return this.ACTION(() => made(optional, this.span(start)));
  });

  typeArg = this.RULE("typeArg", (): ast.Type | ast.Num =>
    this.choice<ast.Type | ast.Num>([{ ALT: () => this.SUBRULE(this.count) }, { ALT: () => this.SUBRULE(this.type) }]));

  recordFields = this.RULE("recordFields", (): ast.Field[] => {
    const fields: ast.Field[] = [];
    this.CONSUME(LBrace);
    this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => { fields.push(this.SUBRULE(this.field)); } });
    this.CONSUME(RBrace);
    return fields;
  });

  field = this.RULE("field", (): ast.Field => {
    const start = this.mark();
    const name = this.SUBRULE(this.word);
    this.CONSUME(Colon);
    const type = this.SUBRULE(this.type);
    return { kind: "Field", name, type, doc: this.doc(start), span: this.span(start) };
  });

  range = this.RULE("range", (): ast.Range => {
    const start = this.mark();
    const low = this.SUBRULE(this.additive);
    this.CONSUME(DotDot);
    const high = this.SUBRULE1(this.additive);
    return { kind: "Range", low, high, span: this.span(start) };
  });
}
