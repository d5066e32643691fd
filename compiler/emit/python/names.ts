/** Words that are Python's own, or that emitted modules have for themselves. */
const RESERVED = [
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield",
  "abs all any bool dict enumerate filter float int isinstance len list map max min object property range repr round set slice sorted str sum super tuple type zip print id input iter next",
  "np npt re torch gym gymnasium nan inf self n mask rows parts refused observation action texts annotations Any Callable Mapping NamedTuple Sequence SupportsFloat",
  "Array Floats Bools Value Step Listed",
].join(" ").split(" ");

/** Hands out identifiers, each once: what people called a thing as far as that is an identifier, numbered where taken. */
export class PythonNames {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set([...RESERVED, ...taken]);
  }

  /** For what is local to one function: sees all names around it. */
  inner(): PythonNames {
    return new PythonNames(this.#taken);
  }

  take(wanted: string): string {
    const plain = identifier(wanted);
    let name = plain;
    for (let n = 2; this.#taken.has(name); n++) name = `${plain}_${n}`;
    this.#taken.add(name);
    return name;
  }
}

/** ASCII alone, and no leading underscore: those names are the module's. */
export function identifier(wanted: string): string {
  const plain = wanted.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
  return /^[A-Za-z]/.test(plain) ? plain : `v${plain}`;
}

/** `pick-cube v2` → `PickCubeV2`. */
export function pascalCase(name: string): string {
  return identifier(name).split("_").map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** `PickCube` → `pick_cube`. */
export function snakeCase(name: string): string {
  return identifier(name).replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
