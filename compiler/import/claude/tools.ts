/** A tool that Claude Code brings along. */
export interface OwnTool {
  readonly name: string;
  /** As they are declared; `?` where they may be left out. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What a rule's brackets are about. */
  readonly subject?: string;
  /** `path`: of a file it reads or edits. */
  readonly kind: "command" | "read" | "search" | "edit" | "fetch" | "agent" | "skill" | "other";
  /** Runs without a permission where no rule speaks of it. */
  readonly free?: boolean;
  /** Declared where no rule names it, too. */
  readonly always?: boolean;
  readonly question: string;
}

const agent = { description: "text", prompt: "text", subagent_type: "text?", model: "text?", isolation: "text?", run_in_background: "bool?", resume: "text?" };

/** Those of version 2, with the arguments that a policy has to know. A call with another argument is refused. */
export const OWN_TOOLS: readonly OwnTool[] = [
  { name: "Bash", parameters: { command: "text", timeout: "number?", description: "text?", run_in_background: "bool?" }, subject: "command", kind: "command", always: true, question: "Run {command}?" },
  { name: "Read", parameters: { file_path: "text", offset: "number?", limit: "number?", pages: "text?" }, subject: "file_path", kind: "read", always: true, question: "Read {file_path}?" },
  { name: "Grep", parameters: { pattern: "text", path: "text?", glob: "text?", type: "text?", output_mode: "text?", "-A": "number?", "-B": "number?", "-C": "number?", "-i": "bool?", "-n": "bool?", multiline: "bool?", head_limit: "number?", offset: "number?" }, subject: "path", kind: "search", always: true, question: "Search for {pattern}?" },
  { name: "Glob", parameters: { pattern: "text", path: "text?" }, subject: "path", kind: "search", always: true, question: "Look for files {pattern}?" },
  { name: "LS", parameters: { path: "text", ignore: "list<text>?" }, subject: "path", kind: "read", question: "List {path}?" },
  { name: "Edit", parameters: { file_path: "text", old_string: "text", new_string: "text", replace_all: "bool?" }, subject: "file_path", kind: "edit", always: true, question: "Edit {file_path}?" },
  { name: "MultiEdit", parameters: { file_path: "text", edits: "list<{ old_string: text, new_string: text, replace_all: bool? }>" }, subject: "file_path", kind: "edit", question: "Edit {file_path}?" },
  { name: "Write", parameters: { file_path: "text", content: "text" }, subject: "file_path", kind: "edit", always: true, question: "Write {file_path}?" },
  { name: "NotebookEdit", parameters: { notebook_path: "text", new_source: "text", cell_id: "text?", cell_type: "text?", edit_mode: "text?" }, subject: "notebook_path", kind: "edit", always: true, question: "Edit {notebook_path}?" },
  { name: "WebFetch", parameters: { url: "text", prompt: "text" }, subject: "url", kind: "fetch", always: true, question: "Fetch {url}?" },
  { name: "WebSearch", parameters: { query: "text", allowed_domains: "list<text>?", blocked_domains: "list<text>?" }, kind: "other", always: true, question: "Search the web for {query}?" },
  { name: "Task", parameters: agent, subject: "subagent_type", kind: "agent", free: true, always: true, question: "Start an agent for {description}?" },
  { name: "Agent", parameters: agent, subject: "subagent_type", kind: "agent", free: true, always: true, question: "Start an agent for {description}?" },
  { name: "TodoWrite", parameters: { todos: "list<{ content: text, status: text, activeForm: text }>" }, kind: "other", free: true, always: true, question: "Change the list of tasks?" },
  { name: "Skill", parameters: { skill: "text", args: "text?" }, subject: "skill", kind: "skill", question: "Use the skill {skill}?" },
  { name: "SlashCommand", parameters: { command: "text" }, subject: "command", kind: "skill", question: "Run {command}?" },
  { name: "ExitPlanMode", parameters: { plan: "text?" }, kind: "other", question: "Leave the plan mode?" },
  { name: "BashOutput", parameters: { bash_id: "text", filter: "text?" }, kind: "other", free: true, question: "Read what {bash_id} has written?" },
  { name: "KillShell", parameters: { shell_id: "text" }, kind: "other", free: true, question: "End {shell_id}?" },
];

export const ownTool = (name: string): OwnTool | undefined => OWN_TOOLS.find((tool) => tool.name === name);
