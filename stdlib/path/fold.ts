/**
 * One spelling for all texts that a forgiving file system takes for the same name. Characters without a look of their own are
 * left out (HFS+ ignores some of them, and Unicode's own folding all), compatible ones are made one, and so is case.
 * Decomposed, not composed: `e*` then has `é` in either spelling.
 */
export function fold(text: string): string {
  const bare = text.replace(/\p{Default_Ignorable_Code_Point}+/gu, "").normalize("NFKD");
  // Lower and then upper: `ẞ` has only a lower, `ß` only an upper form in other letters, and no upper form depends on its neighbours.
  return bare.toLowerCase().toUpperCase().normalize("NFKD");
}
