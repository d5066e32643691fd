import { Falls } from "./falls.ts";
import { bodiesOf, withBodies, type Block, type Code, type If, type Label, type Statement } from "./statements.ts";

/** The same code with fewer jumps and labels: where a jump leads only to where control goes anyway, there is none. */
export function tidy(code: Code): Code {
  return new Tails().tidy(new Endings().tidy(code));
}

/** How many jumps lead to behind each block. */
class Jumps {
  readonly #counts = new Map<Label, number>();

  count(code: Code): void {
    for (const one of code) {
      if (one.kind === "leave") this.#counts.set(one.label, this.to(one.label) + 1);
      bodiesOf(one).forEach((body) => this.count(body));
    }
  }

  to(label: Label): number {
    return this.#counts.get(label) ?? 0;
  }

  takeAway(label: Label): void {
    this.#counts.set(label, this.to(label) - 1);
  }
}

/** Puts what stands behind a block where the block's only jump is; what is never reached goes. */
class Endings {
  readonly #jumps = new Jumps();
  readonly #falls = new Falls((label) => this.#jumps.to(label) > 0);
  readonly #moved = new Map<Label, Code>();

  tidy(code: Code): Code {
    this.#jumps.count(code);
    return this.#code(code);
  }

  #code(code: Code): Code {
    const found: Statement[] = [];
    for (const [i, one] of code.entries()) {
      if (one.kind === "leave" && this.#moved.has(one.label)) return [...found, ...this.#moved.get(one.label)!];
      if (one.kind === "block") {
        const rest = this.#ending(one, code, i);
        found.push(...this.#block(one, rest));
        if (rest !== null) break;
      } else found.push(withBodies(one, bodiesOf(one).map((body) => this.#code(body))));
      if (!this.#falls.of([one])) break;
    }
    return found;
  }

  /** What stands behind the block, where it can be moved. */
  #ending({ label, body, ends }: Block, code: Code, i: number): Code | null {
    if (ends !== true || this.#jumps.to(label) !== 1 || this.#falls.of(body)) return null;
    const rest = code.slice(i + 1);
    return this.#falls.of(rest) ? null : rest;
  }

  #block(one: Block, rest: Code | null): Code {
    if (rest !== null) this.#moved.set(one.label, this.#code(rest));
    const body = this.#code(one.body);
    return rest !== null || this.#jumps.to(one.label) === 0 ? body : [{ ...one, body }];
  }
}

/** Takes away jumps to where control goes anyway, then the labels that nobody uses. */
class Tails {
  readonly #jumps = new Jumps();
  readonly #falls = new Falls((label) => this.#jumps.to(label) > 0);

  tidy(code: Code): Code {
    this.#jumps.count(code);
    return this.#code(code, new Set(), null);
  }

  /** `ends`: to leave these is to reach the code's end; `round`: so is to begin that loop again. */
  #code(code: Code, ends: ReadonlySet<Label>, round: Label | null): Code {
    const list = [...code];
    for (let last = list.at(-1); last !== undefined && isNoJump(last, ends, round); last = list.at(-1)) {
      if (last.kind === "leave") this.#jumps.takeAway(last.label);
      list.pop();
    }
    return list.flatMap((one, i) => (i === list.length - 1 ? this.#one(one, ends, round) : this.#one(one, NONE, null)));
  }

  #one(one: Statement, ends: ReadonlySet<Label>, round: Label | null): Code {
    switch (one.kind) {
      case "block": {
        const body = this.#code(one.body, new Set(ends).add(one.label), round);
        return this.#jumps.to(one.label) > 0 ? [{ ...one, body }] : body;
      }
      case "loop": return [{ ...one, body: this.#code(one.body, NONE, one.label) }];
      case "if": return this.#flat({ ...one, then: this.#code(one.then, ends, round), otherwise: this.#code(one.otherwise, ends, round) });
      default: return [withBodies(one, bodiesOf(one).map((body) => this.#code(body, ends, round)))];
    }
  }

  /** Without `else` where a branch jumps away. */
  #flat(one: If): Code {
    const { when, then, otherwise } = one;
    if (then.length + otherwise.length === 0) return [];
    if (then.length === 0) return [{ ...one, when: denied(when), then: otherwise, otherwise: [] }];
    if (otherwise.length > 0 && !this.#falls.of(then)) return [{ ...one, otherwise: [] }, ...otherwise];
    if (otherwise.length > 0 && !this.#falls.of(otherwise)) return [{ ...one, when: denied(when), then: otherwise, otherwise: [] }, ...then];
    return [one];
  }
}

const NONE: ReadonlySet<Label> = new Set();

const isNoJump = (one: Statement, ends: ReadonlySet<Label>, round: Label | null): boolean => (one.kind === "leave" ? ends.has(one.label) : one.kind === "again" && one.label === round);

/** A condition's opposite. */
function denied(condition: string): string {
  const same = /^([^&|?]+) (===|!==) ([^&|?=]+)$/.exec(condition);
  return same === null ? `!(${condition})` : `${same[1]} ${same[2] === "===" ? "!==" : "==="} ${same[3]}`;
}
