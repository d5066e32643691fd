/** A tree of the measure: a sequence of fallbacks of seven conditions that are false and one that is true, and an action behind them. */
export interface TreeOfBench {
  readonly fallbacks: number;
  /** The sequence is asked anew at every tick, and the action runs on; else the action is done at once. */
  readonly reactive: boolean;
}

/** Nodes of a fallback with its conditions. */
const EACH = 9;
/** Nodes in one function: V8 stops optimising above about twice as many. */
const MOST = 500;

export const nodesOf = ({ fallbacks }: TreeOfBench): number => 2 + EACH * fallbacks;

/** About as many nodes. */
export const treeOf = (nodes: number, reactive: boolean): TreeOfBench => ({ fallbacks: Math.round((nodes - 2) / EACH), reactive });

export const OBSERVED = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;
const LAST = OBSERVED.length - 1;

export function asPol({ fallbacks, reactive }: TreeOfBench): string {
  const checks = OBSERVED.map((name, i) => `      check ${name} > ${i < LAST ? "10" : "-1"}\n`).join("");
  return `env field at 20Hz {
${OBSERVED.map((name) => `  observe ${name}: number\n`).join("")}  act speed: number in 0..1 default 0
}
tree bench over field {
  ${reactive ? "reactive " : ""}sequence {
${`    fallback {\n${checks}    }\n`.repeat(fallbacks)}    do { speed = a }${reactive ? "" : " until a > -1"}
  }
}
`;
}

/** The same tree as somebody would write it who needs speed: typed arrays for statuses and the log, all in line, in functions that V8 optimises. */
export function asJavaScript(tree: TreeOfBench): string {
  const { fallbacks, reactive } = tree, nodes = nodesOf(tree), perPart = Math.floor(MOST / EACH);
  const parts = Array.from({ length: Math.ceil(fallbacks / perPart) }, (_, k) => {
    const some = Array.from({ length: Math.min(perPart, fallbacks - k * perPart) }, (_, i) => fallback(1 + EACH * (k * perPart + i)));
    return `const part${k} = () => { let p = logged, r = 0;\n${some.join("")} logged = p; return 2; };`;
  });
  return `(x) => {
    const status = new Uint8Array(${nodes}), log = new Int32Array(${2 * nodes});
    let logged = 0, speed = 0;
    ${parts.join("\n")}
    const children = () => {
      ${parts.map((_, k) => `if (part${k}() === 3) return 3;`).join("\n")}
      const r = x[0] >= 0 && x[0] <= 1 ? ${reactive ? 1 : "x[0] > -1 ? 2 : 1"} : 3;
      if (r === 1) speed = x[0];
      status[${nodes - 1}] = r; log[logged++] = ${8 * (nodes - 1)} + r;
      return r;
    };
    const tick = () => {
      logged = 0; speed = 0;
      const r = children();
      status[0] = r; log[logged++] = r;
    };
    return { tick, logged: () => logged };
  }`;
}

function fallback(n: number): string {
  const checks = OBSERVED.map((_, i) => `r = x[${i}] > ${i < LAST ? 10 : -1} ? 2 : 3; status[${n + 1 + i}] = r; log[p++] = ${8 * (n + 1 + i)} + r; if (r === 2) break;\n`);
  return `do {\n${checks.join("")}} while (false);\nstatus[${n}] = r; log[p++] = ${8 * n} + r; if (r === 3) { logged = p; return 3; }\n`;
}

/** For mistreevous, in its own language. */
export function asMistreevous({ fallbacks, reactive }: TreeOfBench): string {
  if (reactive) throw new Error("mistreevous has no reactive sequence");
  return `root { sequence {\n${`selector { ${OBSERVED.map((name) => `condition [${name}]`).join(" ")} }\n`.repeat(fallbacks)} action [act] } }`;
}
