/** Names that mean something in emitted code, or may never be a name. */
const RESERVED = [
  "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null",
  "return super switch this throw true try typeof var void while with yield let static implements interface package private protected public await async of",
  "arguments eval undefined NaN Infinity Math Object Array Map Float64Array JSON Number String Boolean Symbol Function globalThis constructor __proto__ prototype",
  "any bigint boolean never number object string symbol unknown type as satisfies is keyof infer readonly declare namespace module require",
  "t p way x u last mem out lo hi x_lo x_hi u_lo u_hi args io call item ends k n unknown value past",
].join(" ").split(" ");

/** Hands out identifiers, each once: what people called a thing as far as that is an identifier, numbered where taken. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.#taken = new Set([...RESERVED, ...taken]);
  }

  /** For what is local to one function: sees all names of the module. */
  inner(): Names {
    return new Names(this.#taken);
  }

  /** An identifier like `wanted`, such that it is free with every one of these endings. */
  take(wanted: string, endings: readonly string[] = [""]): string {
    const plain = identifier(wanted);
    let name = plain;
    for (let n = 2; endings.some((ending) => this.#taken.has(name + ending)); n++) name = `${plain}_${n}`;
    for (const ending of endings) this.#taken.add(name + ending);
    return name;
  }
}

/** ASCII alone: a letter that only looks like another never reaches the reviewer's screen. */
function identifier(wanted: string): string {
  const plain = wanted.replace(/[^A-Za-z0-9_]+/g, "_");
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
}

/** `cube.position.x` → `CUBE_POSITION_X`. */
export function constantCase(name: string): string {
  return identifier(name).toUpperCase();
}
