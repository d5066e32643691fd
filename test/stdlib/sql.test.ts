import { readFileSync } from "node:fs";
import fc from "fast-check";
import { parseSync } from "libpg-query";
import { beforeAll, describe, expect, test } from "vitest";
import type { Match } from "../../stdlib/native.ts";
import { FUNCTIONS } from "../../stdlib/sql/functions.ts";
import { postgresReads } from "../../stdlib/sql/postgres-reads.ts";
import { world } from "./world.ts";

const TABLES = ["orders", "customers"];
const ask = (sql: string): Match => postgresReads.match(sql, TABLES, world);

test("nothing holds before the parser is loaded", () => {
  expect(ask("SELECT 1 FROM orders")).toEqual({ holds: false, why: "cannot be read: PostgreSQL's parser is not there" });
});

describe("loaded", () => {
  beforeAll(() => postgresReads.load!());

  test("every kind of query is read, and what is executed is read again as itself", () => {
    const queries = readFileSync(new URL("sql-queries.txt", import.meta.url), "utf8").trim().split("\n");
    expect(queries.length).toBeGreaterThan(80);
    for (const sql of queries) {
      const match = ask(sql);
      expect(match, sql).toMatchObject({ holds: true });
      expect(ask(match.holds ? match.canonical : "")).toEqual(match);
    }
  });

  describe("what is executed", () => {
    test.each([
      ["select  *\n\tfrom orders ;", "select * from orders"],
      ["SELECT id FROM public.orders;;", "SELECT id FROM public.orders"],
      ["SELECT a/**/b FROM Orders -- end", "SELECT a b FROM Orders"],
      ["SELECT /* DROP TABLE orders; /* nested */ */ 'a -- b' FROM orders", "SELECT 'a -- b' FROM orders"],
      ["SELECT 'a\\b', 'it''s\\' FROM orders", "SELECT E'a\\\\b', E'it''s\\\\' FROM orders"],
      ["SELECT E'\\'; DROP TABLE orders; --', $$a\\b$$, U&'\\0061' FROM orders", "SELECT E'\\'; DROP TABLE orders; --', $$a\\b$$, U&'\\0061' FROM orders"],
      ["SELECT 'ü😀', \"größe\" FROM orders", "SELECT 'ü😀', \"größe\" FROM orders"],
    ])("%j", (sql, canonical) => expect(ask(sql)).toEqual({ holds: true, canonical }));
  });

  describe("a query is refused that", () => {
    test.each([
      ["", "is empty"],
      [" \n", "is empty"],
      [";", "is not exactly one query"],
      ["-- nothing", "is not exactly one query"],
      ["SELECT 1; SELECT 2", "is not exactly one query"],
      ["SELECT 1 FROM orders; DROP TABLE orders", "is not exactly one query"],
      ...["UPDATE orders SET a = 1", "DELETE FROM orders", "INSERT INTO orders VALUES (1)", "MERGE INTO orders USING customers ON true WHEN MATCHED THEN DELETE", "DROP TABLE orders",
        "CREATE TABLE t AS SELECT * FROM orders", "CREATE VIEW v AS SELECT 1", "EXPLAIN SELECT 1", "EXPLAIN ANALYZE DELETE FROM orders", "COPY orders TO PROGRAM 'id'", "COPY (SELECT 1) TO '/tmp/x'",
        "DO $$begin end$$", "CALL p()", "SET ROLE admin", "SHOW all", "BEGIN", "COMMIT", "LISTEN x", "NOTIFY x", "VACUUM", "LOCK orders", "PREPARE q AS SELECT 1", "EXECUTE q", "DECLARE c CURSOR FOR SELECT 1",
        "FETCH c", "REFRESH MATERIALIZED VIEW v", "GRANT SELECT ON orders TO public", "TRUNCATE orders", "DISCARD ALL", "LOAD 'x'"].map((sql) => [sql, "is not exactly one query"]),
      ["WITH x AS (DELETE FROM orders RETURNING *) SELECT * FROM x", "holds another statement than a query"],
      ["SELECT * FROM (WITH x AS (INSERT INTO orders VALUES (1) RETURNING 1) SELECT * FROM x) y", "holds another statement than a query"],
      ["SELECT * INTO t2 FROM orders", "writes a new table, by `INTO`"],
      ["(SELECT 1 INTO TEMP t) UNION SELECT 2", "writes a new table, by `INTO`"],
      ["SELECT * FROM orders FOR UPDATE", "locks rows"],
      ["SELECT * FROM (SELECT * FROM orders FOR KEY SHARE SKIP LOCKED) x", "locks rows"],
      ["SELECT * FROM secrets", "reads a table that is not listed"],
      ["SELECT * FROM \"Orders\"", "reads a table that is not listed"],
      ["TABLE secrets", "reads a table that is not listed"],
      ["SELECT 1 FROM orders UNION SELECT pw FROM secrets", "reads a table that is not listed"],
      ["SELECT * FROM orders WHERE id IN (SELECT id FROM secrets)", "reads a table that is not listed"],
      ["SELECT (SELECT max(id) FROM secrets) FROM orders", "reads a table that is not listed"],
      ["SELECT * FROM orders JOIN LATERAL (TABLE secrets) x ON true", "reads a table that is not listed"],
      ["SELECT CASE WHEN EXISTS (SELECT FROM secrets) THEN 1 END", "reads a table that is not listed"],
      ["SELECT 1 FROM orders ORDER BY (SELECT 1 FROM secrets)", "reads a table that is not listed"],
      ["SELECT 1 LIMIT (SELECT 1 FROM secrets)", "reads a table that is not listed"],
      ["SELECT sum(1) OVER (ORDER BY (SELECT 1 FROM secrets)) FROM orders", "reads a table that is not listed"],
      ["VALUES ((SELECT 1 FROM secrets))", "reads a table that is not listed"],
      ["SELECT * FROM U&\"\\0073ecrets\"", "reads a table that is not listed"],
      ["SELECT * FROM admin.orders", "reads a table of another schema"],
      ["SELECT * FROM pg_catalog.pg_shadow", "reads a table of another schema"],
      ["SELECT * FROM pg_shadow", "reads a table that is not listed"],
      ["SELECT * FROM information_schema.tables", "reads a table of another schema"],
      ["SELECT * FROM db.public.orders", "names a table by its database"],
      ...["pg_sleep(1)", "pg_catalog.pg_sleep(1)", "\"pg_sleep\"(1)", "nextval('s')", "setval('s', 1)", "set_config('a', 'b', false)", "current_setting('a')", "pg_read_file('/etc/passwd')", "lo_import('/x')", "lo_export(1, '/x')",
        "dblink('a', 'b')", "query_to_xml('x', true, true, '')", "ts_stat('select 1')", "ts_rewrite('a'::tsquery, 'select 1')", "pg_advisory_lock(1)", "pg_terminate_backend(1)", "txid_current()", "pg_notify('a', 'b')",
        "setseed(0)", "pg_get_viewdef(1)", "to_regclass('x')", "has_table_privilege('x', 'select')", "pg_relation_size('x')", "public.lower('A')", "mine()", "constructor()", "inet_server_addr()"].map((call) => [`SELECT ${call} FROM orders`, "calls a function that is not among those that only compute"]),
      ["SELECT * FROM ROWS FROM (pg_ls_dir('/')) x", "calls a function that is not among those that only compute"],
      ["SELECT * FROM dblink('a', 'b') AS t(a int)", "calls a function that is not among those that only compute"],
      ["SELECT count(*) FILTER (WHERE pg_sleep(1) IS NULL) FROM orders", "calls a function that is not among those that only compute"],
      ["SELECT string_agg(a, b ORDER BY pg_sleep(1)) FROM orders", "calls a function that is not among those that only compute"],
      ["SELECT JSON_VALUE(a, '$' DEFAULT pg_sleep(1) ON ERROR) FROM orders", "calls a function that is not among those that only compute"],
      ["SELECT * FROM orders, XMLTABLE('/a' PASSING (pg_read_file('x')::xml) COLUMNS b int) t", "calls a function that is not among those that only compute"],
      ["SELECT 1 OPERATOR(mine.+) 2", "uses an operator of another schema"],
      ["SELECT * FROM orders ORDER BY a USING OPERATOR(mine.<)", "uses an operator of another schema"],
      ["SELECT 1 OPERATOR(mine.=) ANY (SELECT 1)", "uses an operator of another schema"],
      ["SELECT * FROM orders TABLESAMPLE system_time(1000)", "takes a sample in a way that is not PostgreSQL's own"],
      ["SELECT 'x'::mine.t", "names a type of another schema"],
      ["SELECT * FROM json_to_record('{}') AS x(a mine.t)", "names a type of another schema"],
      ["SELECT 'secrets'::regclass", "looks up a name in the catalogue, by a type"],
      ["SELECT CAST(a AS pg_catalog.regrole) FROM orders", "looks up a name in the catalogue, by a type"],
      ["SEL/**/ECT * FROM orders", "cannot be read as PostgreSQL"],
      ["SELECT 'open FROM orders", "cannot be read as PostgreSQL"],
      ["SELECT `id` FROM orders", "cannot be read as PostgreSQL"],
      ["SELECT 'a' -- b\n 'c'", "cannot be read as PostgreSQL"],
      ["SELECT 1 WHERE CURRENT OF c", "cannot be read as PostgreSQL"],
      ["SELECT '\ud800'", "holds half of a surrogate pair"],
      ["SELECT 1\0; DROP TABLE orders", "holds a control character"],
      ["SELECT '\u001b'", "holds a control character"],
      [`SELECT '${"a".repeat(50_000)}'`, "is longer than 50000 characters"],
      [`SELECT 1${"+1".repeat(1001)}`, "has more than 1000 operators, brackets and key words"],
      [`SELECT ${"(".repeat(20_000)}1${")".repeat(20_000)}`, "has more than 1000 operators, brackets and key words"],
    ].map(([sql, why]) => [sql!.slice(0, 70), sql!, why!]))("%s", (_, sql, why) => expect(ask(sql)).toEqual({ holds: false, why }));
  });

  describe("the names of `WITH`", () => {
    test.each([
      ["WITH x AS (SELECT 1) SELECT * FROM x", true],
      ["WITH x AS (SELECT 1), y AS (SELECT * FROM x) SELECT * FROM y, x", true],
      ["WITH y AS (SELECT * FROM x), x AS (SELECT 1) SELECT * FROM y", false],
      ["WITH x AS (SELECT * FROM x) SELECT * FROM x", false],
      ["WITH RECURSIVE x AS (SELECT * FROM y), y AS (SELECT 1) SELECT * FROM x", true],
      ["WITH RECURSIVE x AS (SELECT 1 UNION ALL SELECT * FROM x) SELECT * FROM x", true],
      ["SELECT * FROM (WITH x AS (SELECT 1) SELECT * FROM x) a", true],
      ["SELECT * FROM (WITH x AS (SELECT 1) SELECT * FROM x) a, x", false],
      ["SELECT * FROM x WHERE EXISTS (WITH x AS (SELECT 1) SELECT 1)", false],
      ["WITH x AS (SELECT 1) SELECT * FROM orders WHERE EXISTS (SELECT * FROM x)", true],
      ["(WITH x AS (SELECT 1) SELECT * FROM x) UNION SELECT * FROM x", false],
      ["WITH x AS (SELECT 1) SELECT * FROM x UNION SELECT * FROM x", true],
      ["WITH x AS (SELECT 1) SELECT * FROM public.x", false],
      ["WITH \"X\" AS (SELECT 1) SELECT * FROM x", false],
      ["WITH X AS (SELECT 1) SELECT * FROM x", true],
      ["WITH orders AS (SELECT 1) SELECT * FROM orders", true],
      ["WITH x AS (WITH z AS (SELECT 1) SELECT * FROM z) SELECT * FROM z", false],
    ])("%s: %s", (sql, holds) => expect(ask(sql).holds).toBe(holds));
  });

  test("no text is too odd, and none spoils the next", () => {
    const odd = ["(".repeat(900), `SELECT ${"NOT ".repeat(990)}true`, `SELECT 1${"::int".repeat(400)}`, "WITH x AS (".repeat(150) + "SELECT 1" + ") SELECT 1".repeat(150), `SELECT ${"a[".repeat(400)}`, "\0".repeat(1 << 20), "x".repeat(1 << 20)];
    for (const sql of odd) expect(typeof ask(sql).holds).toBe("boolean");
    expect(ask("SELECT 1 FROM orders").holds).toBe(true);
  });

  const word = fc.constantFrom("SELECT", "FROM", "WHERE", "orders", "secrets", "x", "*", ",", "(", ")", "1", "'a\\'", "E'\\''", "--\n", "/*c*/", ";", "UNION", "WITH", "AS", "::", "int", "FOR UPDATE", "INTO", "$$a$$", ".", "public", "lower", "pg_sleep", "\"a\"", "=", "AND", "\n");
  test("what is executed is read again as itself, and holds no comment and no second statement", () => {
    fc.assert(fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const match = ask(`SELECT ${words.join(" ")}`);
      if (!match.holds) return;
      expect(ask(match.canonical)).toEqual(match);
      expect(match.canonical).not.toMatch(/--|\/\*|;/);
      // Behind `AS` or a dot any word is a name: only the tree says whether it locks or writes.
      expect(JSON.stringify(parseSync(match.canonical))).not.toMatch(/"(intoClause|lockingClause)"/);
    }), { numRuns: 2000 });
  });
});

describe("what a policy may list", () => {
  test.each([[["orders"]], [["orders", "Weird Name", "größe"]]])("%j", (tables) => expect(postgresReads.refuse(tables)).toBeNull());
  test.each([
    [[], "it takes at least one table"],
    [[""], "`` is no name of a table in the schema `public`"],
    [["public.orders"], "`public.orders` is no name of a table in the schema `public`"],
    [["\"orders\""], "`\"orders\"` is no name of a table in the schema `public`"],
    [["x".repeat(64)], `\`${"x".repeat(64)}\` is no name of a table in the schema \`public\``],
  ])("not %j", (tables, why) => expect(postgresReads.refuse(tables)).toBe(why));
});

test("functions that do more than compute are not on the list", () => {
  for (const name of FUNCTIONS) expect(name).not.toMatch(/^(pg_(?!client_encoding|collation_for|column_size|size_|typeof)|lo_|txid|dblink|currval|nextval|lastval|setval|set_config|current_setting|.*_to_xml|ts_stat|ts_rewrite|has_|to_reg|inet_(client|server))/);
});
