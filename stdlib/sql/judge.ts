import { FUNCTIONS } from "./functions.ts";
import { CATALOGUE_TYPES, NODES, SAMPLES } from "./nodes.ts";
import type { Tree } from "./parser.ts";

type Fields = { readonly [key: string]: Tree };

/** Names of `WITH` that are seen here, from the inside out. */
interface Scope {
  readonly names: ReadonlySet<string>;
  readonly outer: Scope | null;
}

/** Why a statement does more than read the tables, in a phrase; null where it does not. */
export function judge(statement: Tree, tables: ReadonlySet<string>): string | null {
  const work: { readonly tree: Tree; readonly scope: Scope | null }[] = [{ tree: statement, scope: null }];
  while (work.length > 0) {
    const { tree, scope } = work.pop()!;
    if (typeof tree !== "object" || tree === null) continue;
    if (Array.isArray(tree)) {
      for (const one of tree as readonly Tree[]) work.push({ tree: one, scope });
      continue;
    }
    const fields = tree as Fields;
    const why = wrong(fields, tables, scope);
    if (why !== null) return why;
    const { withClause, ...rest } = fields;
    const inner = withClause === undefined ? scope : openWith(withClause as Fields, scope, (query, seen) => work.push({ tree: query, scope: seen }));
    for (const value of Object.values(rest)) work.push({ tree: value, scope: inner });
  }
  return null;
}

/** The names a `WITH` adds for what comes behind it. One of its queries sees those before it; behind `RECURSIVE`, all. */
function openWith({ ctes, recursive, ...rest }: Fields, outer: Scope | null, visit: (tree: Tree, scope: Scope | null) => void): Scope {
  const names = new Set<string>();
  const whole: Scope = { names, outer };
  visit(rest, outer);
  for (const cte of ctes as readonly Fields[]) {
    visit(cte, recursive === true ? whole : { names: new Set(names), outer });
    const { ctename } = (cte["CommonTableExpr"] ?? {}) as Fields;
    if (typeof ctename === "string") names.add(ctename);
  }
  return whole;
}

function wrong(fields: Fields, tables: ReadonlySet<string>, scope: Scope | null): string | null {
  for (const [key, value] of Object.entries(fields)) {
    if (/^[A-Z]/.test(key)) {
      if (!NODES.has(key)) return key.endsWith("Stmt") ? "holds another statement than a query" : "holds a part that is not known to only read";
    } else if (key === "intoClause") return "writes a new table, by `INTO`";
    else if (key === "lockingClause") return "locks rows";
    else if (key === "funcname") {
      if (!isOwn(value, FUNCTIONS)) return "calls a function that is not among those that only compute";
    } else if (key === "useOp" || key === "operName" || (key === "name" && Array.isArray(value))) {
      if (!isOwn(value, null)) return "uses an operator of another schema";
    } else if (key === "method") {
      if (!isOwn(value, SAMPLES)) return "takes a sample in a way that is not PostgreSQL's own";
    } else if (key === "typeName" || key === "TypeName") {
      const why = wrongType(value as Fields);
      if (why !== null) return why;
    } else if (key === "relname") {
      const why = wrongTable(fields, tables, scope);
      if (why !== null) return why;
    }
  }
  return null;
}

const words = (list: Tree | undefined): readonly Tree[] =>
  Array.isArray(list) ? (list as readonly Fields[]).map((one) => ((one["String"] ?? {}) as Fields)["sval"] ?? null) : [];

/** Whether a name stands alone or in `pg_catalog`, and is one of these. */
function isOwn(list: Tree, names: ReadonlySet<string> | null): boolean {
  const parts = words(list);
  const name = parts.at(-1);
  if (typeof name !== "string" || parts.length > 2 || (parts.length === 2 && parts[0] !== "pg_catalog")) return false;
  return names === null || names.has(name);
}

function wrongType({ names, pct_type, setof }: Fields): string | null {
  const parts = words(names);
  const isNear = parts.length === 1 || (parts.length === 2 && (parts[0] === "pg_catalog" || parts[0] === "public"));
  if (!isNear || typeof parts.at(-1) !== "string" || pct_type === true || setof === true) return "names a type of another schema";
  return CATALOGUE_TYPES.has(parts.at(-1) as string) ? "looks up a name in the catalogue, by a type" : null;
}

function wrongTable({ relname, schemaname, catalogname }: Fields, tables: ReadonlySet<string>, scope: Scope | null): string | null {
  if (catalogname !== undefined) return "names a table by its database";
  if (schemaname !== undefined && schemaname !== "public") return "reads a table of another schema";
  if (schemaname === undefined) for (let s = scope; s !== null; s = s.outer) if (s.names.has(relname as string)) return null;
  return tables.has(relname as string) ? null : "reads a table that is not listed";
}
