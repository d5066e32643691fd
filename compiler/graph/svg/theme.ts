/** Fonts of words and of what is code. */
const SANS = "Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";
const FIXED = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

interface Pair {
  readonly line: string;
  readonly fill: string;
}

interface Colours {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly edge: string;
  readonly plate: string;
  readonly of: Readonly<Record<string, Pair>>;
}

// Told apart by shape and icon, too: colours only help.
const LIGHT: Colours = {
  paper: "#ffffff", ink: "#1f2328", faint: "#59636e", edge: "#8c959f", plate: "#ffffff",
  of: {
    control: { line: "#0969da", fill: "#e7f3ff" }, decorator: { line: "#8250df", fill: "#f7f0ff" }, check: { line: "#9a6700", fill: "#fff8dc" }, do: { line: "#1a7f37", fill: "#e3f8e7" },
    set: { line: "#59636e", fill: "#f4f6f8" }, wait: { line: "#59636e", fill: "#f4f6f8" }, constant: { line: "#59636e", fill: "#f4f6f8" },
    run: { line: "#0a6c74", fill: "#e0f5f5" }, extern: { line: "#b4480a", fill: "#fff2e6" },
    running: { line: "#0969da", fill: "#d3e9ff" }, success: { line: "#1a7f37", fill: "#cdf3d5" }, failure: { line: "#cf222e", fill: "#ffe1de" }, skipped: { line: "#59636e", fill: "#e9edf1" }, halted: { line: "#b4480a", fill: "#ffe6cf" },
  },
};
const DARK: Colours = {
  paper: "#0d1117", ink: "#e6edf3", faint: "#9da7b1", edge: "#6e7681", plate: "#0d1117",
  of: {
    control: { line: "#4493f8", fill: "#121f33" }, decorator: { line: "#ab7df8", fill: "#211a33" }, check: { line: "#d29922", fill: "#272014" }, do: { line: "#3fb950", fill: "#11261a" },
    set: { line: "#9198a1", fill: "#171d24" }, wait: { line: "#9198a1", fill: "#171d24" }, constant: { line: "#9198a1", fill: "#171d24" },
    run: { line: "#39b8c2", fill: "#0d272b" }, extern: { line: "#f0883e", fill: "#2b1c11" },
    running: { line: "#58a6ff", fill: "#12305a" }, success: { line: "#3fb950", fill: "#12401f" }, failure: { line: "#ff7b72", fill: "#4f1a1c" }, skipped: { line: "#9198a1", fill: "#2a3038" }, halted: { line: "#f0883e", fill: "#4a2a12" },
  },
};

/** The style sheet: light, and dark for readers who ask for that. */
export function sheet(): string {
  const fixed = [
    `text{font-family:${SANS};white-space:pre}`,
    `.subject,.detail,.clause{font-family:${FIXED}}`,
    ".word{font-size:12px}.label{font-size:12.5px;font-weight:600}.subject{font-size:12px;font-weight:600}.detail,.note,.role{font-size:11px}.clause{font-size:10.5px}.title{font-size:17px;font-weight:600}",
    ".shape,.board,.plate,.state{stroke-width:1.2}.icon{fill:none;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}.bars,.edge,.rule{fill:none;stroke-width:1.2}",
    ".extern .shape,.rollback,.implied .shape{stroke-dasharray:5 3}.visited{stroke-width:2.2}.mark{stroke-width:2.2}.unseen{opacity:.6}",
    ".running .shape,.success .shape,.failure .shape,.halted .shape{stroke-width:2}",
  ];
  return `${fixed.join("\n")}\n${rules(LIGHT)}\n@media (prefers-color-scheme:dark){\n${rules(DARK)}\n}`;
}

function rules({ paper, ink, faint, edge, plate, of }: Colours): string {
  const kinds = Object.entries(of).map(([kind, { line, fill }]) => `.${kind} .shape{stroke:${line};fill:${fill}}.${kind} .icon,.${kind} .bars{stroke:${line}}`);
  return [
    `.paper{fill:${paper}}text{fill:${ink}}.word,.note,.role{fill:${faint}}.edge,.rule{stroke:${edge}}.head{fill:${edge}}`,
    `.plate{fill:${plate};stroke:${edge}}.plate.hook{stroke:${of["set"]!.line}}.plate.condition{stroke:${of["check"]!.line}}.plate.ensure{stroke:${of["failure"]!.line}}`,
    `.board,.state{fill:${of["set"]!.fill};stroke:${edge}}.backing{fill:${paper}}`,
    ...kinds,
    `.unseen .shape{stroke:${edge};fill:${paper}}.unseen .icon,.unseen .bars{stroke:${edge}}`,
  ].join("\n");
}
