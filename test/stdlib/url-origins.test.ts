import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Match, World } from "../../stdlib/native.ts";
import { origins } from "../../stdlib/url/origins.ts";

const LISTED = ["https://shop.example.net", "https://*.cdn.example.net", "http://dev.example.net:8080", "ssh://git.example.net:22", "https://[2a00:1450::7]", "https://9.9.9.9:53"];
const nowhere: World = { link: () => null, addresses: () => [] };
const ask = (value: string, listed: readonly string[] = LISTED): Match => origins.match(value, listed, nowhere);

describe("origins have", () => {
  test.each([
    ["https://shop.example.net/", "https://shop.example.net/"],
    ["https://shop.example.net", "https://shop.example.net/"],
    ["https://shop.example.net?q=1", "https://shop.example.net/?q=1"],
    ["https://shop.example.net#@evil.example/", "https://shop.example.net/#@evil.example/"],
    ["HTTPS://Shop.Example.NET/A/../%2e%2E/B?c=D#E", "https://shop.example.net/A/../%2e%2E/B?c=D#E"],
    ["https://shop.example.net:443/a'b", "https://shop.example.net/a'b"],
    ["https://shop.example.net:000443/", "https://shop.example.net/"],
    ["https://shop.example.net//evil.example/@:/", "https://shop.example.net//evil.example/@:/"],
    ["https://a.cdn.example.net/", "https://a.cdn.example.net/"],
    ["https://a-1.b_2.cdn.example.net/", "https://a-1.b_2.cdn.example.net/"],
    ["http://DEV.example.net:8080/", "http://dev.example.net:8080/"],
    ["ssh://GIT.example.net:22/repo", "ssh://git.example.net:22/repo"],
    ["ssh://git.example.net:22", "ssh://git.example.net:22"],
    ["https://[2A00:1450:0:0:0:0:0:7]/x", "https://[2a00:1450::7]/x"],
    ["https://9.9.9.9:53/", "https://9.9.9.9:53/"],
  ])("%j", (value, canonical) => expect(ask(value)).toEqual({ holds: true, canonical }));
});

const CHARACTER = "holds a character that a URL does not have";
const HOST = "has a host that is no plain name or address";
const OTHER = "goes to a host that is not listed";
const PORT = "has a port that is no number";
const SCHEME = "does not begin with a scheme and `://`";
const ORIGIN = "has a scheme or port that is not listed for its host";

describe("origins do not have", () => {
  test.each([
    ["", "is empty"],
    [" https://shop.example.net/", CHARACTER],
    ["https://shop.example.net/\n", CHARACTER],
    ["https://shop.example.net/a b", CHARACTER],
    ["https://sh\top.example.net/", CHARACTER],
    ["https://shop.example.net\\.evil.example/", CHARACTER],
    ["https://shop.example.net/\\", CHARACTER],
    ...Array.from("\"<>^{|}`\x7f\0é\u3002\ud800", (one): [string, string] => [`https://shop.example.net/${one}`, CHARACTER]),
    ["https://ſhop.example.net/", CHARACTER],
    ["shop.example.net", SCHEME],
    ["//shop.example.net/", SCHEME],
    ["https:shop.example.net", SCHEME],
    ["https:/shop.example.net/", SCHEME],
    ["1https://shop.example.net/", SCHEME],
    ["javascript:alert(1)//https://shop.example.net/", SCHEME],
    ["view-source:https://shop.example.net/", SCHEME],
    ["https:///shop.example.net/", "names no host"],
    ["https://?shop.example.net", "names no host"],
    ["https://@shop.example.net/", "has a user before its host"],
    ["https://shop.example.net@evil.example/", "has a user before its host"],
    ["https://shop.example.net:443@evil.example/", "has a user before its host"],
    ["https://u:p@shop.example.net/", "has a user before its host"],
    ["https://shop%2eexample.net/", "hides a part of its host behind a `%`"],
    ["https://evil.example%23.cdn.example.net/", "hides a part of its host behind a `%`"],
    ["https://[fe80::1%25eth0]/", "hides a part of its host behind a `%`"],
    ["https://shop.example.net:/", PORT],
    ["https://shop.example.net:443:443/", PORT],
    ["https://shop.example.net:+443/", PORT],
    ["https://shop.example.net:0x1bb/", PORT],
    ["https://[2a00:1450::7]x/", PORT],
    ["https://shop.example.net:99999/", "is read differently by different programs"],
    ["https://a..cdn.example.net/", HOST],
    ["https://.cdn.example.net/", HOST],
    ["https://a,b.cdn.example.net/", HOST],
    ["https://a;b.cdn.example.net/", HOST],
    ["https://*.cdn.example.net/", HOST],
    [`https://${"a".repeat(64)}.cdn.example.net/`, HOST],
    [`https://${"a.".repeat(120)}cdn.example.net/`, HOST],
    ["https://[::1/", HOST],
    ["https://[1:2]/", HOST],
    ["https://[2a00:1450::7::]/", HOST],
    ["https://9.9.9.009:53/", HOST],
    ["https://9.591113:53/", HOST],
    ["ssh://0x9.9.9.9:22/", HOST],
    ["https://shop.example.net./", OTHER],
    ["https://shop.example.net.evil.example/", OTHER],
    ["https://myshop.example.net/", OTHER],
    ["https://xcdn.example.net/", OTHER],
    ["https://cdn.example.net/", OTHER],
    ["https://a.shop.example.net/", OTHER],
    ["https://evil.example/https://shop.example.net/", OTHER],
    ["https://evil.example?https://shop.example.net/", OTHER],
    ["https://evil.example#https://shop.example.net/", OTHER],
    ["https://[2a00:1450::8]/", OTHER],
    ["http://shop.example.net/", ORIGIN],
    ["http://shop.example.net:443/", ORIGIN],
    ["https://shop.example.net:8080/", ORIGIN],
    ["http://dev.example.net/", ORIGIN],
    ["wss://shop.example.net/", ORIGIN],
    ["ssh://git.example.net/", ORIGIN],
    ["https://git.example.net:22/", ORIGIN],
  ])("%j", (value, why) => expect(ask(value)).toEqual({ holds: false, why }));
});

