import type { ToolEntry } from "../../types/tool-file.ts";
import { readJson } from "../json/read.ts";
import { type Json, member } from "../json/value.ts";
import { refused, type Result, START } from "../mistake.ts";
import { checked } from "../writing/checked.ts";
import { ALWAYS } from "../writing/condition.ts";
import { policyText } from "../writing/policy.ts";
import type { WrittenRule } from "../writing/rule.ts";
import { literal, name, remark, saying, shown } from "../writing/text.ts";
import { readTools, type ToolsFile } from "../writing/tools.ts";

export interface McpOptions {
  /** Name of the env; `toolbox` unless given. */
  readonly env?: string;
}

/** What a server says of a tool; where it says nothing, what MCP takes it to mean. */
interface Hints {
  readonly readOnly: boolean;
  readonly destructive: boolean;
  /** It deals with things that others can write. */
  readonly openWorld: boolean;
  /** The server says something at all. */
  readonly said: boolean;
}

interface Tool {
  readonly entry: ToolEntry;
  readonly written: string;
  readonly hints: Hints;
}

/** Drafts a policy for the tools of an MCP `tools/list` answer, or of OpenAI function schemas: what only reads is allowed, the rest asks. */
export function importMcp(file: ToolsFile, { env = "toolbox" }: McpOptions = {}): Result {
  const json = readJson(file.text);
  if ("errors" in json) return json;
  const read = readTools(file);
  if ("problem" in read) return refused(START, read.problem);
  const tools: Tool[] = [];
  const hints = hintsIn(json.value);
  for (const entry of read.entries) {
    const written = name(entry.name);
    if (written === null) return refused(START, `a tool named ${shown(entry.name)} cannot be named in Pol`);
    tools.push({ entry, written, hints: hints.get(entry.name) ?? NOTHING_SAID });
  }
  const pol = policyText({ about: about(file.path, tools), env, items: items(read.item, tools), groups: groups(tools) });
  return checked(pol, notes(tools), file);
}

/** What MCP takes for granted where a server says nothing. */
const NOTHING_SAID: Hints = { readOnly: false, destructive: true, openWorld: true, said: false };

/** The annotations by tool. The file has been found to be a list of tools, in one of three wrappings. */
function hintsIn(json: Json): ReadonlyMap<string, Hints> {
  const inner = within(json, "result"), list = within(inner, "tools");
  return new Map((list.kind === "array" ? list.items : []).map((item) => within(item, "function")).flatMap((tool) => {
    if (tool.kind !== "object") return [];
    const [called, annotations] = [member(tool, "name"), member(tool, "annotations")];
    const hint = (key: string): boolean | undefined => {
      const value = annotations?.kind === "object" ? member(annotations, key) : undefined;
      return value?.kind === "truth" ? value.value : undefined;
    };
    const [readOnly = false, destructive, openWorld = true] = [hint("readOnlyHint"), hint("destructiveHint"), hint("openWorldHint")];
    const said = [hint("readOnlyHint"), destructive, hint("openWorldHint")].some((one) => one !== undefined);
    return called?.kind === "text" ? [[called.value, { readOnly, destructive: destructive ?? !readOnly, openWorld, said }] as const] : [];
  }));
}

const within = (json: Json, key: string): Json => (json.kind === "object" ? (member(json, key) ?? json) : json);

function about(path: string, tools: readonly Tool[]): string {
  const draft = `A draft for the tools in ${remark(path)}: what only reads is allowed, and a person is asked about everything else.`;
  return tools.some(({ hints }) => hints.readOnly) ? `${draft}\n\nThat a tool only reads is what its server says of itself: a hint, and no proof. Keep in a line below what you have looked at.` : draft;
}

function items(declared: string, tools: readonly Tool[]): readonly string[] {
  const open = tools.filter(({ hints }) => hints.openWorld);
  const labels = open.length === 0 ? [] : ["", "// What these answer, somebody else may have written (openWorldHint, which holds unless a server says otherwise)."];
  return [declared, ...labels, ...inRows(open.map(({ written }) => written)).map((row) => `untrusted results of ${row}`)];
}

function groups(tools: readonly Tool[]): readonly (readonly WrittenRule[])[] {
  const reads = tools.filter(({ hints }) => hints.readOnly), rest = tools.filter(({ hints }) => !hints.readOnly);
  const of = (open: boolean): readonly Tool[] => reads.filter(({ hints }) => hints.openWorld === open);
  const allow = (some: readonly Tool[], remark: string): readonly WrittenRule[] =>
    inRows(some.map(({ written }) => written)).map((row, i) => ({ verb: "allow", targets: [row], when: ALWAYS, remark: i === 0 ? remark : null }));
  return [
    allow(of(false), "Only read, says their server (readOnlyHint), and only what is its own."),
    allow(of(true), "Only read, says their server, but out there (openWorldHint): what they ask for leaves the house."),
    ...rest.map((tool) => [ask(tool)]),
  ].filter((group) => group.length > 0);
}

function ask({ entry, written, hints }: Tool): WrittenRule {
  const said = hints.said ? "" : ", unless its server says otherwise";
  const destroys = hints.destructive ? `May destroy (destructiveHint)${said}.` : "Only adds, says its server (destructiveHint).";
  return { verb: "ask", targets: [written], when: ALWAYS, end: `saying ${literal(question(entry))}`, remark: `${destroys}${hints.openWorld ? "" : " Its server says that nobody else can write what it answers (openWorldHint)."}` };
}

/** The tool and every argument: a person approves what is seen. */
function question({ name: tool, input }: ToolEntry): string {
  const properties = input["properties"];
  const names = typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
  const shownArguments = names.map((argument) => (isHole(argument) ? `${saying(argument)} {${argument}}` : null)).filter((one) => one !== null);
  return `Call ${saying(remark(tool))}${shownArguments.length === 0 ? "" : ` with ${shownArguments.join(", ")}`}?`;
}

/** A hole is a path, and a name with a dot in it would be one of two. */
const isHole = (argument: string): boolean => literal(argument) !== null && !/[{}.\n\t]/.test(argument) && argument !== "";

/** So many names stand in a line. */
const WIDTH = 100;

function inRows(names: readonly string[]): readonly string[] {
  const rows: string[] = [];
  for (const one of names) {
    const last = rows.at(-1);
    if (last === undefined || last.length + one.length > WIDTH) rows.push(one);
    else rows[rows.length - 1] = `${last}, ${one}`;
  }
  return rows;
}

function notes(tools: readonly Tool[]): readonly string[] {
  const silent = tools.filter(({ hints }) => !hints.said).length;
  const hidden = tools.filter(({ entry }) => Object.keys((entry.input["properties"] ?? {}) as object).some((argument) => !isHole(argument)));
  const reads = tools.filter(({ hints }) => hints.readOnly).length;
  return [
    `${count(reads, "tool is", "tools are")} allowed, ${count(tools.length - reads, "asks", "ask")}; this is a draft to be read and narrowed, not a judgement`,
    ...(silent > 0 ? [`the server says nothing of ${count(silent, "tool", "tools")}, which ${silent === 1 ? "is" : "are"} taken to write, to destroy and to answer what others wrote`] : []),
    ...hidden.map(({ entry }) => `the headline for ${shown(entry.name)} leaves out an argument whose name no hole can have; the person sees all arguments below it`),
  ];
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

