import { mkdirSync, mkdtempSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Match, World } from "../../stdlib/native.ts";
import { folderDecoded } from "../../stdlib/path/folder-decoded.ts";
import { folder } from "../../stdlib/path/folder.ts";

const ROOT = "/home/ann/work";
const withLinks = (links: Record<string, string> = {}): World => ({ link: (path) => new Map(Object.entries(links)).get(path) ?? null, addresses: () => [] });
const ask = (value: string, links?: Record<string, string>, root = ROOT): Match => folder.match(value, [root], withLinks(links));
const decoded = (value: string, links?: Record<string, string>): Match => folderDecoded.match(value, [ROOT], withLinks(links));
const runs = (path: string) => ({ holds: true, canonical: path });
const refused = (why: string) => ({ holds: false, why });

describe("a folder holds", () => {
  test.each([
    [ROOT, ROOT],
    [".", ROOT],
    ["notes.txt", `${ROOT}/notes.txt`],
    [`${ROOT}/`, ROOT],
    [`${ROOT}/a//b/./c/`, `${ROOT}/a/b/c`],
    [`//home/ann/../ann/work/a`, `${ROOT}/a`],
    ["a/../b", `${ROOT}/b`],
    ["../work/a", `${ROOT}/a`],
    ["/../../home/ann/work/a", `${ROOT}/a`],
    [".../..a/a..", `${ROOT}/.../..a/a..`],
    ["100%25", `${ROOT}/100%25`],
    [" /etc", `${ROOT}/ /etc`],
    ["sub/a:b", `${ROOT}/sub/a:b`],
    ["-rf *; $(x)", `${ROOT}/-rf *; $(x)`],
    ["e\u0301 \u00e9 \u{1f600} \\", `${ROOT}/e\u0301 \u00e9 \u{1f600} \\`],
  ])("%j", (value, canonical) => expect(ask(value)).toEqual(runs(canonical)));

  test("everything, where it is the top one", () => {
    expect(ask("/", {}, "/")).toEqual(runs("/"));
    expect(ask("../etc", {}, "/")).toEqual(runs("/etc"));
  });
});

describe("a folder does not hold", () => {
  test.each([
    ["", "is empty"],
    ["/", "lies outside the folder"],
    ["..", "lies outside the folder"],
    ["a/../../worker/x", "lies outside the folder"],
    [`${ROOT}er/x`, "lies outside the folder"],
    ["/home/ann/Work/x", "lies outside the folder"],
    ["/proc/self/root/etc", "lies outside the folder"],
    ["file:a", "begins like a URL"],
    ["C:\\a", "begins like a URL"],
    ["a\0.png", "holds a control character"],
    ["a\n", "holds a control character"],
    ["a\x7f", "holds a control character"],
    ["a\ud800", "holds half of a surrogate pair"],
  ])("%j", (value, why) => expect(ask(value)).toEqual(refused(why)));

  test("more than 4095 bytes, given or once read from the top", () => {
    const long = `${ROOT}/${"é".repeat(2040)}`;
    expect(ask(long).holds).toBe(true);
    expect(ask(`${long}é`)).toEqual(refused("is longer than 4095 bytes"));
    expect(ask("a".repeat(4090))).toEqual(refused("is too long once it is read from the top"));
  });
});

