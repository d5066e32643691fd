import { type ILookaheadStrategy, LLkLookaheadStrategy } from "chevrotain";

/**
 * Works out what each choice has to look at when a text first comes to it. Most texts come to few of them, and working out all
 * of them takes longer than reading a short text.
 */
export class LazyLookahead extends LLkLookaheadStrategy {
  override buildLookaheadForAlternation(options: Parameters<ILookaheadStrategy["buildLookaheadForAlternation"]>[0]): ReturnType<ILookaheadStrategy["buildLookaheadForAlternation"]> {
    return later(() => super.buildLookaheadForAlternation(options));
  }

  override buildLookaheadForOptional(options: Parameters<ILookaheadStrategy["buildLookaheadForOptional"]>[0]): ReturnType<ILookaheadStrategy["buildLookaheadForOptional"]> {
    return later(() => super.buildLookaheadForOptional(options));
  }
}

function later<F extends (...args: never[]) => unknown>(build: () => F): F {
  let built: F | undefined;
  return function (this: unknown, ...args: never[]) {
    return (built ??= build()).apply(this, args);
  } as F;
}
