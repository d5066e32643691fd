import { fails, fits, type TextSet } from "../native.ts";
import { endsInNumber } from "./names.ts";
import { type Parts, readUrl, written } from "./read.ts";

/** Where a URL may go. */
interface Origin {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** `*.host`: any name below it, never itself. */
  readonly isBelow: boolean;
}

/** Every URL of these origins: `origins("https://api.corp.com", "https://*.docs.corp.com:8443")`. To execute: see `written`. */
export const origins: TextSet = {
  refuse: (params) => {
    if (params.length === 0) return "it takes at least one origin";
    for (const [i, param] of params.entries()) {
      const origin = originOf(param);
      if (typeof origin === "string") return `origin ${i + 1} ${origin}`;
    }
    return null;
  },
  match: (value, params) => {
    const url = readUrl(value);
    if (typeof url === "string") return fails(url);
    const found = params.map(originOf).filter((one) => typeof one !== "string");
    if (found.some((origin) => goesTo(url, origin))) return fits(written(url));
    return fails(found.some(({ host, isBelow }) => hostIs(url.host, host, isBelow)) ? "has a scheme or port that is not listed for its host" : "goes to a host that is not listed");
  },
};

function originOf(param: string): Origin | string {
  const mark = "://*.";
  const isBelow = param.includes(mark);
  const url = readUrl(param.replace(mark, "://"));
  if (typeof url === "string") return url;
  if (url.rest !== "") return "has more than a scheme, a host and a port";
  if (isBelow && (url.host.startsWith("[") || endsInNumber(url.host))) return "has a `*.` before an address";
  if (url.port === null) return "has to name its port: its scheme has none of its own";
  return { scheme: url.scheme, host: url.host, port: url.port, isBelow };
}

// The names before `.host` are whole and not empty: the strict split saw to that.
const hostIs = (host: string, listed: string, isBelow: boolean): boolean => (isBelow ? host.endsWith(`.${listed}`) : host === listed);

const goesTo = (url: Parts, { scheme, host, port, isBelow }: Origin): boolean => url.scheme === scheme && url.port === port && hostIs(url.host, host, isBelow);
