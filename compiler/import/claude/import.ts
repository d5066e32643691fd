import { posix } from "node:path";
import { refused, type Result, START } from "../mistake.ts";
import { checked } from "../writing/checked.ts";
import { readTools, type ToolsFile } from "../writing/tools.ts";
import { and, atom, type Condition, or } from "../writing/condition.ts";
import { policyText } from "../writing/policy.ts";
import type { WrittenRule } from "../writing/rule.ts";
import { literal, name, remark, saying, shown } from "../writing/text.ts";
import { type Anchors, isRelative } from "./path.ts";
import type { ClaudeRule } from "./rule.ts";
import { readSettings, type Settings } from "./settings.ts";
import { OWN_TOOLS, ownTool, type OwnTool } from "./tools.ts";
import { type Use, Uses } from "./uses.ts";
import { isStrange } from "./url.ts";

export interface ClaudeOptions {
  /** The folder of the project, absolute. */
  readonly root: string;
  /** The home folder of whoever works there, absolute. */
  readonly home: string;
  /** What `/x` in a rule is taken from; the project unless given. */
  readonly settings?: string;
  /** Schemas of further tools, such as those of MCP servers, by the names that Claude Code gives them. */
  readonly tools?: ToolsFile;
  /** Name of the env; `toolbox` unless given. */
  readonly env?: string;
}

/** Turns the permissions in a settings file of Claude Code into Pol. Any text at all gives Pol or a list of mistakes; it never throws. */
export function importClaude(text: string, { root, home, settings = root, tools, env = "toolbox" }: ClaudeOptions): Result {
  const read = readSettings(text);
  if ("errors" in read) return read;
  const schemas = tools === undefined ? null : readTools(tools);
  if (schemas !== null && "problem" in schemas) return refused(START, schemas.problem);
  for (const path of [root, home, settings]) if (!path.startsWith("/") || literal(path) === null) return refused(START, `${shown(path)} is no absolute path that can be written in Pol`);
  const file = new Translation(read, { root: plain(root), home: plain(home), settings: plain(settings) }, (schemas?.entries ?? []).map((tool) => tool.name));
  const pol = policyText({
    about: "Imported from the permissions of Claude Code. There, as here, what is denied comes before what is asked, and that before what is allowed.",
    uses: file.uses, env, items: [...(schemas === null ? [] : [schemas.item]), ...file.declarations], groups: file.groups,
  });
  return checked(pol, [...file.notes], tools);
}

const plain = (path: string): string => posix.resolve(path);

class Translation {
  readonly notes = new Set<string>();
  readonly declarations: readonly string[];
  readonly groups: readonly (readonly WrittenRule[])[];
  readonly uses: readonly string[];
  readonly #settings: Settings;
  readonly #anchors: Anchors;
  /** Tools of the file that was given. */
  readonly #given: readonly string[];
  /** All that are declared: these, and Claude Code's own. */
  readonly #tools: readonly string[];

