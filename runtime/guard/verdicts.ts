import type { ToolVerdict } from "../interpreter/tools.ts";

const MOST_KEPT = 1000;

/** Reads what an isolate answered. A policy gives few different answers, so each is parsed once. Throws for what is no JSON. */
export class VerdictReader {
  readonly #known = new Map<string, ToolVerdict["verdict"] | undefined>();

  /** The verdict in an answer; undefined where it has none of the three. */
  read(answer: string): ToolVerdict["verdict"] | undefined {
    if (this.#known.has(answer)) return this.#known.get(answer);
    const parsed: unknown = JSON.parse(answer);
    const verdict = typeof parsed === "object" && parsed !== null ? (parsed as Partial<ToolVerdict>).verdict : undefined;
    const known = verdict === "allow" || verdict === "ask" || verdict === "forbid" ? verdict : undefined;
    if (this.#known.size < MOST_KEPT) this.#known.set(answer, known);
    return known;
  }
}
