import { type Assertion, type Constant, type Expr, operands, type Specification, type Variable } from "./ast.ts";
import { plainLiteral } from "./decimal.ts";
import { Names, quoted } from "./names.ts";
import type { Mistake } from "./read.ts";

/** What a name stands for where it is used. */
export type Meaning =
  | { readonly kind: "constant"; readonly constant: Constant }
  | { readonly kind: "spec"; readonly assertion: Assertion }
  | { readonly kind: "signal"; readonly name: string };

export type NameExpr = Extract<Expr, { kind: "name" }>;

/** A specification with every name settled: what each means, and what it is called in Pol, backticks included. */
export interface Settled {
  readonly meanings: ReadonlyMap<NameExpr, Meaning>;
  readonly signals: ReadonlyMap<string, string>;
  readonly constants: ReadonlyMap<Constant, string>;
  readonly specs: ReadonlyMap<Assertion, string>;
  /** Values of constants as Pol writes them, by RTAMT's names. */
  readonly values: ReadonlyMap<string, string>;
  readonly names: Names;
  readonly notes: readonly string[];
  readonly errors: readonly Mistake[];
}

/** Types whose variables are numbers. RTAMT checks no value against them, so neither does the env. */
const NUMBERS: ReadonlySet<string> = new Set(["float", "int", "long"]);

export function settle(specification: Specification, env: string): Settled {
  return new Settling(specification).done(env);
}

class Settling {
  readonly #specification: Specification;
  readonly #meanings = new Map<NameExpr, Meaning>();
  readonly #variables = new Map<string, Variable>();
  readonly #constants = new Map<string, Constant>();
  readonly #used = new Set<string>();
  readonly #notes: string[] = [];
  readonly #errors: Mistake[] = [];

  constructor(specification: Specification) {
    this.#specification = specification;
    for (const declaration of specification.declarations) this.#declare(declaration);
    // A name means the formula it was last given, and before that an input.
    const specs = new Map<string, Assertion>();
    for (const assertion of specification.assertions) {
      this.#read(assertion.formula, specs);
      specs.set(assertion.name ?? "out", assertion);
    }
  }

  done(env: string): Settled {
    const names = new Names();
    const signals = new Map(this.#observed().map((name) => [name, this.#called(name, names.take(name))]));
    if (![...signals.values()].includes(env)) names.take(env);
    const constants = new Map([...this.#constants.values()].map((c) => [c, this.#called(c.name, names.take(c.name))]));
    const specs = new Map(this.#specification.assertions.map((a) => [a, a.name === null ? quoted(names.take("out")) : this.#called(a.name, names.take(a.name))]));
    const values = new Map([...this.#constants].map(([name, { text }]) => [name, plainLiteral(text)]));
    return { meanings: this.#meanings, signals, constants, specs, values, names, notes: this.#notes, errors: this.#errors };
  }

  #declare(declaration: Variable | Constant): void {
    const { kind, name, place } = declaration;
    if (kind === "constant") {
      if (this.#constants.has(name) || this.#variables.has(name)) this.#errors.push({ ...place, message: `\`${name}\` is declared already` });
      this.#constants.set(name, declaration);
      return;
    }
    const { type, valued } = declaration;
    const known = NUMBERS.has(type) || type === "complex" || this.#specification.imports.includes(type);
    if (!known) this.#errors.push({ ...place, message: `\`${type}\` is no type: write \`float\`, or import it with \`from module import ${type}\`` });
    if (valued) this.#notes.push(`the value that \`${name}\` is declared with is left out: RTAMT does not use it either`);
    this.#variables.set(name, known ? declaration : { ...declaration, type: "float" });
  }

  #read(e: Expr, specs: ReadonlyMap<string, Assertion>): void {
    if (e.kind === "name") this.#meanings.set(e, this.#meaning(e, specs));
    for (const operand of operands(e)) this.#read(operand, specs);
  }

  #meaning({ name, place }: NameExpr, specs: ReadonlyMap<string, Assertion>): Meaning {
    const constant = this.#constants.get(name), assertion = specs.get(name);
    if (constant !== undefined) return { kind: "constant", constant };
    if (assertion !== undefined) return { kind: "spec", assertion };
    const [head = "", ...tail] = name.split(".");
    const type = this.#variables.get(head)?.type;
    const problem = type === undefined ? null : problemOf(head, tail.join("."), type);
    if (problem !== null) this.#errors.push({ ...place, message: problem });
    this.#used.add(name);
    return { kind: "signal", name };
  }

  /** Declared variables first, but for those that only name a formula; then the others, as they are met. */
  #observed(): string[] {
    const given = new Set(this.#specification.assertions.map(({ name }) => name));
    const declared = [...this.#variables.values()].flatMap(({ name, type }) => {
      if (!NUMBERS.has(type)) return [...this.#used].filter((used) => used.startsWith(`${name}.`));
      return this.#used.has(name) || !(given.has(name) || this.#constants.has(name)) ? [name] : [];
    });
    return [...new Set([...declared, ...this.#used])];
  }

  #called(rtamt: string, pol: string): string {
    if (rtamt.includes("/")) this.#notes.push(`\`${rtamt}\` is one name in RTAMT, and \`${pol}\` here; a quotient needs blanks: \`${rtamt.replaceAll("/", " / ")}\``);
    else if (rtamt !== pol) this.#notes.push(`\`${rtamt}\` is called \`${pol}\` here`);
    return quoted(pol);
  }
}

function problemOf(head: string, field: string, type: string): string | null {
  if (type === "complex") return `\`${head}\` is a complex number, which cannot be compared`;
  if (NUMBERS.has(type)) return field === "" ? null : `\`${head}\` is a number and has no \`${field}\``;
  return field === "" ? `\`${head}\` is a message: name one of its fields, as in \`${head}.value\`` : null;
}
