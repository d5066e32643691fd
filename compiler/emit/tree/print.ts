import { indented } from "../reward/print.ts";
import type { Code, Label, Statement } from "./statements.ts";
import { falls } from "./falls.ts";

/** Code as lines of TypeScript. */
export function print(code: Code): readonly string[] {
  return new Printer().code(code);
}

class Printer {
  readonly #names = new Map<Label, string>();
  readonly #taken = new Set<string>();
  readonly #around: Label[] = [];

  code(code: Code): readonly string[] {
    return code.flatMap((one) => this.#one(one));
  }

  #one(one: Statement): readonly string[] {
    switch (one.kind) {
      case "line": return [one.text];
      case "note": return [`// ${one.text}`];
      case "leave": return [`break ${this.#target(one.label)};`];
      case "again": return [`continue ${this.#target(one.label)};`];
      case "call": return [`p = ${one.part.name}(p);`];
      case "block": return [`${this.#name(one.label)}: {`, ...this.#inside(one.label, one.body), "}"];
      case "loop": return [`${this.#name(one.label)}: for (;;) {`, ...this.#inside(one.label, one.body), "}"];
      case "switch": return [
        `switch (${one.on}) {`,
        ...[...one.cases.map(({ value, body }) => this.#case(`case ${value}`, body)), this.#case("default", one.otherwise)].flatMap(indented),
        "}",
      ];
      case "if": {
        const then = this.code(one.then), otherwise = this.code(one.otherwise);
        if (then.length === 1 && otherwise.length === 0) return [`if (${one.when}) ${then[0]}`];
        return [`if (${one.when}) {`, ...indented(then), ...(otherwise.length === 0 ? [] : ["} else {", ...indented(otherwise)]), "}"];
      }
    }
  }

  #case(head: string, body: Code): readonly string[] {
    return [`${head}:`, ...indented([...this.code(body), ...(falls(body) ? ["break;"] : [])])];
  }

  #inside(label: Label, body: Code): readonly string[] {
    this.#around.push(label);
    const lines = indented(this.code(body));
    this.#around.pop();
    return lines;
  }

  #target(label: Label): string {
    if (!this.#around.includes(label)) throw new Error(`a jump to ${label.wanted}, which is not around it`);
    return this.#name(label);
  }

  #name(label: Label): string {
    const known = this.#names.get(label);
    if (known !== undefined) return known;
    let name = label.wanted;
    for (let n = 2; this.#taken.has(name); n++) name = `${label.wanted}_${n}`;
    this.#names.set(label, name);
    this.#taken.add(name);
    return name;
  }
}
