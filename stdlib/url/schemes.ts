/** The schemes that the WHATWG standard knows by heart, and where they go when no port is given. */
const PORTS: ReadonlyMap<string, number> = new Map([
  ["http", 80],
  ["https", 443],
  ["ws", 80],
  ["wss", 443],
  ["ftp", 21],
]);

export const KNOWN = [...PORTS.keys()];

export const defaultPort = (scheme: string): number | null => PORTS.get(scheme) ?? null;

/** Those have a host and a path always, and their hosts are names or addresses of the Internet. */
export const isSpecial = (scheme: string): boolean => PORTS.has(scheme);
