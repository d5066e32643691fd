import { pattern } from "../../../stdlib/text/pattern.ts";
import { and, atom, type Condition } from "../writing/condition.ts";
import { fixed, matching } from "../writing/pattern.ts";
import { literal, name, shown } from "../writing/text.ts";
import { allowedCommand, deniedCommand, isLeading } from "./command.ts";
import { allowedPath, type Anchors, deniedPath } from "./path.ts";
import type { ClaudeRule } from "./rule.ts";
import { ownTool, type OwnTool } from "./tools.ts";
import { allowedDomain, deniedDomain, domainOf } from "./url.ts";

/** When a rule speaks of a call of a tool. */
export interface Use {
  readonly tool: string;
  readonly when: Condition;
  /** What could be written so that the rule does not see it. */
  readonly about: "path" | "host" | null;
}

const READS = ["Read", "Grep", "Glob", "LS"] as const;
const EDITS = ["Edit", "MultiEdit", "Write", "NotebookEdit"] as const;

/** Finds out which calls the rules of a file are about. What has no equivalent is told, and permits nothing. */
export class Uses {
  readonly #tools: readonly string[];
  readonly #given: readonly string[];
  readonly #anchors: Anchors;
  readonly #note: (text: string) => void;
  readonly #once: (text: string) => void;

  constructor(tools: readonly string[], given: readonly string[], anchors: Anchors, note: (text: string) => void, once: (text: string) => void) {
    this.#tools = tools;
    this.#given = given;
    this.#anchors = anchors;
    this.#note = note;
    this.#once = once;
  }

  of(rule: ClaudeRule): readonly Use[] {
    const { tool, specifier } = rule;
    if (tool.startsWith("mcp__") || tool.includes("*")) return this.#byName(rule);
    if (!this.#tools.includes(tool)) {
      if (tool !== "Agent" && tool !== "Task") this.#left(rule, `the arguments of \`${tool}\` are not known here, and no call of it is permitted; its schema is given with \`--tools\``);
      return [];
    }
    const own = ownTool(tool);
    const isOfPaths = own !== undefined && ["read", "search", "edit"].includes(own.kind);
    if (specifier === null || (specifier.trim() === "*" && !isOfPaths)) return this.#whole(rule);
    if (own?.subject === undefined) return this.#left(rule, "what is in its brackets has no equivalent");
    const parameter = this.#parameter(rule, own);
    if (parameter !== null) return parameter;
    switch (own.kind) {
      case "command": return this.#command(rule, specifier, own.subject);
      case "read": case "search": case "edit": return this.#path(rule, specifier);
      case "fetch": return this.#domain(rule, specifier, own.subject);
      case "agent": case "skill": return this.#named(rule, specifier, own.subject);
      default: return this.#left(rule, "what is in its brackets has no equivalent");
    }
  }

  /** Every use of a tool; the rules for reading and for editing are about all tools that do so. */
  #whole({ verb, tool }: ClaudeRule): readonly Use[] {
    const also = tool === "Edit" ? EDITS : tool === "Read" && verb === "deny" ? READS : [tool];
    return also.filter((one) => this.#tools.includes(one)).map((one) => ({ tool: one, when: and(), about: null }));
  }

