// V8 keeps a number in a register, not on the heap, where it comes of arithmetic; the globals `NaN` and `Infinity` are
// objects to it, and a choice between one of them and a computed number allocates.

/** The number that is not known. */
export function nan(): number {
  return 0 / 0;
}

export function infinity(): number {
  return 1 / 0;
}
