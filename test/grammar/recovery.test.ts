import { describe, expect, test } from "vitest";
import type * as ast from "../../grammar/ast.ts";
import { parse } from "../../grammar/parse.ts";
import { contract } from "./golden.ts";

/** One seeded mistake: what is replaced by what, and the declaration that is lost with it, if any. */
interface Seed {
  readonly what: string;
  readonly find: string;
  readonly put: string;
  readonly lost: string | null;
}

const SEEDS: readonly Seed[] = [
  { what: "no closing brace", find: "giving -10\n}", put: "giving -10\n", lost: "comfortable" },
  { what: "no opening brace", find: "env highway at 20Hz {", put: "env highway at 20Hz", lost: "highway" },
  { what: "no `=`", find: "const headway    = 1.5s", put: "const headway 1.5s", lost: "headway" },
  { what: "a stray word", find: "= always gap > 2m", put: "= always gap > 2m here", lost: "never_touches" },
  { what: "a stray brace between declarations", find: "const standstill = 4m", put: "const standstill = 4m\n}", lost: null },
  { what: "a misspelt declaration", find: "guard cruise over", put: "gaurd cruise over", lost: null },
  { what: "a text without its closing quote", find: 'onnx("cruise.onnx")', put: 'onnx("cruise.onnx)', lost: "net" },
  { what: "a foreign sign", find: "clamp(0.5[1/s] *", put: "clamp(0.5[1/s] ×", lost: "coast" },
  { what: "an unfinished value", find: "const standstill = 4m", put: "const standstill = 4m +", lost: "standstill" },
  { what: "a misspelt item", find: "limit   accel rate", put: "limt    accel rate", lost: "cruise" },
];

const whole = contract("cruise");
const names = ({ decls }: ast.File): string[] => decls.map((d) => ("name" in d ? d.name.text : d.kind));
const all = names(parse(whole).file);

function seeded(...seeds: readonly Seed[]): string {
  return seeds.reduce((text, { find, put }) => {
    if (!text.includes(find)) throw new Error(`the example has no ${find}`);
    return text.replace(find, put);
  }, whole);
}

/** Every three seeds that touch three different places. */
function* triples(): Generator<[Seed, Seed, Seed]> {
  for (let a = 0; a < SEEDS.length; a++) {
    for (let b = a + 1; b < SEEDS.length; b++) {
      for (let c = b + 1; c < SEEDS.length; c++) {
        const three: [Seed, Seed, Seed] = [SEEDS[a]!, SEEDS[b]!, SEEDS[c]!];
        if (new Set(three.map(({ find }) => find)).size === 3 && new Set(three.map(({ lost }) => lost ?? "-")).size === 3) yield three;
      }
    }
  }
}

describe("recovery", () => {
  test.each(SEEDS)("$what costs one report", (seed) => {
    const { errors, file } = parse(seeded(seed));
    expect(errors.map((e) => e.message)).toHaveLength(1);
    expect(names(file)).toEqual(all.filter((name) => name !== seed.lost));
    expect(file.broken.map(({ name }) => name)).toEqual(seed.lost === null ? [] : [seed.lost]);
  });

  test("three mistakes give three reports and cost no other declaration", () => {
    for (const three of triples()) {
      const { errors, file } = parse(seeded(...three));
      const what = three.map((s) => s.what).join(", ");
      expect(errors.map((e) => e.message), what).toHaveLength(3);
      expect(names(file), what).toEqual(all.filter((name) => !three.some(({ lost }) => lost === name)));
    }
  });

  test("two mistakes in different items of one guard give two reports", () => {
    const text = seeded(SEEDS.at(-1)!).replace("propose net within 50ms", "propose net wihtin 50ms");
    expect(parse(text).errors.map((e) => e.help)).toEqual(["did you mean `within`?", "did you mean `limit`?"]);
  });
});
