import { parse, type Parsed, type SyntaxError } from "./parse.ts";
import { align } from "./print/align.ts";
import { layout } from "./print/layout.ts";
import { Marks } from "./print/marks.ts";
import { piecesOf } from "./print/pieces.ts";
import { lexer } from "./tokens.ts";

export type Formatted = { readonly text: string } | { readonly errors: readonly SyntaxError[] };

/** The one way to write a file. A text with errors is left alone: what it means is not known. */
export function format(text: string): Formatted {
  const parsed = parse(text);
  return parsed.errors.length > 0 ? { errors: parsed.errors } : { text: formatParsed(parsed) };
}

/** Writes a file that was read without errors. Tokens and comments stay as they are; only what is between them changes. */
export function formatParsed({ file, tokens, comments }: Parsed): string {
  const pieces = piecesOf(tokens, comments);
  const text = align(layout(pieces, new Marks(pieces, file)));
  const again = lexer.tokenize(text);
  const same =
    again.tokens.length === tokens.length &&
    again.tokens.every((token, i) => token.image === tokens[i]!.image) &&
    (again.groups["comments"] ?? []).length === comments.length &&
    (again.groups["comments"] ?? []).every((comment, i) => comment.image === comments[i]!.image.trimEnd());
  if (!same) throw new Error("the formatter changed more than blanks: this is a bug of Pol, please report it with the file");
  return text;
}
