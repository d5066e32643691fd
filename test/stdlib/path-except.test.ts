import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Match, World } from "../../stdlib/native.ts";
import { fold } from "../../stdlib/path/fold.ts";
import { folderExcept } from "../../stdlib/path/folder-except.ts";
import { folder } from "../../stdlib/path/folder.ts";

const GLOBS = [".git/**", "**/.env*", "keys/*.pem", "Straße/**"];
const withLinks = (links: Record<string, string> = {}): World => ({ link: (path) => new Map(Object.entries(links)).get(path) ?? null, addresses: () => [] });
const ask = (value: string, links?: Record<string, string>, globs = GLOBS): Match => folderExcept.match(value, ["/code", ...globs], withLinks(links));
const PROTECTED = { holds: false, why: "is protected" };

describe("it does not hold", () => {
  test.each([
    ".git", ".git/", ".git/config", "a/../.git/hooks/x", "/code/.git",
    ".env", ".env.local", "a/b/.env", ".envelope",
    "keys/a.pem", "keys/.pem",
    ".Git/config", ".GIT", "A/.ENV", "KEYS/A.PEM", "keys/a.pe\uff4d",
    ".g\u200cit", ".\u200dgit/x", "\ufeff.git", ".gi\u202et", ".git\u206a", ".g\u00adit", "keys/a.p\u2060em",
    "\uff0egit", ".ｇｉｔ", "ﬁ/.env", "keys/a.ᵖem",
    "strasse/a", "STRASSE", "STRAẞE", "stra\u017fse/x",
  ])("%j", (value) => expect(ask(value)).toEqual(PROTECTED));

  test("a decomposed or composed spelling of a pattern", () => {
    for (const value of ["\u00e9t\u00e9/a", "e\u0301te\u0301/a", "\u00c9T\u00c9", "E\u0301te\u0301"]) {
      for (const glob of ["\u00e9t\u00e9/**", "E\u0301TE\u0301/**"]) expect(ask(value, {}, [glob])).toEqual(PROTECTED);
    }
    for (const value of ["\u00e9x", "e\u0301x"]) expect(ask(value, {}, ["e*"])).toEqual(PROTECTED);
    expect(ask("e\u0301\u0323x", {}, ["e\u0301*"])).toEqual(PROTECTED);
  });

  test("what a folder does not hold", () => {
    expect(ask("../x")).toEqual({ holds: false, why: "lies outside the folder" });
    expect(ask("a\0")).toEqual({ holds: false, why: "holds a control character" });
  });

  test("what a link leads to, nor a protected name that is a link", () => {
    const links = { "/code/doc": ".git", "/code/.env": "config/dev", "/code/again": "other/../.env", "/code/keys": "/code/pems" };
    for (const value of ["doc/config", "doc", ".env", "again", "keys/a.pem", "x/../keys/a.pem"]) expect(ask(value, links)).toEqual(PROTECTED);
    expect(ask("config/dev", links)).toEqual({ holds: true, canonical: "/code/config/dev" });
    expect(ask("keys/../a", links)).toEqual({ holds: true, canonical: "/code/a" });
  });
});

describe("it holds", () => {
  test.each([".gitignore", ".github/x", "git/config", "a/.git", "env", "a.env", ".environment/../a", "keys/a.pem.txt", "keys/b/a.pem", "strase", "docs／.env"])("%j", (value) => {
    if (value === ".environment/../a") return expect(ask(value)).toEqual({ holds: true, canonical: "/code/a" });
    expect(ask(value)).toEqual({ holds: true, canonical: `/code/${value}` });
  });
  test("the folder itself, unless `**` protects all of it", () => {
    expect(ask(".")).toEqual({ holds: true, canonical: "/code" });
    expect(ask(".", {}, ["**"])).toEqual(PROTECTED);
  });
});

test("a name does not fall apart where a folded character looks like a `/`", () => {
  expect(ask(".env／x")).toEqual(PROTECTED);
  expect(ask("keys／a.pem").holds).toBe(true);
});

describe("parameters that make no sense are refused, and hold nothing", () => {
  test.each([
    [[], "it takes a folder and at least one pattern"],
    [["/code"], "it takes a folder and at least one pattern"],
    [["code", ".git/**"], "the folder does not begin with `/`"],
    [["/code", ".git/**", ""], "pattern 2 is empty"],
    [["/code", ".git/"], "pattern 1 has nothing between two `/` or behind the last"],
    [["/code", "*.{pem,key}"], "pattern 1 has a `?`, `[`, `{`, `\\` or leading `!`: the only wildcards are `*` and `**`"],
  ])("%j", (params, why) => {
    expect(folderExcept.refuse(params)).toBe(why);
    for (const value of ["a", "/code/a", "."]) expect(folderExcept.match(value, params, withLinks()).holds).toBe(false);
  });
  test("others are not", () => expect(folderExcept.refuse(["/code", ...GLOBS])).toBeNull());
});

test("folding makes one of every two spellings of a character, and nothing more of what is folded", () => {
  const wrong: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const one = String.fromCodePoint(code);
    if (/[\p{Cn}\p{Co}\p{Cs}\p{sc=Han}\p{sc=Hangul}\p{sc=Tangut}\p{sc=Cuneiform}\p{sc=Egyp}]/u.test(one)) continue;
    const folded = fold(one);
    const spellings = [one.toLowerCase(), one.toUpperCase(), one.normalize("NFC"), one.normalize("NFD"), one.normalize("NFKC"), one.normalize("NFKD"), `\u200d${one}`, folded];
    if (spellings.some((other) => fold(other) !== folded)) wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});

test("it holds only what the folder holds, as the same text, and no spelling makes it hold more", () => {
  const piece = fc.constantFrom(".git", ".GIT", ".g\u200dit", ".env", "a", "keys", "x.pem", "..", "in", "ÉTÉ");
  const links = { "/code/in": "a/..", "/code/a/in": "../.git" };
  fc.assert(fc.property(fc.array(piece, { maxLength: 6 }), (names) => {
    const value = names.join("/");
    const found = ask(value, links);
    if (!found.holds) return;
    expect(folder.match(value, ["/code"], withLinks(links))).toEqual(found);
    const inside = found.canonical.split("/").slice(2);
    expect(fold(inside.at(-1) ?? "")).not.toMatch(/^\.ENV/);
    expect(fold(inside[0] ?? "")).not.toBe(fold(".git"));
    expect(ask(found.canonical, links)).toEqual(found);
  }), { numRuns: 2000 });
});

test("a long text is refused soon", () => {
  for (const unit of ["\u200d", "ﷺ", "a/", "e\u0301"]) expect(ask(unit.repeat(300_000)).holds).toBe(false);
  expect(ask("ﷺ".repeat(1300), {}, ["*a*b*c*/**"]).holds).toBe(true);
});
