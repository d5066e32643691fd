import { fails, fits, type TextSet } from "../native.ts";
import { endsInNumber, isName } from "../url/names.ts";

interface Mailbox {
  /** Of the person, as in `Ann <ann@corp.com>`; null where the address stands alone. */
  readonly name: string | null;
  readonly local: string;
  readonly domain: string;
}

/** Every single mailbox at these domains, not below them: `mailboxes("corp.com")`. To execute: the same with the domain in lower case. */
export const mailboxes: TextSet = {
  refuse: (params) => {
    if (params.length === 0) return "it takes at least one domain";
    const wrong = params.findIndex((domain) => !isDomain(domain));
    return wrong === -1 ? null : `domain ${wrong + 1} is none, as in \`corp.com\``;
  },
  match: (value, params) => {
    const mailbox = read(value);
    if (typeof mailbox === "string") return fails(mailbox);
    const { name, local, domain } = mailbox;
    if (!params.some((listed) => isDomain(listed) && listed.toLowerCase() === domain)) return fails("is at a domain that is not listed");
    return fits(name === null ? `${local}@${domain}` : `${name} <${local}@${domain}>`);
  },
};

// Labels of a mail domain have no `_`, and no dot ends it.
const isDomain = (text: string): boolean => isName(text.toLowerCase()) && !/[^A-Za-z0-9.-]|\.$/.test(text) && !endsInNumber(text.toLowerCase());

/** A mailbox in the one plain form that every mail program reads alike; else why it is none. */
function read(text: string): Mailbox | string {
  if (text === "") return "is empty";
  // Before anything is compared without case: outside of ASCII there are letters whose lower case is within it.
  if (/[^ -~]/.test(text)) return "holds a character other than plain ASCII";
  const open = text.indexOf("<");
  if (open === -1 && !text.includes(">")) return addressOf(text, null);
  if (!text.endsWith(">") || text[open - 1] !== " ") return NONE;
  const name = text.slice(0, open - 1);
  if (/[^A-Za-z0-9 .'-]/.test(name) || name === "" || name.startsWith(" ") || name.endsWith(" ")) return "has a name with more than letters, digits and ` . ' -`";
  return addressOf(text.slice(open + 1, -1), name);
}

const NONE = "is no single plain mailbox";

function addressOf(text: string, name: string | null): Mailbox | string {
  const at = text.indexOf("@");
  if (at === -1) return NONE;
  const [local, domain] = [text.slice(0, at), text.slice(at + 1).toLowerCase()];
  const isLocal = local.split(".").every((atom) => /^[A-Za-z0-9_+'-]+$/.test(atom));
  return isLocal && isDomain(domain) ? { name, local, domain } : NONE;
}
