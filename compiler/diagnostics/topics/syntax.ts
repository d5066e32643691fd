import { defineEntries } from "../entry.ts";

export const syntax = defineEntries({
  unexpectedToken: {
    code: "POL0001",
    name: "unexpected-token",
    severity: "error",
    title: "Unexpected token",
    message: "{problem}",
    why: "The text does not follow the grammar here. The rest of the file is still read, so other findings in it stand.",
    wrong: `const headway = = 1.5s
`,
    right: `const headway = 1.5s
`,
  },
  unterminatedString: {
    code: "POL0002",
    name: "unterminated-string",
    severity: "error",
    title: "Text without a closing quote",
    message: "this text has no closing quote",
    why: "A text begins and ends with a double quote on one line. Write a quote inside it as `\\\"`.",
    wrong: `const bills = "/home/user/bills
`,
    right: `const bills = "/home/user/bills"
`,
  },
  unexpectedCharacter: {
    code: "POL0003",
    name: "unexpected-character",
    severity: "error",
    title: "Unexpected character",
    message: "`{characters}` is not part of the language",
    why: "Outside of texts and comments only the letters, digits and signs of the grammar stand. A sign that only looks like a known one, such as a curly quote or a long dash, often comes from a word processor.",
    wrong: `const twice = 2 × 4m
`,
    right: `const twice = 2 * 4m
`,
  },
  nestedTooDeeply: {
    code: "POL0004",
    name: "nested-too-deeply",
    severity: "error",
    title: "Nested too deeply",
    message: "this is nested more than {limit} levels deep",
    why: "A guard's cost is bounded, and so is the effort of reading it. Name the inner parts with `const` or `fn`.",
    wrong: `const depth = ${"(".repeat(1000)}1${")".repeat(1000)}
`,
    right: `const depth = 1
`,
  },
  lostText: {
    code: "POL0005",
    name: "lost-text",
    severity: "error",
    title: "Not a text in UTF-8",
    message: "{problem}",
    why: "A policy is read by people and by programs, and both must see the same. Where bytes are no UTF-8, or are zero, they do not; so nothing else in the file is reported, and nothing of it runs. The sign U+FFFD, which stands for what was lost, counts too.",
    wrong: `const bills = "/home/ren\ufffd/bills"
`,
    right: `const bills = "/home/ren\u00e9/bills"
`,
  },
});
