import {
  Alternation, type IProduction, NonTerminal, Option, Repetition, RepetitionMandatoryWithSeparator, RepetitionWithSeparator,
  type Rule, Terminal, type TokenType,
} from "chevrotain";

type Sequence = readonly IProduction[];

/** What a sequence may begin with, and whether it may be empty. */
interface First {
  readonly tokens: ReadonlySet<TokenType>;
  readonly empty: boolean;
}

/** What may stand behind a first token within a sequence, and whether that token may be all of it. */
interface Second {
  readonly tokens: ReadonlySet<TokenType>;
  readonly ends: boolean;
}

const firsts = new WeakMap<Rule, First>();

export function first(sequence: Sequence): First {
  const tokens = new Set<TokenType>();
  for (const production of sequence) {
    const one = firstOf(production);
    for (const token of one.tokens) tokens.add(token);
    if (!one.empty) return { tokens, empty: false };
  }
  return { tokens, empty: true };
}

function firstOf(production: IProduction): First {
  if (production instanceof Terminal) return { tokens: new Set([production.terminalType]), empty: false };
  if (production instanceof NonTerminal) {
    const rule = production.referencedRule;
    const known = firsts.get(rule) ?? first(rule.definition);
    firsts.set(rule, known);
    return known;
  }
  if (production instanceof Alternation) {
    const ways = partsOf(production).map((way) => first(partsOf(way)));
    return { tokens: new Set(ways.flatMap((way) => [...way.tokens])), empty: ways.some((way) => way.empty) };
  }
  const { tokens, empty } = first(partsOf(production));
  return { tokens, empty: empty || production instanceof Option || production instanceof Repetition || production instanceof RepetitionWithSeparator };
}

/** `token` is the number of a token's type. */
export function second(sequence: Sequence, token: number): Second {
  const tokens = new Set<TokenType>();
  let ends = false;
  for (const [i, production] of sequence.entries()) {
    const one = secondOf(production, token);
    for (const next of one.tokens) tokens.add(next);
    if (one.ends) {
      const rest = first(sequence.slice(i + 1));
      for (const next of rest.tokens) tokens.add(next);
      ends ||= rest.empty;
    }
    if (!firstOf(production).empty) break;
  }
  return { tokens, ends };
}

function secondOf(production: IProduction, token: number): Second {
  if (production instanceof Terminal) return { tokens: new Set(), ends: matches(production.terminalType, token) };
  if (production instanceof NonTerminal) return second(production.referencedRule.definition, token);
  if (production instanceof Alternation) {
    const ways = partsOf(production).map((way) => second(partsOf(way), token));
    return { tokens: new Set(ways.flatMap((way) => [...way.tokens])), ends: ways.some((way) => way.ends) };
  }
  const body = second(partsOf(production), token);
  if (!body.ends || production instanceof Option) return body;
  return { tokens: new Set([...body.tokens, ...first(again(production)).tokens]), ends: true };
}

/** What one more turn of a repetition consists of. */
function again(production: IProduction): Sequence {
  const separated = production instanceof RepetitionWithSeparator || production instanceof RepetitionMandatoryWithSeparator;
  return separated ? [new Terminal({ terminalType: production.separator }), ...partsOf(production)] : partsOf(production);
}

export interface Place {
  readonly inside: IProduction[];
  readonly after: Sequence;
}

/** What a choice or something optional consists of, and what follows it in its rule. */
export function find(sequence: Sequence, wanted: (production: IProduction) => boolean, after: Sequence = []): Place | undefined {
  for (const [i, production] of sequence.entries()) {
    if (production instanceof Terminal || production instanceof NonTerminal) continue;
    const rest = [...sequence.slice(i + 1), ...after];
    if (wanted(production)) return { inside: partsOf(production), after: rest };
    const below = production instanceof Alternation
      ? partsOf(production).map((way) => find(partsOf(way), wanted, rest)).find((found) => found !== undefined)
      : find(partsOf(production), wanted, production instanceof Option ? rest : [new Option({ definition: [...again(production)] }), ...rest]);
    if (below !== undefined) return below;
  }
  return undefined;
}

export function partsOf(production: IProduction): IProduction[] {
  return (production as IProduction & { readonly definition: IProduction[] }).definition;
}

export function holds(types: ReadonlySet<TokenType>, token: number): boolean {
  for (const type of types) if (matches(type, token)) return true;
  return false;
}

function matches(type: TokenType, token: number): boolean {
  return type.tokenTypeIdx === token || type.categoryMatchesMap?.[token] === true;
}
