/** Characters that mean themselves in every shell. A leading `=` names a program in one of them. */
const PLAIN = /^(?!=)[A-Za-z0-9_.,:@%+=\/-]+$/;

/** A word as every shell reads it back: as it is where nothing in it could mean anything, else in quotes. */
export function quote(word: string): string {
  if (PLAIN.test(word)) return word;
  return word.split(/(')/).filter((part) => part !== "").map((part) => (part === "'" ? "\"'\"" : `'${part}'`)).join("") || "''";
}
