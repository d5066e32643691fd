import { format } from "../../../grammar/print.ts";
import { analyze } from "../../program.ts";
import type { Constant, Place, Specification, TimeUnit, Window } from "./ast.ts";
import { Clock, type Period } from "./clock.ts";
import { plainLiteral } from "./decimal.ts";
import { formulaText, type Writing } from "./formula.ts";
import { type Settled, settle } from "./meaning.ts";
import { isName, quoted } from "./names.ts";
import { type Mistake, read } from "./read.ts";

export interface RtamtOptions {
  /** Sampling period; 1 s unless given. */
  readonly period?: Period;
  /** Unit of window bounds that have none; `s` unless given. */
  readonly unit?: TimeUnit;
  /** Name of the env; `signals` unless given. */
  readonly env?: string;
}

export interface RtamtImport {
  /** Formatted, and without errors for `pol check`. */
  readonly pol: string;
  readonly notes: readonly string[];
  /** The spec that stands for RTAMT's output: the last formula. */
  readonly main: string;
}

export type { Mistake } from "./read.ts";

/** Turns a specification of RTAMT 0.4.10 into Pol. Any text at all gives Pol or a list of mistakes; it never throws. */
export function importRtamt(text: string, { period = { value: 1, unit: "s" }, unit = "s", env = "signals" }: RtamtOptions = {}): RtamtImport | { readonly errors: readonly Mistake[] } {
  const clock = Clock.of(period, unit);
  if (clock === null) return wrong(`a sampling period of ${period.value}${period.unit} is no length of time`);
  if (!isName(env)) return wrong(`\`${env}\` cannot be the name of an env: write letters, digits and \`_\``);
  const known = read(text);
  if ("errors" in known) return known;
  const settled = settle(known.specification, env);
  const file = new Writer(known.specification, settled, clock, quoted(env));
  const errors = [...settled.errors, ...file.errors].sort((a, b) => a.line - b.line || a.column - b.column);
  return errors.length > 0 ? { errors } : checked(file.text, [...settled.notes, ...file.notes], settled.specs.get(known.specification.assertions.at(-1)!)!);
}

function wrong(message: string): { readonly errors: readonly Mistake[] } {
  return { errors: [{ line: 1, column: 1, message }] };
}

/** What Pol cannot carry, a formula that is too large, is found by asking Pol. */
function checked(text: string, notes: readonly string[], main: string): RtamtImport | { readonly errors: readonly Mistake[] } {
  const formatted = format(text);
  if ("errors" in formatted) return wrong(`Pol cannot carry this: ${formatted.errors[0]!.message}`);
  const { diagnostics } = analyze({ path: "import.pol", text: formatted.text }, { readText: () => undefined, exists: () => false });
  const refused = diagnostics.find(({ severity }) => severity === "error");
  return refused === undefined ? { pol: formatted.text, notes, main: main.replaceAll("`", "") } : wrong(`Pol cannot carry this: ${refused.message}`);
}

/** The file in Pol, declaration by declaration. */
class Writer implements Writing {
  readonly settled: Settled;
  readonly text: string;
  readonly errors: Mistake[] = [];
  readonly #clock: Clock;
  readonly #env: string;
  readonly #notes = new Set<string>();
  /** Specs that only serve others, by formula. */
  readonly #parts = new Map<string, string>();
  readonly #specs: string[] = [];
  /** The formula being written. */
  #of = "";

  constructor({ name, topics, imports, assertions }: Specification, settled: Settled, clock: Clock, env: string) {
    this.settled = settled;
    this.#clock = clock;
    this.#env = env;
    if (topics.length > 0) this.#notes.add(`ROS topics are left out: ${topics.map((topic) => `\`${topic}\``).join(", ")}`);
    if (imports.length > 0) this.#notes.add(`imports are left out: each field of a message is an observation of its own`);
    const observed = [...settled.signals.values()].map((signal) => `  observe ${signal}: number\n`);
    const constants = [...settled.constants].map(([constant, called]) => `const ${called} = ${this.#constant(constant)}\n`);
    for (const assertion of assertions) {
      this.#of = assertion.text;
      const formula = formulaText(assertion.formula, this);
      this.#specs.push(`/// Imported from RTAMT: ${assertion.text}\nspec ${settled.specs.get(assertion)!} over ${env} = ${formula}\n`);
    }
    const about = name === null ? "" : `/// The signals of RTAMT's specification ${name}.\n`;
    this.text = [`${about}env ${env} at ${clock.rate} {\n${observed.join("")}}\n`, constants.join(""), ...this.#specs].filter((part) => part !== "").join("\n");
  }

  get notes(): readonly string[] {
    return [...this.#notes];
  }

  window(window: Window): string {
    const written = this.#clock.window(window, this.settled.values, (text) => this.#notes.add(text));
    if ("text" in written) return written.text;
    this.errors.push(written);
    return "";
  }

  tooLarge({ text, place }: { readonly text: string; readonly place: Place }): void {
    this.errors.push({ ...place, message: `\`${text.slice(0, 40)}\` is larger than any number that can be computed with` });
  }

  part(formula: string): string {
    // A formula that is a name has a spec already.
    if ([...this.settled.specs.values()].includes(formula)) return formula;
    const known = this.#parts.get(formula) ?? this.settled.names.next("part");
    if (!this.#parts.has(formula)) this.#specs.push(`/// Imported from RTAMT: its robustness is a number in ${this.#of}\nspec ${known} over ${this.#env} = ${formula}\n`);
    this.#parts.set(formula, known);
    return known;
  }

  unsound(op: "iff" | "xor"): void {
    this.#notes.add(
      op === "iff"
        ? "`<->` is kept as RTAMT measures it, -|a - b|: two formulas that both hold, but not equally well, then count as different. Pol's own `iff` has no such gap"
        : "`xor` is kept as RTAMT measures it, |a - b|: two formulas that both hold, but not equally well, then count as different. Pol's own `xor` has no such gap",
    );
  }

  #constant({ text, valuePlace }: Constant): string {
    const value = plainLiteral(text);
    if (!Number.isFinite(Number(value))) this.tooLarge({ text, place: valuePlace });
    return value;
  }
}
