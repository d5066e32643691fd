import { address, type Bytes } from "./address.ts";

/*
 * Which addresses the public Internet does not route to, or not to where they say. After IANA's special-purpose registries
 * (RFC 6890); more is refused than they demand where nobody is reached there anyway.
 */

/** Of IPv4, everything but these is public. */
const NOT_PUBLIC: readonly (readonly [range: string, what: string])[] = [
  ["0.0.0.0/8", "this network"],
  ["10.0.0.0/8", "a private network"],
  ["100.64.0.0/10", "a carrier's inner network"],
  ["127.0.0.0/8", "this machine"],
  ["168.63.129.16/32", "the host of a virtual machine (Azure)"],
  ["169.254.0.0/16", "this link, and the metadata of clouds"],
  ["172.16.0.0/12", "a private network"],
  ["192.0.0.0/24", "protocols, and the metadata of a cloud"],
  ["192.0.2.0/24", "documentation"],
  ["192.88.99.0/24", "relays between IPv4 and IPv6"],
  ["192.168.0.0/16", "a private network"],
  ["198.18.0.0/15", "benchmarks"],
  ["198.51.100.0/24", "documentation"],
  ["203.0.113.0/24", "documentation"],
  ["224.0.0.0/3", "many receivers, or reserved"],
];

/** Of IPv6, nothing but this is public: so no mapped, translated, local or multicast address is. */
const PUBLIC_6 = "2000::/3";

const NOT_PUBLIC_6: readonly (readonly [range: string, what: string])[] = [
  ["2001::/23", "protocols, and tunnels to IPv4"],
  ["2001:db8::/32", "documentation"],
  ["2002::/16", "tunnels to IPv4"],
  ["3fff::/20", "documentation"],
];

interface Range {
  readonly first: Bytes;
  readonly bits: number;
  readonly what: string;
}

function rangeOf(text: string, what: string): Range {
  const [first, bits] = text.split("/");
  return { first: address(first!)!, bits: Number(bits), what };
}

const refused4 = NOT_PUBLIC.map(([range, what]) => rangeOf(range, what));
const refused6 = NOT_PUBLIC_6.map(([range, what]) => rangeOf(range, what));
const public6 = rangeOf(PUBLIC_6, "the public Internet");

function has({ first, bits }: Range, one: Bytes): boolean {
  return one.every((byte, i) => {
    const counted = Math.min(8, Math.max(0, bits - 8 * i));
    return ((byte ^ first[i]!) >> (8 - counted)) === 0;
  });
}

/** For what else than the public Internet an address is set apart; null where it is public. */
export function setApart(one: Bytes): string | null {
  if (one.length === 16 && !has(public6, one)) return "something other than the public Internet";
  const refused = one.length === 16 ? refused6 : refused4;
  return refused.find((range) => has(range, one))?.what ?? null;
}
