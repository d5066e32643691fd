/** What a tree of PostgreSQL's parser is made of: a node is a record whose one key is its type, with a capital. */
export type Tree = null | boolean | number | string | readonly Tree[] | { readonly [key: string]: Tree };

/** `start` and `end` count bytes. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly tokenName: string;
}

/** Both throw what cannot be read. */
export interface Parser {
  readonly parse: (sql: string) => Tree;
  readonly scan: (sql: string) => readonly Token[];
}

let parser: Parser | null = null;
let isBroken = false;

/** PostgreSQL's own parser, compiled to WebAssembly. It is loaded on demand: it is large, and few policies speak of SQL. */
export async function load(): Promise<void> {
  if (parser !== null) return;
  const { loadModule, parseSync, scanSync } = await import("libpg-query");
  await loadModule();
  const loading: Parser = { parse: (sql) => guarded(() => parseSync(sql) as Tree), scan: (sql) => guarded(() => scanSync(sql).tokens as readonly Token[]) };
  // The first time takes longest.
  loading.parse("SELECT 1");
  loading.scan("SELECT 1");
  parser = loading;
}

/** None before it is loaded, and none after it ran out of stack. */
export const loaded = (): Parser | null => (isBroken ? null : parser);

/** What ends outside its own errors has not put its memory in order, and may not end at all the next time. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && /^(Range|Runtime)Error$/.test(error.name)) isBroken = true;
    throw error;
  }
}
