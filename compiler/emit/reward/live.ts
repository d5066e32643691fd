import { partsOf } from "./split.ts";
import type { Part, Statement, Variable } from "./statements.ts";

/** Values that one function computes and another reads: they stand in an array between. */
export interface Live {
  readonly size: number;
  readonly place: (name: string) => number | undefined;
  /** What a function reads of others when it begins. */
  readonly atStart: (of: Part | null) => readonly Variable[];
  /** What a loop in `of` reads of the parts it has just called. */
  readonly afterCalls: (each: readonly string[], body: readonly Statement[]) => readonly Variable[];
}

/** Which variables are live between the whole (null) and its parts. */
export function liveness(whole: readonly Statement[]): Live {
  const functions: readonly (readonly [Part | null, readonly Statement[]])[] = [[null, whole], ...partsOf(whole).map((part) => [part, part.body] as const)];
  const definedIn = new Map<string, { readonly variable: Variable; readonly of: Part | null }>();
  for (const [of, body] of functions) for (const variable of definitions(body)) definedIn.set(variable.name, { variable, of });
  const foreign = (words: Iterable<string>, of: Part | null): readonly Variable[] =>
    [...new Set(words)].flatMap((word) => {
      const found = definedIn.get(word);
      return found !== undefined && found.of !== of ? [found.variable] : [];
    });
  const afterCalls = (each: readonly string[], body: readonly Statement[]): readonly Variable[] => {
    const called = body.flatMap((one) => (one.kind === "call" ? definitions(one.part.body) : []));
    const used = new Set(wordsOf(each));
    return called.filter(({ name }) => used.has(name));
  };
  const late = (body: readonly Statement[]): readonly Variable[] =>
    body.flatMap((one) => (one.kind === "loop" ? [...afterCalls(one.each, one.body), ...late(one.body)] : []));
  const starts = new Map(functions.map(([of, body]) => {
    const later = new Set(late(body));
    return [of, foreign(words(body), of).filter((variable) => !later.has(variable))] as const;
  }));
  const places = new Map([...new Set(functions.flatMap(([of, body]) => [...starts.get(of)!, ...late(body)]))].filter(({ again }) => again === undefined).map(({ name }, i) => [name, i]));
  return { size: places.size, place: (name) => places.get(name), atStart: (of) => starts.get(of)!, afterCalls };
}

function definitions(body: readonly Statement[]): readonly Variable[] {
  return body.flatMap((one) => {
    if (one.kind === "line") return one.defines === undefined ? [] : [one.defines];
    return one.kind === "loop" ? [...one.defines, ...definitions(one.body)] : [];
  });
}

/** Words of a function, not of its parts. */
function words(body: readonly Statement[]): readonly string[] {
  return body.flatMap((one) => {
    switch (one.kind) {
      case "line": return wordsOf([one.text]);
      case "exit": return wordsOf([one.when, ...one.act]);
      case "loop": return [...wordsOf([one.from, one.to, ...one.before, ...one.each]), ...words(one.body)];
      case "call": return [];
    }
  });
}

const COMMENT = /^\s*\/\/.*/;

function wordsOf(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => (COMMENT.test(line) ? [] : (line.match(/[A-Za-z_]\w*/g) ?? [])));
}
