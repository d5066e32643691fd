import {
  Alternation, EOF, type IProduction, NonTerminal, Option, Repetition, RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator, type Rule, Terminal, type TokenType,
} from "chevrotain";
import { ALL_TOKENS } from "../../grammar/tokens.ts";

/** A place where two tokens do not decide how to go on. */
export interface Conflict {
  readonly rule: string;
  readonly what: string;
  readonly tokens: readonly string[];
}

const TOKENS: readonly TokenType[] = [EOF, ...ALL_TOKENS.filter((t) => (t.categoryMatches?.length ?? 0) === 0 || t.name === "Str")];
const N = TOKENS.length;

/** Words of at most two tokens: 0 is the empty one, then those of one token, then those of two. */
type Words = Set<number>;
const EMPTY = 0;
const one = (a: number): number => 1 + a;
const two = (a: number, b: number): number => 1 + N + a * N + b;
const isOne = (word: number): boolean => word >= 1 && word <= N;
const firstOf = (word: number): number => (word <= N ? word - 1 : Math.floor((word - 1 - N) / N));
const END = new Set([two(0, 0)]);

function then(left: Words, right: Words): Words {
  const out: Words = new Set();
  const firsts = new Set<number>();
  for (const word of right) firsts.add(word === EMPTY ? -1 : firstOf(word));
  for (const word of left) {
    if (word === EMPTY) for (const next of right) out.add(next);
    else if (isOne(word)) for (const next of firsts) out.add(next === -1 ? word : two(word - 1, next));
    else out.add(word);
  }
  return out;
}

function addAll(to: Words, from: Words): boolean {
  const before = to.size;
  for (const word of from) to.add(word);
  return to.size > before;
}

/** What the first two tokens of every construct and of what follows it can be, and where that leaves a choice open. */
export class Lookahead {
  readonly #rules: readonly Rule[];
  readonly #first = new Map<string, Words>();
  readonly #follow = new Map<string, Words>();
  readonly conflicts: Conflict[] = [];

  constructor(rules: readonly Rule[], start: string) {
    this.#rules = rules;
    for (const { name } of rules) {
      this.#first.set(name, new Set());
      this.#follow.set(name, new Set());
    }
    this.#untilStable(() => rules.map((rule) => addAll(this.#first.get(rule.name)!, this.#firstOfAll(rule.definition))));
    // A file is one declaration after the other.
    addAll(this.#follow.get(start)!, then(this.#first.get(start)!, END));
    addAll(this.#follow.get(start)!, END);
    this.#untilStable(() => rules.map((rule) => this.#visitAll(rule.definition, this.#follow.get(rule.name)!, null)));
    for (const rule of this.#rules) this.#visitAll(rule.definition, this.#follow.get(rule.name)!, rule.name);
  }

  #untilStable(step: () => boolean[]): void {
    while (step().some((changed) => changed));
  }

  #firstOfAll(sequence: readonly IProduction[]): Words {
    return sequence.reduce<Words>((words, production) => then(words, this.#firstOf(production)), new Set([EMPTY]));
  }

  #firstOf(production: IProduction): Words {
    if (production instanceof Terminal) return terminal(production.terminalType);
    if (production instanceof NonTerminal) return this.#first.get(production.nonTerminalName)!;
    if (production instanceof Alternation) return new Set(parts(production).flatMap((alternative) => [...this.#firstOfAll(parts(alternative))]));
    const body = this.#firstOfAll(parts(production));
    if (production instanceof Option) return new Set([EMPTY, ...body]);
    const more = this.#more(production, body);
    const many = then(body, new Set([EMPTY, ...then(more, new Set([EMPTY, ...more]))]));
    return isOptional(production) ? new Set([EMPTY, ...many]) : many;
  }

  /** What one more turn of a repetition begins with. */
  #more(production: IProduction, body: Words): Words {
    return production instanceof RepetitionWithSeparator || production instanceof RepetitionMandatoryWithSeparator
      ? then(terminal(production.separator), body)
      : body;
  }

  /** Goes through a sequence from its end; collects what may follow the rules in it, or, with a rule's name, its conflicts. */
  #visitAll(sequence: readonly IProduction[], after: Words, rule: string | null): boolean {
    let changed = false;
    for (let i = sequence.length - 1, rest = after; i >= 0; i--) {
      const production = sequence[i]!;
      changed = this.#visit(production, rest, rule) || changed;
      rest = then(this.#firstOf(production), rest);
    }
    return changed;
  }

  #visit(production: IProduction, after: Words, rule: string | null): boolean {
    if (production instanceof Terminal) return false;
    if (production instanceof NonTerminal) return rule === null && addAll(this.#follow.get(production.nonTerminalName)!, after);
    if (production instanceof Alternation) {
      const begins = parts(production).map((alternative) => then(this.#firstOfAll(parts(alternative)), after));
      begins.forEach((left, i) => begins.slice(i + 1).forEach((right, j) => this.#compare(rule, `alternatives ${i + 1} and ${i + j + 2}`, left, right)));
      return parts(production).map((alternative) => this.#visitAll(parts(alternative), after, rule)).some((changed) => changed);
    }
    const definition = parts(production);
    const body = this.#firstOfAll(definition);
    if (production instanceof Option) {
      this.#compare(rule, "option", then(body, after), after);
      return this.#visitAll(definition, after, rule);
    }
    const more = this.#more(production, body);
    const further = then(new Set([EMPTY, ...then(more, new Set([EMPTY, ...more]))]), after);
    this.#compare(rule, "repetition", then(more, further), after);
    if (production instanceof RepetitionWithSeparator) this.#compare(rule, "first of a repetition", then(body, further), after);
    return this.#visitAll(definition, further, rule);
  }

  #compare(rule: string | null, what: string, left: Words, right: Words): void {
    if (rule === null) return;
    const both = [...left].filter((word) => right.has(word)).map(shown);
    if (both.length > 0) this.conflicts.push({ rule, what, tokens: both });
  }
}

function parts(production: IProduction): readonly IProduction[] {
  return (production as IProduction & { definition: readonly IProduction[] }).definition;
}

function isOptional(production: IProduction): boolean {
  return production instanceof Repetition || production instanceof RepetitionWithSeparator;
}

function terminal(type: TokenType): Words {
  const words: Words = new Set();
  TOKENS.forEach((token, i) => {
    if (token === type || type.categoryMatchesMap?.[token.tokenTypeIdx!] === true) words.add(one(i));
  });
  return words;
}

function shown(word: number): string {
  if (isOne(word)) return name(word - 1);
  return `${name(firstOf(word))} ${name((word - 1 - N) % N)}`;
}

function name(token: number): string {
  return TOKENS[token]!.name.replace(/^W_/, "");
}