describe("links are followed", () => {
  test("in the middle, at the end, dangling, relative and absolute", () => {
    const links = { [`${ROOT}/out`]: "/etc", [`${ROOT}/up`]: "../other", [`${ROOT}/a/in`]: "../b/./c", [`${ROOT}/back`]: `/home//ann/work/b/`, [`${ROOT}/far`]: "out" };
    const out = refused("leads out of the folder through a link");
    for (const value of ["out", "out/", "out/x", "up", "far/x", "a/../far"]) expect(ask(value, links)).toEqual(out);
    expect(ask("a/in/x", links)).toEqual(runs(`${ROOT}/b/c/x`));
    expect(ask("back", links)).toEqual(runs(`${ROOT}/b`));
  });

  test("`..` is the parent of where a link led", () => {
    const links = { [`${ROOT}/deep`]: "a/b/c", [`${ROOT}/out`]: "/srv/x/y" };
    expect(ask("deep/../d", links)).toEqual(runs(`${ROOT}/a/b/d`));
    expect(ask("out/../d", links).holds).toBe(false);
  });

  test("by way of the outside, where that leads back in", () => {
    expect(ask("/latest/a", { "/latest": ROOT })).toEqual(runs(`${ROOT}/a`));
  });

  test("40 of them, not 41, and no loop", () => {
    const chain = (length: number) => Object.fromEntries(Array.from({ length }, (_, i) => [`${ROOT}/l${i}`, i === 0 ? "end" : `l${i - 1}`]));
    expect(ask("l39", chain(41))).toEqual(runs(`${ROOT}/end`));
    expect(ask("l40", chain(41))).toEqual(refused("goes through more than 40 links"));
    expect(ask("l/x", { [`${ROOT}/l`]: "l" })).toEqual(refused("goes through more than 40 links"));
  });

  test("but not one that cannot be read in one way", () => {
    for (const target of ["", "a\nb", "\ud800", "a".repeat(5000)]) expect(ask("l", { [`${ROOT}/l`]: target })).toEqual(refused("goes through a link that cannot be read"));
    expect(ask(`l/${"b".repeat(200)}`, { [`${ROOT}/l`]: "a/".repeat(2000) })).toEqual(refused("is too long once it is read from the top"));
  });

  test("of the folder itself, so that either of its names may be used", () => {
    const links = { "/tmp": "/private/tmp", "/private/tmp/job": "/data/job" };
    for (const value of ["/tmp/job/a", "a", "/data/job/a", "/private/tmp/job/a"]) expect(ask(value, links, "/tmp/job")).toEqual(runs("/data/job/a"));
    expect(ask("/tmp/other", links, "/tmp/job")).toEqual(refused("leads out of the folder through a link"));
    expect(ask("a", { "/tmp": "/tmp" }, "/tmp")).toEqual(refused("is held to a folder whose links cannot be followed"));
  });
});

describe("a folder for a tool that decodes", () => {
  test.each([
    ["a%20b", `${ROOT}/a%20b`],
    ["%61", `${ROOT}/a`],
    ["%252e%252e/a", `${ROOT}/%252e%252e/a`],
    ["50%25+c%2Bd", `${ROOT}/50%25%2Bc%2Bd`],
    ["%C3%A9", `${ROOT}/%C3%A9`],
    ["é?#", `${ROOT}/%C3%A9%3F%23`],
    ["a%2Fb", `${ROOT}/a/b`],
  ])("holds %j", (value, canonical) => expect(decoded(value)).toEqual(runs(canonical)));

  test.each([
    ["%2e%2e/x", "lies outside the folder"],
    ["..%2Fx", "lies outside the folder"],
    ["%2Fetc", "lies outside the folder"],
    ["a%00", "holds a control character"],
    ["file%3Aa", "begins like a URL"],
    ["%", "has a `%` that begins no character"],
    ["%4", "has a `%` that begins no character"],
    ["%u0041", "has a `%` that begins no character"],
    ["%c0%ae%c0%ae", "has a `%` that begins no character"],
    ["%ed%a0%80", "has a `%` that begins no character"],
    ["%C3", "has a `%` that begins no character"],
    ["\udc00", "holds half of a surrogate pair"],
    ["", "is empty"],
  ])("does not hold %j", (value, why) => expect(decoded(value)).toEqual(refused(why)));

  test("follows the links of the decoded names", () => {
    expect(decoded("o%75t", { [`${ROOT}/out`]: "/etc" })).toEqual(refused("leads out of the folder through a link"));
  });

  test("counts the bytes that the tool opens", () => {
    expect(decoded(`${ROOT}/${"%41".repeat(4000)}`).holds).toBe(true);
    expect(decoded(`${ROOT}/${"%41".repeat(4090)}`).holds).toBe(false);
  });
});

