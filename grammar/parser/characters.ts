/** Signs people type from habit, or that a word processor put there, and what Pol has instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  "&": "`and`", "&&": "`and`", "|": "`or`", "||": "`or`", "!": "`not`", "~": "`not`",
  ";": "no sign here: an item ends where the next one begins",
  "#": "`//` for a comment",
  "%": "a plain fraction, such as `0.05`",
  "'": "double quotes around a text",
  "“": "a plain double quote", "”": "a plain double quote", "„": "a plain double quote", "«": "a plain double quote", "»": "a plain double quote",
  "‘": "double quotes around a text", "’": "double quotes around a text",
  "×": "`*`", "·": "`*`", "⋅": "`*`", "÷": "`/`",
  "−": "`-`", "–": "`-`", "—": "`-`", "→": "`->`", "…": "`..`",
  "≤": "`<=`", "≥": "`>=`", "≠": "`!=`", "∧": "`and`", "∨": "`or`", "¬": "`not`",
  "²": "`^2`", "³": "`^3`",
};

/** What to write instead of characters that mean nothing; null where there is nothing to say. */
export function insteadOf(characters: string): string | null {
  const known = INSTEAD[characters] ?? INSTEAD[characters[0] ?? ""];
  return known === undefined ? null : `write ${known}`;
}
