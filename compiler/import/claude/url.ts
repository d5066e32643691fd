import { origins } from "../../../stdlib/url/origins.ts";
import { ALWAYS, atom, type Condition, not } from "../writing/condition.ts";
import { inEitherCase, matching } from "../writing/pattern.ts";
import { literal } from "../writing/text.ts";

/** The host of `domain:example.com`; null where the brackets say something else. */
export const domainOf = (specifier: string): string | null => /^domain:\s*([A-Za-z0-9.*-]+?)\.?\s*$/.exec(specifier)?.[1] ?? null;

/** What an `allow` means: the host as it is, over https and at its usual port; or why it permits nothing, in a phrase. */
export function allowedDomain(domain: string, subject: string): Condition | string {
  if (domain === "*") return ALWAYS;
  const origin = `https://${domain.toLowerCase()}`;
  const refuse = origins.refuse([origin]);
  return refuse === null ? atom(`${subject} in origins(${literal(origin)!})`) : `hosts of this form have no equivalent in an \`allow\` (${refuse})`;
}

/** What a `deny` or `ask` means: the host in either case, over whatever and at any port. */
export function deniedDomain(domain: string, subject: string): Condition {
  if (domain === "*") return ALWAYS;
  const host = domain.split("*").map(inEitherCase);
  // A leading `*.` is any number of names, another `*` is part of one.
  const names = host.map((part, i) => (i === 0 ? part : `${i === 1 && host[0] === "" ? "[^/?#]*" : "[^./?#]*"}${part}`)).join("");
  return matching(subject, `https?://${names}\\.?(:[0-9]+)?([/?#][^]*)?`);
}

/** A URL in which a host could be hidden: by a name before `@`, an escape, a `\`. */
export const isStrange = (subject: string): Condition => not(matching(subject, `https?://[\\w.-]+(:[0-9]+)?([/?#][^]*)?`));
