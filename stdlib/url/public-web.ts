import { fails, fits, type TextSet, type World } from "../native.ts";
import { address } from "./address.ts";
import { setApart } from "./ranges.ts";
import { readUrl, written } from "./read.ts";
import { isSpecial, KNOWN } from "./schemes.ts";

/** Every URL of these schemes that goes to public addresses alone: `public_web("https")`. Each hop of a redirect is judged anew. */
export const publicWeb: TextSet = {
  refuse: (params) => {
    if (params.length === 0) return "it takes at least one scheme";
    const wrong = params.findIndex((scheme) => !isSpecial(scheme));
    return wrong === -1 ? null : `scheme ${wrong + 1} is none of ${KNOWN.map((scheme) => `\`${scheme}\``).join(", ")}`;
  },
  match: (value, schemes, world) => {
    const url = readUrl(value);
    if (typeof url === "string") return fails(url);
    if (!isSpecial(url.scheme) || !schemes.includes(url.scheme)) return fails("has a scheme that is not listed");
    const why = whyNotPublic(url.host, world);
    return why === null ? fits(written(url)) : fails(why);
  },
};

function whyNotPublic(host: string, world: World): string | null {
  const literal = address(host.startsWith("[") ? host.slice(1, -1) : host);
  if (literal !== null) {
    const what = setApart(literal);
    return what === null ? null : `goes to an address set apart for ${what}`;
  }
  const answers = world.addresses(host);
  if (answers.length === 0) return "goes to a name that has no address";
  // One that is not public is enough to refuse: the client may take any of them.
  for (const answer of answers) {
    const bytes = address(answer);
    const what = bytes === null ? "an address that cannot be read" : setApart(bytes);
    if (what !== null) return bytes === null ? `goes to a name with ${what}` : `goes to a name with an address set apart for ${what}`;
  }
  return null;
}
