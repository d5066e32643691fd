import {
  Alternation, type BaseParser, type ILookaheadStrategy, LLkLookaheadStrategy, Option, Repetition, RepetitionMandatory,
  RepetitionMandatoryWithSeparator, RepetitionWithSeparator,
} from "chevrotain";
import { find, first, holds, partsOf, second } from "./choices.ts";

type Choice = Parameters<ILookaheadStrategy["buildLookaheadForAlternation"]>[0];
type Optional = Parameters<ILookaheadStrategy["buildLookaheadForOptional"]>[0];

const KINDS = { Option, Repetition, RepetitionMandatory, RepetitionMandatoryWithSeparator, RepetitionWithSeparator };

/**
 * Decides by one token where one is enough and by two where it is not, and works out each decision when a text first needs it.
 * Chevrotain's own strategy works out all pairs of tokens of all choices beforehand, which takes longer than reading most files.
 */
export class LazyLookahead extends LLkLookaheadStrategy {
  override buildLookaheadForAlternation(choice: Choice): ReturnType<ILookaheadStrategy["buildLookaheadForAlternation"]> {
    // A gate is asked at every step, so nothing can be remembered.
    if (choice.hasPredicates) return super.buildLookaheadForAlternation(choice);
    const known = new Decisions<number | undefined>((token) => {
      const at = find(choice.rule.definition, (p) => p instanceof Alternation && p.idx === choice.prodOccurrence)!;
      const all = at.inside.map((way, index) => ({ index, parts: partsOf(way) }));
      const ways = all.filter(({ parts }) => begins(parts, token));
      // A name in the place of a misspelt keyword decides nothing by itself.
      const named = ways.length === 1 && all.some(({ parts }) => parts !== ways[0]!.parts && mistakable(ways[0]!.parts, parts, token));
      if (ways.length < 2 && !named) return { now: ways[0]?.index };
      const seconds = ways.map(({ index, parts }) => ({ index, ...second(parts, token) }));
      return { then: (next) => seconds.find(({ ends, tokens }) => ends || holds(tokens, next))?.index };
    });
    return function (this: BaseParser) {
      return known.of(this);
    };
  }

  override buildLookaheadForOptional({ rule, prodOccurrence, prodType }: Optional): (this: BaseParser) => boolean {
    const known = new Decisions<boolean>((token) => {
      const { inside, after } = find(rule.definition, (p) => p instanceof KINDS[prodType] && p.idx === prodOccurrence)!;
      if (!begins(inside, token)) return { now: false };
      if (!holds(first(after).tokens, token)) return { now: true };
      const { ends, tokens } = second(inside, token);
      return ends ? { now: true } : { then: (next) => holds(tokens, next) };
    });
    return function () {
      return known.of(this);
    };
  }
}

function begins(parts: ReturnType<typeof partsOf>, token: number): boolean {
  const { tokens, empty } = first(parts);
  return empty || holds(tokens, token);
}

/** Whether a token is taken for one of a kind of which another way has a word of its own. */
function mistakable(way: ReturnType<typeof partsOf>, other: ReturnType<typeof partsOf>, token: number): boolean {
  const kinds = [...first(way).tokens].filter((type) => type.categoryMatchesMap?.[token] === true);
  return [...first(other).tokens].some((type) => kinds.some((kind) => kind.categoryMatchesMap?.[type.tokenTypeIdx!] === true));
}

/** What the first token decides, or a function of the second. */
type Decision<T> = { readonly now: T } | { readonly then: (next: number) => T };

/** Remembers what was decided, by the numbers of the tokens' types. */
class Decisions<T> {
  readonly #decide: (token: number) => Decision<T>;
  readonly #byFirst: (Decision<T> | undefined)[] = [];
  readonly #bySecond = new Map<number, T>();

  constructor(decide: (token: number) => Decision<T>) {
    this.#decide = decide;
  }

  of(parser: BaseParser): T {
    const { LA } = parser as unknown as { LA: (howMuch: number) => { readonly tokenTypeIdx: number } };
    const token = LA.call(parser, 1).tokenTypeIdx;
    const decision = (this.#byFirst[token] ??= this.#decide(token));
    if ("now" in decision) return decision.now;
    const next = LA.call(parser, 2).tokenTypeIdx;
    const pair = token * 65_536 + next;
    if (!this.#bySecond.has(pair)) this.#bySecond.set(pair, decision.then(next));
    return this.#bySecond.get(pair)!;
  }
}
