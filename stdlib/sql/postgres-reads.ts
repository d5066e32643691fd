import { fails, fits, type TextSet } from "../native.ts";
import { judge } from "./judge.ts";
import { load, loaded, type Token, type Tree } from "./parser.ts";
import { COMMENTS, rewrite } from "./rewrite.ts";
import { isSame } from "./same.ts";

const LONGEST = 50_000;
/** PostgreSQL's parser in WebAssembly must not run out of stack, since it does not recover; and a query nests no deeper than these are many. */
const MOST_NESTING = 1000;
const FLAT: ReadonlySet<string> = new Set([...COMMENTS, "IDENT", "UIDENT", "ICONST", "FCONST", "SCONST", "USCONST", "BCONST", "XCONST", "PARAM"]);

/** Every single query of PostgreSQL that only reads these tables: `postgres_reads("orders", "customers")`. To execute: the same tokens, without comments. */
export const postgresReads: TextSet = {
  load,
  refuse: (params) => {
    if (params.length === 0) return "it takes at least one table";
    // PostgreSQL cuts longer names.
    const odd = params.find((table) => !/^[^\0".]+$/.test(table) || new TextEncoder().encode(table).length > 63);
    return odd === undefined ? null : `\`${odd}\` is no name of a table in the schema \`public\``;
  },
  match: (value, params) => {
    const parser = loaded();
    if (parser === null) return fails("cannot be read: PostgreSQL's parser is not there");
    if (value.trim() === "") return fails("is empty");
    if (!value.isWellFormed()) return fails("holds half of a surrogate pair");
    if (/[\0-\u0008\u000b\u000c\u000e-\u001f]/.test(value)) return fails("holds a control character");
    if (value.length > LONGEST) return fails(`is longer than ${LONGEST} characters`);
    try {
      const tokens = parser.scan(value);
      if (tokens.filter(mayNest).length > MOST_NESTING) return fails(`has more than ${MOST_NESTING} operators, brackets and key words`);
      const statement = only(parser.parse(value));
      if (statement === null) return fails("is not exactly one query");
      const why = judge(statement, new Set(params));
      if (why !== null) return fails(why);
      const canonical = rewrite(tokens);
      return isSame(only(parser.parse(canonical)), statement) ? fits(canonical) : fails("cannot be written without a comment");
    } catch {
      return fails("cannot be read as PostgreSQL");
    }
  },
};

const mayNest = ({ tokenName, text }: Token): boolean => text !== "," && !FLAT.has(tokenName);

/** The one statement of a text, if it is a query. */
function only(tree: Tree): Tree {
  const { stmts } = tree as { readonly stmts?: readonly { readonly stmt?: { readonly [key: string]: Tree } }[] };
  const statement = stmts?.length === 1 ? stmts[0]!.stmt : undefined;
  return statement !== undefined && Object.keys(statement).join() === "SelectStmt" ? statement : null;
}
