/** What was handed in, as it is now: the record keeps it, and nothing can change or throw behind the guard's back. */
export function copied(value: unknown): { copy: unknown } | { problem: string } {
  try {
    return { copy: structuredClone(value) };
  } catch (error) {
    return { problem: `it cannot be read (${messageOf(error)})` };
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