  #byName(rule: ClaudeRule): readonly Use[] {
    const { verb, tool, specifier } = rule;
    if (specifier !== null) return this.#left(rule, "Claude Code does not read brackets behind the name of an MCP tool either");
    if (verb === "allow" && tool.includes("*") && !/^mcp__[^*]+__/.test(tool)) return this.#left(rule, "an `allow` names its server");
    // A server alone is all of its tools.
    const server = /^mcp__(?:(?!__)[^*])+$/.test(tool) ? `${tool}__*` : tool;
    const form = pattern(server.split("*").map(fixed).join("[^]*"));
    const found = this.#tools.filter((one) => form.test(one));
    if (found.length === 0) this.#left(rule, `${this.#given.length === 0 ? "the schemas of MCP tools are not known here" : "the tool file has no such tool"}, and no call of them is permitted; give them with \`--tools FILE\`, by the names that Claude Code gives them`);
    return found.map((one) => ({ tool: one, when: and(), about: null }));
  }

  /** `Bash(run_in_background:true)`, which only `deny` and `ask` have. */
  #parameter(rule: ClaudeRule, own: OwnTool): readonly Use[] | null {
    const [, parameter = "", value = ""] = /^\s*([\w-]+)\s*:\s*(.*)$/s.exec(rule.specifier!) ?? [];
    if (rule.verb === "allow" || parameter === own.subject || !Object.hasOwn(own.parameters, parameter)) return null;
    const subject = name(parameter)!, type = own.parameters[parameter]!.replace("?", "");
    const given = atom(`${subject} is present`);
    if (value === "*") return [{ tool: rule.tool, when: given, about: null }];
    // A call that leaves the argument out is never meant.
    const said = type === "bool" && /^(true|false)$/.test(value) ? atom(value === "true" ? subject : `not ${subject}`)
      : type === "number" && /^-?\d+(\.\d+)?$/.test(value) ? atom(`${subject} == ${value}`)
      : type === "text" && literal(value) !== null ? text(value, subject) : null;
    if (said === null) return this.#left(rule, `${shown(value)} is no value of ${shown(parameter)}`);
    return [{ tool: rule.tool, when: and(given, said), about: null }];
  }

  #command(rule: ClaudeRule, specifier: string, subject: string): readonly Use[] {
    const { verb, tool } = rule;
    if (verb !== "allow") {
      const when = deniedCommand(specifier, subject);
      this.#once("a denied command is looked for anywhere in the line, so that a line which only mentions it is refused too; it is a filter, and a shell has spellings that get round it (`r''m`)");
      return when === null ? this.#left(rule, "it holds a sign that cannot be written") : [{ tool, when, about: null }];
    }
    const when = allowedCommand(specifier, subject);
    if (typeof when === "string") return this.#left(rule, when);
    if (specifier.includes("*")) {
      this.#once("where a rule allows a command with `*`, plain signs alone stand for it: letters, digits, blanks and `_ . / : = @ % + , -`; a command with quotes, `;`, `&`, `|`, `$` or a redirection asks, because `npm run test && curl evil.com` begins like `npm run test`");
      if (isLeading(specifier)) this.#note("has its `*` before the words that say what is done: it allows more than it looks");
    }
    return [{ tool, when, about: null }];
  }

  #path(rule: ClaudeRule, specifier: string): readonly Use[] {
    const { verb, tool } = rule;
    const consulted = tool === "Read" || tool === "Edit";
    if (verb === "allow" && !consulted) return this.#left(rule, `Claude Code does not consult it either: write \`${(EDITS as readonly string[]).includes(tool) ? "Edit" : "Read"}(…)\``);
    if (verb !== "allow" && specifier.startsWith("!")) return this.#left(rule, "what it takes out of other rules stays as those say");
    // What may not be read may not be changed either.
    const meant: readonly string[] = !consulted ? [tool] : tool === "Edit" ? EDITS : verb === "deny" ? [...READS, "Edit", "MultiEdit", "Write"] : READS;
    this.#once("`Read` and `Edit` rules are about the tools for files; commands such as `cat` and redirections, to which Claude Code holds them too, are seen by the rules for `Bash` alone, and a search reads what is in its folder");
    return meant.filter((one) => this.#tools.includes(one)).flatMap((one) => {
      const own = ownTool(one);
      if (own?.subject === undefined) return [];
      const when = verb === "allow" ? allowedPath(specifier, own.subject, this.#anchors) : deniedPath(specifier, own.subject, this.#anchors);
      if (when === null || typeof when === "string") return this.#left(rule, when ?? "it holds a sign that cannot be written");
      const isGiven = own.kind === "search" && verb !== "allow" ? and(atom(`${own.subject} is present`), when) : when;
      return [{ tool: one, when: isGiven, about: verb === "allow" ? null : "path" as const }];
    });
  }

  #domain(rule: ClaudeRule, specifier: string, subject: string): readonly Use[] {
    const domain = domainOf(specifier);
    if (domain === null) return this.#left(rule, "write `WebFetch(domain:example.com)`");
    if (rule.verb !== "allow") return [{ tool: rule.tool, when: deniedDomain(domain, subject), about: domain === "*" ? null : "host" }];
    const when = allowedDomain(domain, subject);
    if (typeof when === "string") return this.#left(rule, when);
    if (domain !== "*") this.#once("an allowed host is fetched from over https, at its usual port; any other fetch asks");
    return [{ tool: rule.tool, when, about: null }];
  }

  /** `Agent(Explore)`, `Skill(deploy *)` */
  #named(rule: ClaudeRule, specifier: string, subject: string): readonly Use[] {
    const wanted = specifier.replace(/(:\*| \*)$/, rule.tool === "SlashCommand" ? "*" : "").trim();
    if (literal(wanted) === null) return this.#left(rule, "it holds a sign that cannot be written");
    const isOptional = ownTool(rule.tool)!.parameters[subject]!.endsWith("?");
    return [{ tool: rule.tool, when: and(...(isOptional ? [atom(`${subject} is present`)] : []), text(wanted, subject)), about: null }];
  }

  #left(rule: ClaudeRule, why: string): [] {
    this.#note(`${rule.verb === "allow" ? "permits nothing here" : "is left out"}: ${why}`);
    return [];
  }
}

/** A text in which `*` is anything. */
function text(wanted: string, subject: string): Condition {
  return wanted.includes("*") ? matching(subject, wanted.split("*").map(fixed).join("[^]*")) : atom(`${subject} == ${literal(wanted)!}`);
}
