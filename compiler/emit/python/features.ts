import type { Ir } from "../../ir/ir.ts";
import type { RewardIr } from "../../ir/reward.ts";
import { written, type Use } from "../../../stdlib/text/pattern/written.ts";
import type { PythonTarget } from "./dialect.ts";
import { keys } from "./inputs.ts";
import type { Leaves } from "./leaves.ts";
import { identifier, type PythonNames } from "./names.ts";
import { docstring, indented, literal, tuple } from "./text.ts";

/** What a reward reads out of texts, by `text-features.md`: a function of one environment's, and one of all. */
export function emitTexts({ features }: RewardIr, obs: Leaves, name: string, target: PythonTarget, module: PythonNames): string[] {
  const locals = module.inner(), read = obs.texts.filter(({ name: text }) => features.some((ir) => reads(ir, text)));
  const names = new Map(read.map((text) => [text.name, locals.take(identifier(text.path.join("_")))]));
  const writer = new TextWriter(names, locals);
  const results = features.map((ir) => writer.write(ir));
  const array = target === "numpy" ? "Floats" : "torch.Tensor", like = target === "numpy" ? "" : ", like: torch.Tensor";
  const made = target === "numpy" ? "np.array(rows, dtype=np.float64)" : "torch.tensor(rows, dtype=like.dtype, device=like.device)";
  return [
    `def ${name}_of(${[...names.values()].map((local) => `${local}: str | None`).join(", ")}) -> tuple[float, ...]:`,
    ...indented([...docstring(["What one environment's texts say: a number, NaN where it is not known; a truth value as 0 false, 1 not known, 2 true."]), ...writer.lines, `return ${tuple(results)}`]),
    "", "",
    ...writer.patterns,
    ...(writer.patterns.length > 0 ? ["", ""] : []),
    `def ${name}(observation: Mapping[str, Any], n: int${like}) -> ${array}:`,
    ...indented([
      `texts = [${read.map(({ path }) => `_texts(observation, ${keys(path)}, n)`).join(", ")}]`,
      `rows = [${name}_of(*(_text(one) for one in row)) for row in ${read.length > 0 ? "zip(*texts)" : "[()] * n"}]`,
      "if len(rows) != n:",
      '    raise ValueError(f"there are {len(rows)} texts, not {n}")',
      `return ${made}`,
    ]),
  ];
}

function reads(ir: Ir, name: string): boolean {
  return (ir.op === "obs" && ir.name === name) || (ir.args ?? []).some((arg) => reads(arg, name));
}

/** Each distinct part on a line of its own. */
class TextWriter {
  readonly lines: string[] = [];
  readonly patterns: string[] = [];
  readonly #texts: ReadonlyMap<string, string>;
  readonly #names: PythonNames;
  readonly #known = new Map<string, string>();

  constructor(texts: ReadonlyMap<string, string>, names: PythonNames) {
    this.#texts = texts;
    this.#names = names;
  }

  write(ir: Ir): string {
    const args = (ir.args ?? []).map((arg) => this.write(arg)), text = this.#text(ir, args);
    if (/^(?:\w+|".*")$/.test(text)) return text;
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const local = this.#names.take(ir.t === "text" ? "text" : ir.t === "num" ? "number" : "truth");
    this.lines.push(`${local} = ${text}`);
    this.#known.set(text, local);
    return local;
  }

  #text(ir: Ir, args: readonly string[]): string {
    const [a, b, c] = args;
    switch (ir.op) {
      case "text": return typeof ir.value === "string" && ir.value.isWellFormed() ? literal(ir.value) : "None";
      case "num": return ir.value === null ? "nan" : `${String(ir.value)}`;
      case "bool": return ir.value === null ? "1" : ir.value === true || ir.value === 2 ? "2" : "0";
      case "obs": return this.#texts.get(ir.name!) ?? "None";
      case "find": return `_find(${this.#pattern(ir, "find")}, ${a})`;
      case "matches": return `_matches(${this.#pattern(ir, "matches")}, ${a})`;
      case "trim": return `_trim(${a})`;
      case "number": return `_number(${a})`;
      case "eq": return `_same(${a}, ${b})`;
      case "ne": return `2 - _same(${a}, ${b})`;
      case "contains": return `_contains(${a}, ${b})`;
      case "length": return `nan if ${a} is None else len(${a})`;
      case "present": return `2 if ${this.#isThere(ir.args![0]!, a!)} else 0`;
      case "and": return args.length === 0 ? "2" : `min(${args.join(", ")}, 2)`;
      case "or": return args.length === 0 ? "0" : `max(${args.join(", ")}, 0)`;
      case "not": return `2 - ${a}`;
      case "if": return `${b} if ${a} == 2 else ${c} if ${a} == 0 else ${ir.t === "text" ? "None" : ir.t === "num" ? "nan" : "1"}`;
      default: throw new Error(`unverified IR: \`${ir.op}\` is no part of a text feature`);
    }
  }

  #isThere({ t }: Ir, code: string): string {
    return t === "text" ? `${code} is not None` : t === "num" ? `${code} == ${code}` : `${code} != 1`;
  }

  #pattern(ir: Ir, use: Use): string {
    const text = `re.compile(${literal(written(ir.value as string, use, "python"))})`, known = this.#known.get(text);
    if (known !== undefined) return known;
    const name = `_${this.#names.take("pattern").toUpperCase()}`;
    this.patterns.push(`${name} = ${text}`);
    this.#known.set(text, name);
    return name;
  }
}
