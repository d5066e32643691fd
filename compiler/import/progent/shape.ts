import { readJson } from "../json/read.ts";
import { type Json, type JsonObject, member, named } from "../json/value.ts";
import { inOrder, type Mistake, type Place } from "../mistake.ts";
import { shown } from "../writing/text.ts";

/** What a forbidding rule does: answers with a message, ends the run, or asks a person. */
export type Fallback = "message" | "stop" | "ask";

export interface ProgentRule {
  readonly priority: number;
  readonly effect: "allow" | "forbid";
  readonly fallback: Fallback;
  /** By argument: a JSON Schema, or the text of a regular expression. */
  readonly conditions: readonly { readonly argument: string; readonly place: Place; readonly restriction: JsonObject | Extract<Json, { kind: "text" }> }[];
  /** What the file says about it. */
  readonly comment: string | null;
  readonly place: Place;
}

export interface ProgentTool {
  readonly name: string;
  readonly place: Place;
  readonly rules: readonly ProgentRule[];
}

const FALLBACKS: readonly Fallback[] = ["message", "stop", "ask"];
const PARTS = ["priority", "effect", "conditions", "fallback"] as const;
const UPDATES = "rules that change the policy when they apply are left out of Pol: write what is to hold from the start, or a condition on what happened before";

/** Reads every form of Progent's policies: rules as lists of their parts, as objects, one rule alone, or conditions alone. */
export function readPolicies(text: string): { readonly tools: readonly ProgentTool[] } | { readonly errors: readonly Mistake[] } {
  const json = readJson(text);
  if ("errors" in json) return json;
  const shape = new Shape();
  const tools = shape.tools(json.value);
  return shape.errors.length > 0 ? { errors: inOrder(shape.errors) } : { tools };
}

class Shape {
  readonly errors: Mistake[] = [];

  tools(json: Json): readonly ProgentTool[] {
    if (json.kind !== "object") return this.#wrong(json.place, `a policy of Progent's is an object with a list of rules for each tool, and this is ${named(json)}`, []);
    return json.members.map(({ key, place, value }) => ({ name: key, place, rules: this.#rules(key, value) }));
  }

  #rules(tool: string, json: Json): readonly ProgentRule[] {
    if (json.kind === "array") return json.items.flatMap((item) => this.#rule(item));
    if (json.kind !== "object") return this.#wrong(json.place, `the rules of ${shown(tool)} are a list, and this is ${named(json)}`, []);
    // One rule without its list, or the conditions of one that allows.
    if (PARTS.some((part) => member(json, part) !== undefined)) return this.#rule(json);
    return [{ priority: 1, effect: "allow", fallback: "message", conditions: this.#conditions(json), comment: null, place: json.place }];
  }

  #rule(json: Json): readonly ProgentRule[] {
    if (json.kind === "array") {
      const [priority, effect, conditions, fallback, updates, ...more] = json.items;
      if (fallback === undefined || more.length > 0) return this.#wrong(json.place, `a rule is \`[priority, effect, conditions, fallback]\`, and this has ${json.items.length} parts`, []);
      this.#updates(updates);
      return [this.#made(json, { priority, effect, conditions, fallback, comment: undefined })];
    }
    if (json.kind !== "object") return this.#wrong(json.place, `a rule is \`[priority, effect, conditions, fallback]\` or an object with these names, and this is ${named(json)}`, []);
    for (const { key, place, value } of json.members) {
      if (key === "update" || key === "updates") this.#updates(value);
      else if (![...PARTS, "comment", "description"].includes(key)) this.#wrong(place, `Progent's rules have no ${shown(key)}: they have ${PARTS.map((part) => `\`${part}\``).join(", ")}`, null);
    }
    const [priority, effect, conditions, fallback] = PARTS.map((part) => member(json, part));
    return [this.#made(json, { priority, effect, conditions, fallback, comment: member(json, "comment") ?? member(json, "description") })];
  }

  #made({ place }: Json, parts: Readonly<Record<(typeof PARTS)[number] | "comment", Json | undefined>>): ProgentRule {
    const { priority, effect, conditions, fallback, comment } = parts;
    return {
      priority: priority === undefined ? 1 : this.#priority(priority),
      effect: this.#one(effect, ["allow", "forbid"], "effect", "0 allows and 1 forbids"),
      fallback: this.#one(fallback?.kind === "null" ? undefined : fallback, FALLBACKS, "fallback", "0 answers with a message, 1 ends the run and 2 asks a person"),
      conditions: conditions === undefined ? [] : this.#conditions(conditions),
      comment: comment?.kind === "text" ? comment.value : null,
      place,
    };
  }

  #priority(json: Json): number {
    if (json.kind === "number" && Number.isSafeInteger(json.value)) return json.value;
    return this.#wrong(json.place, `a priority is a whole number, and this is ${json.kind === "number" ? shown(json.text) : named(json)}`, 1);
  }

  #one<T>(json: Json | undefined, names: readonly T[], what: string, meaning: string): T {
    const found = json === undefined ? names[0] : json.kind === "number" ? names[json.value] : undefined;
    if (found !== undefined) return found;
    return this.#wrong(json!.place, `${json!.kind === "number" ? shown(json!.text) : named(json!)} is no ${what}: ${meaning}`, names[0]!);
  }

  #conditions(json: Json): ProgentRule["conditions"] {
    if (json.kind !== "object") return this.#wrong(json.place, `the conditions of a rule are an object with a JSON Schema for each argument, and this is ${named(json)}`, []);
    return json.members.flatMap(({ key, place, value }) => {
      if (value.kind === "object" || value.kind === "text") return [{ argument: key, place, restriction: value }];
      return this.#wrong(value.place, `${shown(key)} is held to a JSON Schema or to the text of a regular expression, and this is ${named(value)}`, []);
    });
  }

  #updates(json: Json | undefined): void {
    if (json === undefined || json.kind === "null" || (json.kind === "array" && json.items.length === 0) || (json.kind === "object" && json.members.length === 0)) return;
    this.#wrong(json.place, UPDATES, null);
  }

  #wrong<T>({ line, column }: Place, message: string, instead: T): T {
    this.errors.push({ line, column, message });
    return instead;
  }
}
