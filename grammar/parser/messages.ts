import { type IParserErrorMessageProvider, type IToken, type TokenType } from "chevrotain";

const shown = (token: IToken | undefined): string =>
  token === undefined || token.image === undefined || token.image === "" ? "the end" : `\`${token.image}\``;
const wanted = (type: TokenType): string => type.LABEL ?? type.name;

/** Messages in the words of someone who writes `.pol` files, not of someone who wrote the parser. */
export const messages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, actual }) => `expected ${wanted(expected)} but found ${shown(actual)}`,
  buildNotAllInputParsedMessage: ({ firstRedundant }) => `did not expect ${shown(firstRedundant)} here`,
  buildNoViableAltMessage: ({ expectedPathsPerAlt, actual }) => {
    const firsts = new Set<string>();
    for (const alternative of expectedPathsPerAlt) for (const path of alternative) if (path[0]) firsts.add(wanted(path[0]));
    return `expected ${oneOf([...firsts])} but found ${shown(actual[0])}`;
  },
  buildEarlyExitMessage: ({ expectedIterationPaths, actual }) => {
    const firsts = new Set(expectedIterationPaths.flatMap((path) => (path[0] ? [wanted(path[0])] : [])));
    return `expected ${oneOf([...firsts])} but found ${shown(actual[0])}`;
  },
};

function oneOf(names: string[]): string {
  if (names.length > 8) return "something else";
  if (names.length <= 1) return names[0] ?? "something else";
  return `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
