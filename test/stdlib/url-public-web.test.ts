import { BlockList } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Match, World } from "../../stdlib/native.ts";
import { address, ipv4, ipv6 } from "../../stdlib/url/address.ts";
import { publicWeb } from "../../stdlib/url/public-web.ts";
import { setApart } from "../../stdlib/url/ranges.ts";

const names: Record<string, readonly string[]> = {
  "news.example.org": ["151.101.1.67", "2a04:4e42::67"],
  "news.example.org.": ["151.101.1.67"],
  "home.example.org": ["192.168.7.7"],
  "half.example.org": ["151.101.1.67", "10.1.1.1"],
  "six.example.org": ["151.101.1.67", "::1"],
  "mapped.example.org": ["::ffff:151.101.1.67"],
  "odd.example.org": ["151.101.1.67", "151.101.1"],
  "zone.example.org": ["2a04:4e42::67%eth0"],
  localhost: ["127.0.0.1"],
};
const world: World = { link: () => null, addresses: (name) => (Object.hasOwn(names, name) ? names[name]! : []) };
const ask = (value: string, schemes: readonly string[] = ["https"]): Match => publicWeb.match(value, schemes, world);
const isPublic = (text: string): boolean => ask(`https://${text.includes(":") ? `[${text}]` : text}/`).holds;

describe("the public web has", () => {
  test.each([
    ["https://news.example.org", "https://news.example.org/"],
    ["https://News.Example.org:8443/a?b", "https://news.example.org:8443/a?b"],
    ["https://news.example.org./", "https://news.example.org./"],
    ["https://151.101.1.67/", "https://151.101.1.67/"],
    ["https://[2A04:4e42:0::67]:443/", "https://[2a04:4e42::67]/"],
  ])("%j", (value, canonical) => expect(ask(value)).toEqual({ holds: true, canonical }));

  test("each scheme that is listed", () => {
    for (const scheme of ["http", "https", "ws", "wss", "ftp"]) expect(ask(`${scheme}://news.example.org/`, ["ws", scheme]).holds).toBe(true);
  });
});

describe("it does not have", () => {
  test.each([
    ["http://news.example.org/", "has a scheme that is not listed"],
    ["https://home.example.org/", "goes to a name with an address set apart for a private network"],
    ["https://half.example.org/", "goes to a name with an address set apart for a private network"],
    ["https://six.example.org/", "goes to a name with an address set apart for something other than the public Internet"],
    ["https://mapped.example.org/", "goes to a name with an address set apart for something other than the public Internet"],
    ["https://odd.example.org/", "goes to a name with an address that cannot be read"],
    ["https://zone.example.org/", "goes to a name with an address that cannot be read"],
    ["https://localhost/", "goes to a name with an address set apart for this machine"],
    ["https://localhost./", "goes to a name that has no address"],
    ["https://toString/", "goes to a name that has no address"],
    ["https://unknown.example.org/", "goes to a name that has no address"],
    ["https://169.254.169.254/latest/meta-data", "goes to an address set apart for this link, and the metadata of clouds"],
    ["https://news.example.org@10.0.0.1/", "has a user before its host"],
    ["https://151.101.1.67./", "has a host that is no plain name or address"],
    ["https://151.101.323/", "has a host that is no plain name or address"],
    ["https://0151.101.1.67/", "has a host that is no plain name or address"],
    ["https://0x97.101.1.67/", "has a host that is no plain name or address"],
    ["https://2539978051/", "has a host that is no plain name or address"],
    ["https://151.101.1.256/", "has a host that is no plain name or address"],
    ["https://[::ffff:151.101.1.67]/", "goes to an address set apart for something other than the public Internet"],
    ["", "is empty"],
  ])("%j", (value, why) => expect(ask(value)).toEqual({ holds: false, why }));
});

describe("the edges of what is set apart", () => {
  test.each([
    ["0.0.0.0", "0.255.255.255"], ["10.0.0.0", "10.255.255.255"], ["100.64.0.0", "100.127.255.255"], ["127.0.0.0", "127.255.255.255"],
    ["169.254.0.0", "169.254.255.255"], ["172.16.0.0", "172.31.255.255"], ["192.0.0.0", "192.0.0.255"], ["192.0.2.0", "192.0.2.255"],
    ["192.168.0.0", "192.168.255.255"], ["198.18.0.0", "198.19.255.255"], ["198.51.100.0", "198.51.100.255"], ["203.0.113.0", "203.0.113.255"],
    ["224.0.0.0", "255.255.255.255"], ["168.63.129.16", "168.63.129.16"], ["192.88.99.0", "192.88.99.255"],
    ["::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"], ["2001::", "2001:1ff:ffff::"], ["2001:db8::", "2001:db8:ffff::1"], ["2002::", "2002:ffff::"],
    ["3fff::", "3fff:fff:ffff::"], ["4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"], ["::ffff:0:0", "::ffff:ffff:ffff"], ["64:ff9b::", "64:ff9b::ffff:ffff"],
  ])("not public: %s to %s", (first, last) => expect([isPublic(first), isPublic(last)]).toEqual([false, false]));

  test.each([
    "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
    "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "198.51.101.0", "203.0.112.255",
    "203.0.114.0", "223.255.255.255", "2000::", "2001:200::", "2001:db7:ffff::", "2001:db9::", "2003::", "3ffe:ffff::", "3fff:1000::", "2001:4860:4860::8888",
  ])("public: %s", (one) => expect(isPublic(one)).toBe(true));
});

