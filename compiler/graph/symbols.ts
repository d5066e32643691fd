import type { Symbol } from "./graph.ts";

/** Kinds of nodes where one character has to do: terminals and Mermaid. */
export const CHARACTER: Readonly<Record<Symbol, string>> = {
  sequence: "→", fallback: "?", robin: "↻", parallel: "⇉", branch: "⎇", try: "↩", loop: "⟳", decorator: "◇",
  check: "○", do: "▸", set: "≔", wait: "◷", run: "▣", extern: "▹", succeed: "✓", fail: "✗",
};
