import { win32 } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Match, World } from "../../stdlib/native.ts";
import { windowsFolder } from "../../stdlib/path/windows-folder.ts";

const ROOT = "D:\\Jobs\\in";
const nowhere: World = { link: () => null, addresses: () => [] };
const ask = (value: string, root = ROOT): Match => windowsFolder.match(value, [root], nowhere);

describe("a folder of Windows holds", () => {
  test.each([
    ["D:\\Jobs\\in", ROOT],
    ["D:\\Jobs\\in\\", ROOT],
    ["D:/Jobs/in/a.txt", `${ROOT}\\a.txt`],
    ["d:\\JOBS/IN\\.\\B\\\\c", `${ROOT}\\B\\c`],
    ["D:\\Jobs\\in\\x\\..\\a", `${ROOT}\\a`],
    ["D:\\..\\Jobs\\in\\a", `${ROOT}\\a`],
    ["D:\\Jobs\\in\\..a\\a..b\\é~x", `${ROOT}\\..a\\a..b\\é~x`],
    ["D:\\Jobs\\in\\console\\nulls\\com\\com10.txt\\xaux", `${ROOT}\\console\\nulls\\com\\com10.txt\\xaux`],
    ["D:\\Jobs\\in\\50% a;b (1).txt", `${ROOT}\\50% a;b (1).txt`],
  ])("%j", (value, canonical) => expect(ask(value)).toEqual({ holds: true, canonical }));

  test("a drive as a whole", () => {
    expect(ask("c:\\a\\..", "C:\\")).toEqual({ holds: true, canonical: "C:\\" });
    expect(ask("c:/a", "C:\\")).toEqual({ holds: true, canonical: "C:\\a" });
  });
});

describe("it does not hold", () => {
  test.each([
    ["", "is empty"],
    ["a.txt", "does not begin with a drive and `\\`"],
    ["\\Jobs\\in\\a", "does not begin with a drive and `\\`"],
    ["D:", "does not begin with a drive and `\\`"],
    ["D:Jobs\\in\\a", "does not begin with a drive and `\\`"],
    ["\\\\server\\share", "does not begin with a drive and `\\`"],
    ["//server/share", "does not begin with a drive and `\\`"],
    ["\\\\?\\D:\\Jobs\\in\\a", "does not begin with a drive and `\\`"],
    ["\\\\.\\D:\\Jobs\\in\\a", "does not begin with a drive and `\\`"],
    [" D:\\Jobs\\in\\a", "does not begin with a drive and `\\`"],
    ["ÄD:\\Jobs\\in", "does not begin with a drive and `\\`"],
    ["E:\\Jobs\\in\\a", "lies outside the folder"],
    ["D:\\", "lies outside the folder"],
    ["D:\\Jobs", "lies outside the folder"],
    ["D:\\Jobs\\in2\\a", "lies outside the folder"],
    ["D:\\Jobs\\in\\..\\out", "lies outside the folder"],
    ["D:\\Jobs\\in/../../Jobs/out", "lies outside the folder"],
    ["D:\\Jobs\\in\\a:b", "has a second `:`, which names a hidden stream"],
    ["D:\\Jobs\\in\\a::$DATA", "has a second `:`, which names a hidden stream"],
    ["D:\\Jobs\\in\\LONGNA~1.TXT", "has a `~` and a digit, which may be the short form of another name"],
    ["D:\\Jobs\\in\\*.txt", "holds a character that no name has"],
    ["D:\\Jobs\\in\\a|b", "holds a character that no name has"],
    ["D:\\Jobs\\in\\a.", "has a name that ends in a dot or a space, which Windows drops"],
    ["D:\\Jobs\\in\\a \\b", "has a name that ends in a dot or a space, which Windows drops"],
    ["D:\\Jobs\\in\\...\\b", "has a name that ends in a dot or a space, which Windows drops"],
    ["D:\\Jobs\\in\\.. \\b", "has a name that ends in a dot or a space, which Windows drops"],
    ["D:\\Jobs\\in\\a\0b", "holds a control character"],
    ["D:\\Jobs\\in\\\ud800", "holds half of a surrogate pair"],
    [`D:\\Jobs\\in\\${"a".repeat(4090)}`, "is longer than 4095 bytes"],
  ])("%j", (value, why) => expect(ask(value)).toEqual({ holds: false, why }));

  test.each(["con", "PRN", "Aux.txt", "nul.tar.gz", "NUL .txt", "COM1", "com9.log", "LPT3", "COM\u00b9", "lpt\u00b3.x", "CONIN$", "conout$", "CLOCK$", "aux\\..\\a"])("the device %j", (name) => {
    expect(ask(`${ROOT}\\${name}`)).toEqual({ holds: false, why: "names a device" });
  });
});