test("ranges of whole bytes and parts of bytes are what Node takes them for", () => {
  const list = new BlockList();
  for (const range of ["0/8", "10/8", "100.64/10", "127/8", "169.254/16", "172.16/12", "192.0.0/24", "192.0.2/24", "192.88.99/24", "192.168/16", "198.18/15", "198.51.100/24", "203.0.113/24", "224/3", "168.63.129.16/32"]) {
    const [net, bits] = range.split("/");
    list.addSubnet([...net!.split("."), "0", "0", "0"].slice(0, 4).join("."), Number(bits), "ipv4");
  }
  const byte = fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0, 10, 64, 100, 127, 169, 172, 192, 198, 203, 254, 31, 32, 51, 113));
  fc.assert(fc.property(fc.tuple(byte, byte, byte, byte), (bytes) => {
    expect(setApart(bytes) !== null).toBe(list.check(bytes.join("."), "ipv4"));
  }), { numRuns: 5000 });
});

test("an address is read exactly where the WHATWG reads one, but for IPv4 in any other spelling", () => {
  const group = fc.constantFrom("", "0", "1", "ffff", "00ff", "12345", "g", "::", "1.2.3.4", "1.2.3", "01.2.3.4");
  fc.assert(fc.property(fc.array(group, { maxLength: 9 }), (groups) => {
    const text = groups.join(":").replace(/:{3,}/g, "::");
    const theirs = URL.parse(`https://[${text}]/`);
    const ours = ipv6(text);
    expect(ours !== null).toBe(theirs !== null);
    if (ours !== null) expect(ipv6(theirs!.hostname.slice(1, -1))).toEqual(ours);
  }), { numRuns: 5000 });
  fc.assert(fc.property(fc.array(fc.constantFrom("0", "1", "255", "256", "010", "0x1", "", "+1", "1e1", " 1"), { maxLength: 5 }), (parts) => {
    const text = parts.join(".");
    if (ipv4(text) !== null) expect(new URL(`https://${text}/`).hostname).toBe(text);
  }));
  for (const text of ["", "1.2.3.4.5", "1.2.3.4 ", "1.2.3.４", "::1%1", "[::1]", "1:2:3:4:5:6:7:8:9", "::".repeat(9)]) expect(address(text)).toBeNull();
});

describe("schemes that make no sense are refused, and open nothing", () => {
  const why = (i: number) => `scheme ${i} is none of \`http\`, \`https\`, \`ws\`, \`wss\`, \`ftp\``;
  test.each([
    [[], "it takes at least one scheme"],
    [["https", "file"], why(2)],
    [["https://"], why(1)],
    [["HTTPS"], why(1)],
    [[""], why(1)],
  ])("%j", (params, phrase) => expect(publicWeb.refuse(params)).toBe(phrase));
  test("open nothing", () => {
    for (const scheme of ["file", "gopher", "data"]) expect(ask(`${scheme}://151.101.1.67/`, [scheme]).holds).toBe(false);
    expect(ask("https://151.101.1.67/", []).holds).toBe(false);
  });
  test("others are not", () => expect(publicWeb.refuse(["http", "https"])).toBeNull());
});

test("what it accepts it accepts again, as its own canonical text", () => {
  const host = fc.constantFrom("news.example.org", "NEWS.example.org", "151.101.1.67", "[2a04:4e42::0:67]", "home.example.org", "10.0.0.1", "127.1");
  const rest = fc.array(fc.constantFrom("/", "?", "#", "a", "..", ":", "@", "%2f", ":443", ":80"), { maxLength: 5 }).map((all) => all.join(""));
  fc.assert(fc.property(host, rest, (there, behind) => {
    const first = ask(`https://${there}${behind}`);
    if (first.holds) expect(ask(first.canonical)).toEqual(first);
  }), { numRuns: 1000 });
});

test("a long text is judged soon", () => {
  for (const unit of ["1", "1.", ":", "[", "a.", "/", "%"]) expect(ask(`https://${unit.repeat(1_000_000 / unit.length)}`).holds).toBe(false);
});