test("a scheme's own port is meant where none is given", () => {
  for (const [scheme, port] of [["http", 80], ["https", 443], ["ws", 80], ["wss", 443], ["ftp", 21]] as const) {
    const canonical = `${scheme}://a.net/`;
    for (const listed of [`${scheme}://a.net`, `${scheme}://a.net:${port}`, `${scheme.toUpperCase()}://A.net`]) {
      for (const value of [`${scheme}://a.net/`, `${scheme}://a.net:${port}/`]) expect(ask(value, [listed])).toEqual({ holds: true, canonical });
      expect(ask(`${scheme}://a.net:8081/`, [listed]).holds).toBe(false);
    }
  }
});

describe("an origin that makes no sense is refused, and has nothing", () => {
  test.each([
    [[], "it takes at least one origin"],
    [[""], "origin 1 is empty"],
    [["https://a.net", "a.net"], `origin 2 ${SCHEME}`],
    [["https://a.net/"], "origin 1 has more than a scheme, a host and a port"],
    [["https://a.net/api"], "origin 1 has more than a scheme, a host and a port"],
    [["https://a.net?x"], "origin 1 has more than a scheme, a host and a port"],
    [["https://u@a.net"], "origin 1 has a user before its host"],
    [["https://*"], `origin 1 ${HOST}`],
    [["https://*a.net"], `origin 1 ${HOST}`],
    [["https://*.*.a.net"], `origin 1 ${HOST}`],
    [["https://a.*.net"], `origin 1 ${HOST}`],
    [["*://a.net"], `origin 1 ${SCHEME}`],
    [["https://*.10.0.0.1"], "origin 1 has a `*.` before an address"],
    [["https://*.[::1]"], "origin 1 has a `*.` before an address"],
    [["https://a.net:*"], `origin 1 ${PORT}`],
    [["https://müller.de"], `origin 1 ${CHARACTER}`],
    [["ssh://a.net"], "origin 1 has to name its port: its scheme has none of its own"],
    [["file://a.net"], "origin 1 has to name its port: its scheme has none of its own"],
  ])("%j", (params, why) => {
    expect(origins.refuse(params)).toBe(why);
    const wrong = params.slice(-1);
    for (const value of ["https://a.net/", "https://x.a.net/", "https://b.net", "ssh://a.net/", ...wrong]) expect(ask(value, wrong).holds).toBe(false);
  });
  test("others are not", () => expect(origins.refuse([...LISTED, "https://localhost", "https://*.svc", "https://xn--mller-kva.de"])).toBeNull());
});

const pieces = fc.constantFrom("https://", "HTTPS:", "//", "/", "\\", "@", ":", ":443", ":8080", "#", "?", ".", "..", "%2e", "[", "]", "[::1]", "shop.example.net", "Shop.", "cdn.example.net", ".cdn.example.net", "evil.example", "x", "*", "\t", "é", "1", "0x7f");
const urls = fc.tuple(fc.constantFrom("", "https://", "https://shop.example.net", "https://x.cdn.example.net", "https://x"), fc.array(pieces, { maxLength: 5 })).map(([start, rest]) => start + rest.join(""));

test("what it accepts goes to a listed host by the WHATWG's own reading, and is executed as what was given", () => {
  let accepted = 0;
  fc.assert(fc.property(urls, (value) => {
    const first = ask(value, ["https://shop.example.net", "https://*.cdn.example.net"]);
    if (!first.holds) return;
    accepted += 1;
    const url = new URL(value);
    expect(url.hostname === "shop.example.net" || url.hostname.endsWith(".cdn.example.net")).toBe(true);
    expect([url.protocol, url.port, url.username]).toEqual(["https:", "", ""]);
    expect(new URL(first.canonical).href).toBe(url.href);
    expect(ask(first.canonical, ["https://shop.example.net", "https://*.cdn.example.net"])).toEqual(first);
  }), { numRuns: 5000 });
  expect(accepted).toBeGreaterThan(100);
});

test("no text of UTF-16 units makes it fail, however long", () => {
  const any = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0x21, max: 0x7e })), { maxLength: 40 }).map((units) => String.fromCharCode(...units));
  fc.assert(fc.property(any, any, (value, listed) => {
    for (const text of [value, `https://${value}`, `https://shop.example.net${value}`]) expect(typeof ask(text, [listed, ...LISTED]).holds).toBe("boolean");
    expect(["string", "object"]).toContain(typeof origins.refuse([listed]));
  }));
  for (const unit of ["a", ".", "a.", ":", "[", "/", "0", "[::", "@"]) expect(ask(`https://${unit.repeat(1_000_000 / unit.length)}`).holds).toBe(false);
  expect(ask(`https://shop.example.net/${"a/../".repeat(200_000)}`).holds).toBe(true);
});
