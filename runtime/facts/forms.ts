interface Form {
  readonly root: readonly string[];
  readonly value: string;
  readonly canonical: string;
}

/** The canonical forms under which values were judged, and where they stand in the arguments. */
export class Forms {
  readonly #forms: Form[] = [];

  /** Without a root the value is no argument, and nothing is executed by it. A value that is its own form says nothing. */
  add(root: readonly string[] | null, value: string, canonical: string): void {
    if (root !== null && value !== canonical) this.#forms.push({ root, value, canonical });
  }

  get isEmpty(): boolean {
    return this.#forms.length === 0;
  }

  /** The arguments with those forms in place of the values; null where one value was judged in two forms. */
  applied(args: unknown): unknown {
    let result = args;
    for (const { root, value, canonical } of this.#forms) {
      const two = this.#forms.some((one) => one.value === value && one.canonical !== canonical && isPrefix(one.root, root));
      if (two) return null;
      result = at(result, root, (part) => replaced(part, value, canonical));
    }
    return result;
  }
}

const isPrefix = (a: readonly string[], b: readonly string[]): boolean => a.slice(0, b.length).every((step, i) => step === b[i]);

function at(value: unknown, [name, ...rest]: readonly string[], change: (part: unknown) => unknown): unknown {
  if (name === undefined) return change(value);
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return value;
  return { ...value, [name]: at((value as Record<string, unknown>)[name], rest, change) };
}

function replaced(part: unknown, value: string, canonical: string): unknown {
  if (part === value) return canonical;
  if (Array.isArray(part)) return part.map((one) => replaced(one, value, canonical));
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, replaced(one, value, canonical)]));
}