test("letters beyond ASCII are held to the folder's own spelling", () => {
  expect(ask("C:\\Daten\\Ä\\x", "C:\\daten\\Ä")).toEqual({ holds: true, canonical: "C:\\daten\\Ä\\x" });
  for (const value of ["C:\\daten\\ä\\x", "C:\\daten\\A\u0308\\x"]) expect(ask(value, "C:\\daten\\Ä").holds).toBe(false);
  // The lower case of the Kelvin sign is an ASCII `k`.
  expect(ask("C:\\wor\u212a\\x", "C:\\work").holds).toBe(false);
});

describe("a folder that makes no sense is refused, and holds nothing", () => {
  test.each([
    [["jobs"], "the folder does not begin with a drive and `\\`"],
    [["/jobs"], "the folder does not begin with a drive and `\\`"],
    [["C:\\a\\..\\b"], "the folder has a `.` or `..` in it"],
    [["C:\\aux"], "the folder names a device"],
    [["C:\\a:b"], "the folder has a second `:`, which names a hidden stream"],
    [[], "it takes one folder"],
    [["C:\\a", "C:\\b"], "it takes one folder"],
  ])("%j", (params, why) => expect(windowsFolder.refuse(params)).toBe(why));
  test("holds nothing", () => {
    for (const params of [[], ["jobs"], ["C:\\aux"]]) expect(windowsFolder.match("C:\\aux\\a", params, nowhere).holds).toBe(false);
  });
  test("others are not", () => {
    for (const root of ["C:\\", "C:/", "c:\\Users\\Ann B", "Z:/a/b/"]) expect(windowsFolder.refuse([root])).toBeNull();
  });
});

test("what it accepts it accepts again, as its own canonical text, and Node's own rules put it inside", () => {
  const piece = fc.constantFrom("..", ".", "", "in", "IN", "Jobs", "jobs", "a", "..b", "x.", "nul", "é");
  const value = fc.tuple(fc.constantFrom("D:", "d:", "C:"), fc.array(fc.tuple(fc.constantFrom("\\", "/"), piece), { minLength: 1, maxLength: 7 }));
  let accepted = 0;
  fc.assert(fc.property(value, fc.boolean(), ([drive, parts], isInside) => {
    const text = (isInside ? "D:/jobs/IN" : drive) + parts.flat().join("");
    const first = ask(text);
    if (!first.holds) return;
    accepted += 1;
    expect(ask(first.canonical)).toEqual(first);
    expect(win32.normalize(first.canonical)).toBe(first.canonical);
    expect(`${win32.resolve(text).toLowerCase()}\\`.startsWith(`${ROOT.toLowerCase()}\\`)).toBe(true);
  }), { numRuns: 2000 });
  expect(accepted).toBeGreaterThan(100);
});

test("no text of UTF-16 units makes it fail, however long", () => {
  const any = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x3a, 0x5c, 0x2e, 0x43)), { maxLength: 30 }).map((units) => String.fromCharCode(...units));
  fc.assert(fc.property(any, any, (value, root) => {
    expect(typeof ask(value, root).holds).toBe("boolean");
    expect(typeof ask(`D:\\${value}`).holds).toBe("boolean");
  }));
  for (const unit of ["\\", "a", "..\\", "con", " "]) expect(ask(`D:\\${unit.repeat(300_000)}`).holds).toBe(false);
});
