import { nearest } from "../../../grammar/nearest.ts";
import { recordOfSchema } from "../../types/schema.ts";
import { type RecordType, typeText } from "../../types/types.ts";
import { inOrder, type Mistake, type Place, refused, type Result, START } from "../mistake.ts";
import { Names } from "../rtamt/names.ts";
import { checked } from "../writing/checked.ts";
import { readTools, type ToolsFile } from "../writing/tools.ts";
import { and, atom, type Condition } from "../writing/condition.ts";
import { literal, name, remark, saying, shown } from "../writing/text.ts";
import { GUARD, policyText, PRIVILEGE } from "../writing/policy.ts";
import type { WrittenRule } from "../writing/rule.ts";
import { type Ordered, sorted, withoutOrder } from "./order.ts";
import { conditionOf, type Listener } from "./schema.ts";
import { type ProgentRule, type ProgentTool, readPolicies } from "./shape.ts";
import { guessedType } from "./types.ts";

export interface ProgentOptions {
  /** The schemas of the tools, which a file of Progent's does not have. */
  readonly tools?: ToolsFile;
  /** Name of the env; `toolbox` unless given. */
  readonly env?: string;
}

/** Turns policies of Progent into Pol. Any text at all gives Pol or a list of mistakes; it never throws. */
export function importProgent(text: string, { tools, env = "toolbox" }: ProgentOptions = {}): Result {
  const read = readPolicies(text);
  if ("errors" in read) return read;
  const schemas = tools === undefined ? null : readTools(tools);
  if (schemas !== null && "problem" in schemas) return refused(START, schemas.problem);
  const known = schemas === null ? null : new Map(schemas.entries.map(({ name: tool, input }) => [tool, recordOfSchema(input)]));
  const file = new Translation(read.tools, known, env);
  if (file.mistakes.length > 0) return { errors: inOrder(file.mistakes) };
  const pol = policyText({
    about: "Imported from Progent. There the first rule that applies decides; here the worst verdict does, and no order matters.",
    env, items: schemas === null ? file.declarations : [schemas.item], groups: file.groups,
  });
  return checked(pol, [...file.notes], tools);
}

class Translation {
  readonly mistakes: Mistake[] = [];
  readonly notes = new Set<string>();
  readonly declarations: string[] = [];
  readonly groups: WrittenRule[][] = [];
  readonly #env: string;

  constructor(tools: readonly ProgentTool[], known: ReadonlyMap<string, RecordType> | null, env: string) {
    this.#env = env;
    if (known === null) this.notes.add("a file of Progent's has no schemas: each tool is declared with the arguments that its rules name, and a call with any other is refused; give the schemas with `--tools FILE`");
    const free: string[] = [];
    for (const tool of tools) {
      const written = name(tool.name);
      if (written === null) this.#wrong(tool.place, `a tool named ${shown(tool.name)} cannot be named in Pol`);
      const record = known === null ? this.#declared(tool, written ?? "") : this.#schema(tool, known);
      if (written === null || record === null) continue;
      const rules = this.#rules(tool, record).map((rule) => this.#written(rule, written));
      const [only] = rules;
      // Tools that may be called as anybody likes stand in one line.
      if (rules.length === 1 && only!.verb === "allow" && only!.when.kind === "constant" && !only!.remark) free.push(written);
      else if (rules.length > 0) this.groups.push(rules);
    }
    if (free.length > 0) this.groups.unshift([{ verb: "allow", targets: free, when: and() }]);
  }

