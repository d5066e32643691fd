import type { Type } from "../types/types.ts";
import { BOOL, INT, NUMBER, numberOf, TEXT } from "../types/types.ts";
import { UNITS } from "../types/units.ts";

/** A function that is not written in Pol: what it takes and gives. */
export interface Native {
  readonly params: readonly Type[];
  /** Any number more of these. */
  readonly rest?: Type;
  readonly result: Type;
  readonly doc: string;
}

const TEXTS: Type = { kind: "set", of: TEXT };
const JSON_VALUE: Type = { kind: "json" };
const LIST: Type = { kind: "list", item: TEXT, max: 1000 };
const TIME: Type = numberOf(UNITS["s"]!);

/** A set of texts; its parameters are written out. */
const set = (params: number, isMany: boolean, doc: string): Native => ({ params: Array.from({ length: params }, () => TEXT), ...(isMany && { rest: TEXT }), result: TEXTS, doc });

/** What each module of the standard library adds to the names of a file that uses it. */
export const MODULES: Readonly<Record<string, Readonly<Record<string, Native>>>> = {
  "std.control": {},
  "std.path": {
    folder: set(1, false, "Every path inside this folder (absolute, POSIX): `..` and links followed, a relative path taken from it."),
    folder_decoded: set(1, false, "As `folder`, for a tool that decodes `%2e` and the like once before it opens the path."),
    folder_except: set(2, true, "As `folder`, but no path that a glob matches, whatever its case: `folder_except(\"/repo\", \".git/**\")`."),
    windows_folder: set(1, false, "Every path inside this folder of Windows, `C:\\data`, by its rules."),
    files: set(1, false, "Every relative path that this glob matches: `**` any number of folders, `*` any characters but `/`."),
  },
  "std.url": {
    origins: set(1, true, "Every URL of these origins: `\"https://api.corp.com\"`, `\"https://*.docs.corp.com:8443\"`."),
    public_web: set(1, true, "Every URL of these schemes whose host has public addresses alone."),
  },
  "std.email": {
    mailboxes: set(1, true, "Every mailbox, `local@domain` or `Name <local@domain>`, at these domains."),
    recipients: { params: [JSON_VALUE, TEXT], rest: TEXT, result: LIST, doc: "The texts of these list fields together, at least one; unknown where a field is no list of texts or another key differs from it only by case." },
  },
  "std.shell": {
    commands: set(1, true, "Every single read-only command line of these commands: `\"ls\"`, `\"git status|diff|log\"`, `\"sed -n\"`."),
    pipelines: set(1, true, "As `commands`, and such commands joined by `|`."),
  },
  "std.sql": {
    postgres_reads: set(1, true, "Every single PostgreSQL query that only reads these tables."),
  },
  "std.text": {
    texts: { params: [JSON_VALUE], result: LIST, doc: "Every text in a value, whatever list or record it is in." },
    keys: { params: [JSON_VALUE], result: LIST, doc: "The keys of a record." },
    decimals: { params: [NUMBER], result: INT, doc: "How many digits a number has behind its decimal point." },
    agree: { params: [JSON_VALUE, JSON_VALUE, TEXT], rest: TEXT, result: BOOL, doc: "Whether two lists of records are the same in these fields, record by record." },
    instant: { params: [TEXT], result: TIME, doc: "The seconds from 1970 to a time or date in ISO 8601; one without a zone is in UTC." },
  },
};
