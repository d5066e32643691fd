/** "Pol1": what kind of file this is. */
export const APPLICATION = 0x506f6c31;
export const FORMAT = 1;

/**
 * One account for each env and principal; in it what happened, in order, each entry once and for ever. `lost_id` and `lost_time`:
 * the newest entry that has been pruned.
 */
export const SCHEMA = `
CREATE TABLE accounts (
  account   INTEGER PRIMARY KEY,
  env       TEXT NOT NULL,
  principal TEXT NOT NULL,
  lost_id   INTEGER NOT NULL DEFAULT 0,
  lost_time REAL NOT NULL DEFAULT 0,
  UNIQUE (env, principal)
) STRICT;

CREATE TABLE entries (
  account INTEGER NOT NULL REFERENCES accounts,
  id      INTEGER NOT NULL,
  kind    TEXT NOT NULL CHECK (kind IN ('call', 'asked', 'returned', 'retracted')),
  tool    TEXT NOT NULL,
  args    TEXT NOT NULL,
  result  TEXT NOT NULL,
  ok      INTEGER NOT NULL,
  time    REAL NOT NULL,
  turn    INTEGER NOT NULL,
  of      INTEGER,
  crc     INTEGER NOT NULL,
  PRIMARY KEY (account, id)
) STRICT, WITHOUT ROWID;

PRAGMA application_id = ${APPLICATION};
PRAGMA user_version = ${FORMAT};
`;