  #schema(tool: ProgentTool, known: ReadonlyMap<string, RecordType>): RecordType | null {
    const record = known.get(tool.name);
    if (record === undefined) this.#wrong(tool.place, `the tool file has no ${shown(tool.name)}${hint(tool.name, known.keys())}`);
    return record ?? null;
  }

  /** A tool with the arguments that its rules name. */
  #declared({ name: tool, rules }: ProgentTool, written: string): RecordType {
    const conditions = rules.flatMap((rule) => rule.conditions);
    const fields = [...new Set(conditions.map(({ argument }) => argument))].map((argument) => {
      const { type, isOpen } = guessedType(argument, conditions.filter((c) => c.argument === argument).map(({ restriction }) => restriction), this.mistakes);
      if (isOpen) this.notes.add(`nothing says what ${shown(argument)} of ${shown(tool)} is: it is taken for a text`);
      // Progent does not say which have to be given.
      return { name: argument, type: { kind: "optional" as const, inner: type }, doc: null };
    });
    this.declarations.push(`tool ${written}(${fields.map((f) => `${name(f.name) ?? "_"}: ${typeText(f.type)}`).join(", ")})`);
    return { kind: "record", fields };
  }

  #rules({ name: tool, place, rules }: ProgentTool, record: RecordType): readonly Ordered[] {
    const all = sorted(rules);
    this.#strangeEnds(tool, all);
    const ordered = withoutOrder(all.map((rule) => ({ rule, when: this.#condition(rule, record) })));
    if (typeof ordered === "string") {
      this.#wrong(place, `the order of the rules of ${shown(tool)} cannot be compiled away: there are ${ordered}`);
      return [];
    }
    return ordered.filter(({ rule, when, hidden }) => {
      const never = when.kind === "constant" && !when.value;
      if (hidden !== null) this.#note(rule.place, `this rule is left out: the one in line ${hidden.place.line} always decides before it`);
      else if (never) this.#note(rule.place, "this rule is left out: it never applies");
      return hidden === null && !never;
    });
  }

  /** Where Progent's program does something else than its paper says. */
  #strangeEnds(tool: string, all: readonly ProgentRule[]): void {
    all.forEach((rule, i) => {
      if (rule.effect !== "allow" || rule.conditions.length === 0) return;
      const isLast = i === all.length - 1;
      if (isLast && rule.fallback !== "message") this.#note(rule.place, `what no rule of ${shown(tool)} applies to is forbidden; Progent's program then does what the last rule's fallback says, and ${rule.fallback === "ask" ? "asks a person" : "ends the run"}`);
      if (!isLast && rule.priority === 100 && rule.fallback === "message") this.#note(rule.place, "where this `allow` does not apply, the rules after it are asked, as Progent's paper says; its program refuses at once at priority 100");
    });
  }

  #condition({ effect, fallback, conditions }: ProgentRule, record: RecordType): Condition {
    const taken = new Names([...record.fields.map((field) => field.name), this.#env, PRIVILEGE, GUARD]);
    const listener: Listener = {
      wrong: (place, message) => this.#wrong(place, message),
      narrowed: (pattern, place) => this.#note(place, `Progent looks for ${shown(pattern)} anywhere in the text, whatever stands before or behind it; this \`allow\` wants it of the whole text`),
      unchecked: (place) => this.#note(place, "`format` is left out: Progent does not check it either"),
      nothing: (place) => this.#note(place, "null counts as missing here: an `allow` that asks something of it does not permit it"),
      variable: () => taken.take("item"),
      closed: this.declarations.length > 0,
    };
    return and(...conditions.map(({ argument, place, restriction }) => {
      const field = record.fields.find((f) => f.name === argument), written = name(argument);
      if (written === null) this.#wrong(place, `an argument named ${shown(argument)} cannot be named in Pol`);
      else if (field === undefined) this.#wrong(place, `the tool has no argument ${shown(argument)}${hint(argument, record.fields.map((f) => f.name))}`);
      else {
        const condition = conditionOf(restriction, { text: written, type: field.type }, effect === "allow" ? "whole" : fallback === "ask" ? "exact" : "wide", listener);
        if (effect === "allow" && condition.kind !== "constant") this.notes.add("an `allow` that asks something of an argument does not permit a call without that argument; Progent skips what it asks of a missing one");
        // Progent skips what it asks of a missing argument: a rule that no value meets still forbids a call without it.
        const isNever = condition.kind === "constant" && !condition.value;
        return isNever && effect === "forbid" && field.type.kind === "optional" ? atom(`${written} is missing`) : condition;
      }
      return and();
    }));
  }

  #written({ rule: { effect, fallback, comment }, when }: Ordered, tool: string): WrittenRule {
    const said = comment === null ? null : remark(comment);
    if (effect === "allow") return { verb: "allow", targets: [tool], when, remark: said };
    if (fallback === "ask") return { verb: "ask", targets: [tool], when, ...(said !== null && { end: `saying ${literal(saying(said))}` }) };
    return { verb: "forbid", targets: [tool], when, remark: said, ...(fallback === "stop" && { end: "then stop" }) };
  }

  #wrong({ line, column }: Place, message: string): void {
    this.mistakes.push({ line, column, message });
  }

  #note({ line }: Place, text: string): void {
    this.notes.add(`line ${line}: ${text}`);
  }
}

function hint(wanted: string, names: Iterable<string>): string {
  const near = nearest(wanted, names);
  return near === undefined ? "" : `: did you mean ${shown(near)}?`;
}