  constructor(settings: Settings, anchors: Anchors, given: readonly string[]) {
    this.#settings = settings;
    this.#anchors = anchors;
    this.#given = given.filter((tool) => name(tool) !== null);
    const named = new Set(settings.rules.flatMap(({ tool }) => this.#aliases(tool)));
    const own = OWN_TOOLS.filter((tool) => (tool.always === true || named.has(tool.name)) && !given.includes(tool.name));
    this.#tools = [...own.map((tool) => tool.name), ...this.#given];
    this.declarations = own.map((tool) => `tool ${tool.name}(${Object.entries(tool.parameters).map(([parameter, type]) => `${name(parameter)!}: ${type}`).join(", ")})`);
    for (const note of settings.notes) this.notes.add(note);
    this.notes.add(`\`./\` is ${shown(anchors.root)} and \`~\` is ${shown(anchors.home)}; others are given with \`--root\` and \`--home\``);
    if (own.length > 0) this.notes.add("Claude Code's own tools are declared as they are in version 2; a call with another argument is refused, and newer schemas are given with `--tools`");
    const uses = settings.rules.flatMap((rule) => this.#usesOf(rule));
    this.groups = [this.#allowed(uses), this.#asked(uses), this.#denied(uses)].filter((group) => group.length > 0);
    const text = JSON.stringify(this.groups);
    this.uses = [...(/ in folder/.test(text) ? ["std.path"] : []), ...(/ in origins/.test(text) ? ["std.url"] : [])];
  }

  /** `Task` was the name of `Agent`. */
  #aliases(tool: string): readonly string[] {
    return tool === "Task" || tool === "Agent" ? ["Task", "Agent"] : [tool];
  }

  #usesOf(rule: ClaudeRule): readonly RuleUse[] {
    const uses = new Uses(this.#tools, this.#given, this.#anchors, (text) => this.#note(rule, text), (text) => this.notes.add(text));
    return this.#aliases(rule.tool).flatMap((tool) => uses.of({ ...rule, tool })).map((use) => ({ ...use, rule }));
  }

  /** For each tool what may be done with it, and what becomes of the rest. */
  #allowed(uses: readonly RuleUse[]): readonly WrittenRule[] {
    const asks = this.#settings.mode !== "dontAsk";
    return this.#tools.flatMap((tool): readonly WrittenRule[] => {
      const stronger = uses.find((use) => use.tool === tool && use.rule.verb !== "allow" && use.when.kind === "constant");
      // Nothing that is said here would decide.
      if (stronger !== undefined) return [];
      const own = uses.filter((use) => use.tool === tool && use.rule.verb === "allow");
      const when = or(...own.map((use) => use.when), this.#unasked(ownTool(tool)));
      const never = when.kind === "constant" && !when.value, always = when.kind === "constant" && when.value;
      if (never && !asks) return [];
      const question = `saying ${literal(this.#question(tool))}`;
      const said = remark(own.map(({ rule }) => rule.text).join(", "));
      if (never) return [{ verb: "ask", targets: [name(tool)!], when: and(), end: question }];
      return [{ verb: "allow", targets: [name(tool)!], when, remark: said, ...(asks && !always && { end: `else ask ${question}` }) }];
    });
  }

  /** What a tool may do without a rule. */
  #unasked(tool: OwnTool | undefined): Condition {
    const { mode, directories } = this.#settings;
    if (tool?.free === true) return and();
    if (tool?.subject === undefined || !["read", "search", "edit"].includes(tool.kind) || (tool.kind === "edit" && mode !== "acceptEdits")) return or();
    const folders = [this.#anchors.root, ...directories.map((path) => posix.resolve(this.#anchors.root, path.replace(/^~(?=\/|$)/, this.#anchors.home)))];
    const set = (folder: string): string => (tool.kind === "edit" ? `folder_except(${literal(folder)}, ".git/**", ".claude/**", ".vscode/**", ".idea/**")` : `folder(${literal(folder)})`);
    const inside = or(...[...new Set(folders)].map((folder) => atom(`${tool.subject} in ${set(folder)}`)));
    return tool.kind === "search" ? or(atom(`${tool.subject} is missing`), inside) : inside;
  }

  #asked(uses: readonly RuleUse[]): readonly WrittenRule[] {
    const asked = uses.filter(({ rule }) => rule.verb === "ask");
    const verb = this.#settings.mode === "dontAsk" ? "forbid" : "ask";
    if (asked.length > 0 && verb === "forbid") this.notes.add("in the mode `dontAsk` nobody is asked: the rules under `ask` forbid");
    const denied = uses.filter(({ rule }) => rule.verb === "deny");
    const open = asked.filter((use) => !denied.some((one) => one.tool === use.tool && (one.when.kind === "constant" || one.about === use.about)));
    return [...this.#written(asked, verb), ...this.#hidden(open, verb)];
  }

  #denied(uses: readonly RuleUse[]): readonly WrittenRule[] {
    const denied = uses.filter(({ rule }) => rule.verb === "deny");
    return [...this.#written(denied, "forbid"), ...this.#hidden(denied, "forbid")];
  }

  /** A rule for each of the file's, over all tools that ask the same of their arguments. */
  #written(uses: readonly RuleUse[], verb: "ask" | "forbid"): readonly WrittenRule[] {
    const groups = Map.groupBy(uses, ({ rule, when }) => `${this.#settings.rules.indexOf(rule)} ${JSON.stringify(when)}`);
    const told = new Set<ClaudeRule>();
    return [...groups.values()].map((group) => {
      const { rule, when } = group[0]!;
      const said = told.has(rule) ? null : remark(rule.text);
      told.add(rule);
      const end = verb === "ask" ? { end: `saying ${literal(this.#question(group[0]!.tool))}` } : {};
      return { verb, targets: group.map(({ tool }) => name(tool)!), when, remark: said, ...end };
    });
  }

  /** What a rule could be led around by: a path that is not from the top, a host that is hidden in its URL. */
  #hidden(uses: readonly RuleUse[], verb: "ask" | "forbid"): readonly WrittenRule[] {
    const tools = (about: Use["about"]): Iterable<readonly string[]> =>
      Map.groupBy(new Set(uses.filter((use) => use.about === about).map((use) => use.tool)), (tool) => `${ownTool(tool)!.subject} ${ownTool(tool)!.kind === "search"}`).values();
    const paths = [...tools("path")].map((targets, i): WrittenRule => {
      const { kind, subject } = ownTool(targets[0]!)!;
      const given = kind === "search" ? [atom(`${subject} is present`)] : [];
      return { verb, targets, when: and(...given, isRelative(subject!)), remark: i === 0 ? "Only an absolute path is seen to be none of these." : null };
    });
    const hosts = [...tools("host")].map((targets): WrittenRule => ({ verb, targets, when: isStrange(ownTool(targets[0]!)!.subject!), remark: "Only in a plain URL the host is seen to be none of these." }));
    return [...paths, ...hosts];
  }

  #question(tool: string): string {
    return ownTool(tool)?.question ?? `Call ${saying(remark(tool))}?`;
  }

  #note({ place, text }: ClaudeRule, note: string): void {
    this.notes.add(`line ${place.line}: ${shown(text)} ${note}`);
  }
}

interface RuleUse extends Use {
  readonly rule: ClaudeRule;
}