describe("a folder that makes no sense is refused", () => {
  test.each([
    [["work"], "the folder does not begin with `/`"],
    [[""], "the folder is empty"],
    [["/a/../b"], "the folder has a `.` or `..` in it"],
    [["/a/."], "the folder has a `.` or `..` in it"],
    [["/a\n"], "the folder holds a control character"],
    [["/\ud800"], "the folder holds half of a surrogate pair"],
    [[], "it takes one folder"],
    [["/a", "/b"], "it takes one folder"],
  ])("%j", (params, why) => {
    expect(folder.refuse(params)).toBe(why);
    expect(folderDecoded.refuse(params)).toBe(why);
  });
  test("and holds nothing", () => {
    for (const params of [[], [""], ["work"], ["/a/../b"]]) {
      for (const value of ["", "/", "a", "/a"]) expect(folder.match(value, params, withLinks()).holds).toBe(false);
    }
  });
  test("others are not", () => {
    for (const root of ["/", "/srv", "/srv/", "/srv//data", "/srv/..data", "/srv/é"]) expect(folder.refuse([root])).toBeNull();
  });
});

const piece = fc.constantFrom("..", ".", "", "a", "b", "in", "out", "home", "ann", "work", "%2e", "%2f", "\u200d", ":", " ", "\\");
const paths = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((names) => names.join("/")),
  fc.array(piece, { maxLength: 6 }).map((names) => `${ROOT}/${names.join("/")}`),
);
const someLinks = { [`${ROOT}/in`]: "a/../b", [`${ROOT}/b/in`]: "../..", [`${ROOT}/out`]: "/", "/a": ROOT };

test("what it accepts it accepts again, as its own canonical text, and that lies inside", () => {
  for (const set of [folder, folderDecoded]) {
    fc.assert(fc.property(paths, (value) => {
      const first = set.match(value, [ROOT], withLinks(someLinks));
      if (!first.holds) return;
      expect(`${first.canonical}/`.startsWith(`${ROOT}/`)).toBe(true);
      expect(first.canonical.split("/")).not.toContain("..");
      expect(set.match(first.canonical, [ROOT], withLinks(someLinks))).toEqual(first);
    }), { numRuns: 2000 });
  }
});

test("no text of UTF-16 units makes it fail", () => {
  const any = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x25, 0x2e, 0x2f, 0x43, 0x41)), { maxLength: 40 }).map((units) => String.fromCharCode(...units));
  fc.assert(fc.property(any, any, (value, root) => {
    for (const set of [folder, folderDecoded]) {
      expect(typeof set.match(value, [root], withLinks()).holds).toBe("boolean");
      expect(typeof set.match(value, [ROOT], withLinks()).holds).toBe("boolean");
    }
  }));
  for (const unit of ["/", "../", "%", "%25", "a", "\ud800", "a:"]) {
    const long = unit.repeat(1_000_000 / unit.length);
    expect([ask(long).holds, decoded(long).holds]).toEqual([false, false]);
  }
});

describe("on a disk", () => {
  let top = "";
  beforeAll(() => {
    top = realpathSync(mkdtempSync(join(tmpdir(), "pol-path-")));
    for (const name of ["in/a/b", "out/c", "in/.d"]) mkdirSync(join(top, name), { recursive: true });
    writeFileSync(join(top, "in/f"), "");
    const links = { "in/l": "a", "in/a/up": "..", "in/a/b/far": "../../../out", "out/home": join(top, "in"), "in/loop": "loop", "in/a/long": "b/far/home/a/b", "alias": "in" };
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(top, name));
  });
  afterAll(() => rmSync(top, { recursive: true }));

  const onDisk: World = {
    addresses: () => [],
    link: (path) => {
      try {
        return readlinkSync(path);
      } catch {
        return null;
      }
    },
  };
  const real = (path: string): string | null => {
    try {
      // The other one works `..` off before it looks at links.
      return realpathSync.native(path);
    } catch {
      return null;
    }
  };

  test("whatever exists leads where the system says, and is inside exactly if that is", () => {
    const names = fc.array(fc.constantFrom("..", ".", "a", "b", "c", "l", "up", "far", "home", "long", "loop", ".d", "f", "in", "out"), { maxLength: 9 });
    let existing = 0;
    for (const root of ["in", "alias", "out"]) {
      fc.assert(fc.property(names, (parts) => {
        const value = parts.join("/") || ".";
        const where = real(join(top, root) + `/${value}`);
        if (where === null) return;
        existing += 1;
        const inside = `${where}/`.startsWith(`${real(join(top, root))!}/`);
        const found = folder.match(value, [join(top, root)], onDisk);
        expect(found.holds ? found.canonical : null).toBe(inside ? where : null);
      }), { numRuns: 500 });
    }
    expect(existing).toBeGreaterThan(50);
  });
});
