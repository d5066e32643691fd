import { defineEntries } from "../entry.ts";
import { BANK } from "../fixtures.ts";

const MAIL = `env mail {
  tool read(id: text) -> text
  tool contacts() -> list<{ name: text, address: text }, 100>
  tool send(to: text, body: text)
`;

const GUARD = `guard g over mail { propose agent else tell "No." obey p }
`;

/** What a policy over tools leaves open, or rests on. They are of the topic `privilege`. */
export const coverage = defineEntries({
  toolWithoutRule: {
    code: "POL0608",
    name: "tool-without-rule",
    severity: "info",
    title: "Tools that no rule is about",
    message: "no rule that `{name}` obeys is about {tools}: {what}",
    why: "What no rule allows is forbidden, which may be what you want. A rule that names the tool says so, and shows that nobody has forgotten it.",
    wrong: `${BANK}privilege p over bank { allow get_balance }
guard g over bank { propose agent else tell "No." obey p }
`,
    right: `${BANK}privilege p over bank {
  allow  get_balance
  forbid send
}
guard g over bank { propose agent else tell "No." obey p }
`,
  },
  labelUnread: {
    code: "POL0609",
    name: "label-unread",
    severity: "info",
    title: "Label that protects nothing",
    message: "no rule asks about what is labelled {label}, so this label protects nothing",
    why: "A label says who wrote a value. It does nothing by itself: `untrusted` limits what `from` may name and is what `carries untrusted` looks for, `secret` is what `carries secret` looks for.",
    wrong: `${MAIL}  untrusted results of read
}
privilege p over mail { allow read, contacts, send }
${GUARD}`,
    right: `${MAIL}  untrusted results of read
}
privilege p over mail {
  allow read, contacts
  allow send when to from prompt
}
${GUARD}`,
  },
  trustedUnlabelled: {
    code: "POL0610",
    name: "trusted-unlabelled",
    severity: "info",
    title: "Trusts a result that has no label",
    message: "`{source}` vouches for a value here, and no label says that nobody else writes it",
    why: "Whoever can write into that result can have the agent use the value. `trusted results of …` in the env says that somebody has thought about it.",
    wrong: `${MAIL}  untrusted results of read
}
privilege p over mail {
  allow read, contacts
  allow send when to from results of contacts[*].address
}
${GUARD}`,
    right: `${MAIL}  untrusted results of read
  trusted   results of contacts[*].address   // the user's own address book
}
privilege p over mail {
  allow read, contacts
  allow send when to from results of contacts[*].address
}
${GUARD}`,
  },
  carriesAlone: {
    code: "POL0611",
    name: "carries-alone",
    severity: "warning",
    title: "Only a detector protects",
    message: "only `carries` keeps what is {label} out of `{tool}`, and a paraphrase defeats it",
    why: "`carries` finds pieces of labelled text. Who says them in other words, translates or encodes them is not found. `from` protects: a value is then one that somebody named.",
    wrong: `${MAIL}  untrusted results of read
}
privilege p over mail {
  allow  read, contacts, send
  forbid send when body carries untrusted
}
${GUARD}`,
    right: `${MAIL}  untrusted results of read
}
privilege p over mail {
  allow  read, contacts
  allow  send when to from prompt
  forbid send when body carries untrusted
}
${GUARD}`,
  },
  notShown: {
    code: "POL0612",
    name: "not-shown",
    severity: "warning",
    title: "Claim that could not be shown",
    message: "this claim could not be shown for `{tool}`",
    why: "`prove` compares the rules with the claim by bounds, by texts, and by conditions that are written alike. What that does not show may be wrong, or only need a narrower rule.",
    wrong: `${BANK}privilege p over bank { allow send when amount in 0..1000 }
prove "no large transfer goes out without a person" p never allows send when amount > 500
`,
    right: `${BANK}privilege p over bank {
  allow send when amount in 0..500
    else ask when amount in 0..1000
}
prove "no large transfer goes out without a person" p never allows send when amount > 500
`,
  },
});
