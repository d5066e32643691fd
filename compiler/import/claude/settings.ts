import { readJson } from "../json/read.ts";
import { type Json, type JsonObject, member, named } from "../json/value.ts";
import { inOrder, type Mistake, type Place, refused, START } from "../mistake.ts";
import { literal, shown } from "../writing/text.ts";
import { type ClaudeRule, readRule, type Verb } from "./rule.ts";

/** What becomes of a call that no rule is about. */
export type Mode = "default" | "acceptEdits" | "dontAsk";

export interface Settings {
  readonly rules: readonly ClaudeRule[];
  readonly directories: readonly string[];
  readonly mode: Mode;
  readonly notes: readonly string[];
}

const VERBS: readonly Verb[] = ["allow", "ask", "deny"];

/** Modes that Pol has nothing like, and what is done instead. */
const OTHER_MODES: Readonly<Record<string, string>> = {
  plan: "a mode in which nothing is changed has no equivalent",
  auto: "a model that judges calls has no equivalent",
  bypassPermissions: "what no rule speaks of is permitted there",
};

/** Reads the `permissions` of a settings file of Claude Code. */
export function readSettings(text: string): Settings | { readonly errors: readonly Mistake[] } {
  const json = readJson(text);
  if ("errors" in json) return json;
  if (json.value.kind !== "object") return refused(json.value.place, `a settings file of Claude Code is an object, and this is ${named(json.value)}`);
  const permissions = member(json.value, "permissions");
  if (permissions?.kind !== "object") return refused(permissions?.place ?? START, "there are no `permissions` here: a settings file of Claude Code has an object of this name with the lists `allow`, `ask` and `deny`");
  const reading = new Reading(json.value, permissions);
  return reading.errors.length > 0 ? { errors: inOrder(reading.errors) } : reading.settings;
}

class Reading {
  readonly errors: Mistake[] = [];
  readonly #notes: string[] = [];
  readonly settings: Settings;

  constructor(file: JsonObject, permissions: JsonObject) {
    const others = file.members.filter(({ key }) => key !== "permissions" && key !== "$schema").map(({ key }) => shown(key));
    if (others.length > 0) this.#notes.push(`only \`permissions\` are imported; left out: ${others.join(", ")}`);
    const known: readonly string[] = [...VERBS, "additionalDirectories", "defaultMode"];
    for (const { key, place } of permissions.members) if (!known.includes(key)) this.#notes.push(`line ${place.line}: ${shown(key)} is left out: it has no equivalent`);
    const rules = VERBS.flatMap((verb) => this.#list(permissions, verb).flatMap((item) => this.#rule(verb, item)));
    const directories = this.#list(permissions, "additionalDirectories").flatMap((item) => this.#directory(item));
    this.settings = { rules, directories, mode: this.#mode(member(permissions, "defaultMode")), notes: this.#notes };
  }

  #rule(verb: Verb, json: Json): readonly ClaudeRule[] {
    const rule = readRule(verb, json);
    return typeof rule === "string" ? this.#wrong(json.place, rule) : [rule];
  }

  #directory(json: Json): readonly string[] {
    if (json.kind !== "text") return this.#wrong(json.place, `a directory is a text, and this is ${named(json)}`);
    return literal(json.value) === null ? this.#wrong(json.place, `${shown(json.value)} holds a sign that cannot be written in Pol`) : [json.value];
  }

  #list(permissions: JsonObject, key: string): readonly Json[] {
    const found = member(permissions, key);
    if (found === undefined) return [];
    return found.kind === "array" ? found.items : this.#wrong(found.place, `\`${key}\` is a list, and this is ${named(found)}`);
  }

  #mode(json: Json | undefined): Mode {
    if (json === undefined) return "default";
    const mode = json.kind === "text" ? json.value : "";
    if (mode === "default" || mode === "manual") return "default";
    if (mode === "acceptEdits" || mode === "dontAsk") return mode;
    if (Object.hasOwn(OTHER_MODES, mode)) this.#notes.push(`line ${json.place.line}: ${OTHER_MODES[mode]!}: a person is asked about what no rule speaks of, as in the mode \`default\``);
    else this.#wrong(json.place, `there is no mode ${json.kind === "text" ? shown(json.value) : named(json)}: there are \`default\`, \`acceptEdits\`, \`plan\`, \`auto\`, \`dontAsk\` and \`bypassPermissions\``);
    return "default";
  }

  #wrong({ line, column }: Place, message: string): [] {
    this.errors.push({ line, column, message });
    return [];
  }
}
