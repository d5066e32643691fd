/** What emitted modules need beside their classes, each where it is called. */
export type Support = Readonly<Record<string, string>>;

/** The helpers that a text calls, and those they call, in their own order. */
export function supportFor(text: string, support: Support): string[] {
  const used = new Set<string>(), waiting = [text];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    for (const name of Object.keys(support)) {
      if (used.has(name) || !new RegExp(`\\b${name}\\b`).test(one)) continue;
      used.add(name);
      waiting.push(support[name]!);
    }
  }
  return Object.keys(support).filter((name) => used.has(name)).map((name) => support[name]!.trim());
}
