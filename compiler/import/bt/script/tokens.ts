export interface Token {
  readonly kind: "name" | "number" | "text" | "sign" | "end";
  readonly text: string;
  readonly at: number;
}

/** A mistake in a script, by its index there. */
export class ScriptMistake extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

const BLANKS = /(?:\s|\\\n)*/y;
/** Names begin with `@` where they are the outermost tree's. */
const NAME = /[\p{XID_Start}_@][\p{XID_Continue}]*/uy;
const NUMBER = /0[xX][0-9a-fA-F]+|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const TEXT = /'[^']*'|"[^"]*"/y;
const SIGN = /:=|[=!<>]=|&&|\|\||[-+*/]=|[-+*/=<>!~&|^?:;()]/y;

/** The tokens of a script; throws at the first sign that means nothing. */
export function tokensOf(script: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (what: RegExp): string => {
    what.lastIndex = at;
    return what.exec(script)?.[0] ?? "";
  };
  for (;;) {
    at += match(BLANKS).length;
    if (at >= script.length) return [...tokens, { kind: "end", text: "", at }];
    const next = ([["name", NAME], ["number", NUMBER], ["text", TEXT], ["sign", SIGN]] as const).map(([kind, what]) => ({ kind, text: match(what), at })).find(({ text }) => text !== "");
    if (next === undefined) throw new ScriptMistake(at, /["']/.test(script[at]!) ? "this text has no closing quote" : `\`${String.fromCodePoint(script.codePointAt(at)!)}\` means nothing in a script`);
    at += next.text.length;
    if (next.kind === "number" && /[\w.]/.test(script[at] ?? "")) throw new ScriptMistake(next.at, `\`${script.slice(next.at).match(/^[\w.]+/)![0]}\` is no number`);
    tokens.push(next);
  }
}
