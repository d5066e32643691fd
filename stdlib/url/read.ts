import { ipv4, ipv6, sameAddress } from "./address.ts";
import { endsInNumber, isName } from "./names.ts";
import { defaultPort, isSpecial } from "./schemes.ts";

/** What decides where a URL goes. Scheme and host are in lower case. */
export interface Parts {
  readonly scheme: string;
  /** An IPv6 address in its brackets. */
  readonly host: string;
  /** Where it really goes, given or not; null where the scheme has no port of its own. */
  readonly port: number | null;
  /** Path, query and fragment as they were given. */
  readonly rest: string;
}

/** A URL that a strict split and the WHATWG parser read alike; else why it is not judged. */
export function readUrl(text: string): Parts | string {
  if (text === "") return "is empty";
  if (/[^!-~]|[\\"<>^{|}`]/.test(text)) return "holds a character that a URL does not have";
  const split = text.indexOf("://");
  if (split === -1 || !/^[A-Za-z][A-Za-z0-9+.-]*$/.test(text.slice(0, split))) return "does not begin with a scheme and `://`";
  const scheme = text.slice(0, split).toLowerCase();
  const behind = text.slice(split + 3);
  const length = behind.search(/[/?#]/);
  const authority = length === -1 ? behind : behind.slice(0, length);
  if (authority === "") return "names no host";
  if (authority.includes("@")) return "has a user before its host";
  if (authority.includes("%")) return "hides a part of its host behind a `%`";
  const [host, digits] = hostAndPort(authority.toLowerCase());
  if (digits !== "" && !/^:[0-9]+$/.test(digits)) return "has a port that is no number";
  if (!isHost(host)) return "has a host that is no plain name or address";

  const other = URL.parse(text);
  if (other === null || other.protocol !== `${scheme}:` || other.username !== "" || other.password !== "") return DIFFERS;
  const port = digits === "" ? defaultPort(scheme) : Number(digits.slice(1));
  const otherPort = other.port === "" ? defaultPort(scheme) : Number(other.port);
  const otherHost = other.hostname.toLowerCase();
  if (port !== otherPort || !sameHost(host, otherHost)) return DIFFERS;
  return { scheme, host: otherHost, port, rest: behind.slice(authority.length) };
}

const DIFFERS = "is read differently by different programs";

/** What is executed: scheme, host and port as they were judged, everything behind them byte for byte. */
export function written({ scheme, host, port, rest }: Parts): string {
  const shown = port === null || port === defaultPort(scheme) ? "" : `:${port}`;
  // `https://a.com?x` has the path `/`; some programs look for the end of the host at a `/` alone.
  const slash = isSpecial(scheme) && !rest.startsWith("/") ? "/" : "";
  return `${scheme}://${host}${shown}${slash}${rest}`;
}

function hostAndPort(authority: string): [host: string, port: string] {
  const end = authority.startsWith("[") ? authority.indexOf("]") + 1 : authority.indexOf(":");
  return end <= 0 ? [authority, ""] : [authority.slice(0, end), authority.slice(end)];
}

const inBrackets = (host: string): string | null => (host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : null);

function isHost(host: string): boolean {
  const inner = inBrackets(host);
  if (inner !== null) return ipv6(inner) !== null;
  return endsInNumber(host) ? ipv4(host) !== null : isName(host);
}

/** The same text, or the same IPv6 address in another spelling: that one is read alike by everybody. */
function sameHost(ours: string, theirs: string): boolean {
  const [a, b] = [inBrackets(ours), inBrackets(theirs)];
  if (a === null || b === null) return ours === theirs;
  const [one, other] = [ipv6(a), ipv6(b)];
  return one !== null && other !== null && sameAddress(one, other);
}
