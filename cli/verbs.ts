import type { Command, Verb } from "./verb.ts";

const file = { name: "FILE", summary: "a .pol file" };
const files = { name: "PATH", summary: "files and folders; without one, this folder", optional: true, many: true };
const format = {
  name: "format",
  value: "FORMAT",
  summary: "how findings are printed",
  choices: ["text", "jsonl", "sarif", "junit"],
  default: "text",
};

function row(verb: Omit<Verb, "load">): Verb {
  // esbuild bundles every file this pattern meets, each into a chunk of its own.
  return { ...verb, load: () => import(`./commands/${verb.name}.ts`) as Promise<Command> };
}

/** Every verb there is: the command line, its help and docs/cli.md are made from this. */
export const verbs: readonly Verb[] = [
  row({
    name: "check",
    summary: "Report everything that is wrong with policies, without running them",
    arguments: [files],
    options: [
      format,
      { name: "cost", summary: "print the bound on steps and memory of each guard and each tree, what a session of each spec costs, and what each reward can pay" },
      { name: "table", summary: "print what each guard forbids, asks about and allows of each tool" },
      { name: "verify", summary: "also type-check the emitted TypeScript" },
    ],
    example: "pol check examples/cruise",
  }),
  row({
    name: "fmt",
    summary: "Write policies in the one layout they have",
    arguments: [files],
    options: [{ name: "check", summary: "change nothing; list what is not formatted, and exit with 1" }],
    example: "pol fmt --check .",
  }),
  row({
    name: "build",
    summary: "Compile a policy to a bundle that a guard loads, or its rewards to Python",
    arguments: [file],
    options: [
      { name: "target", value: "TARGET", summary: "what is built: a bundle, or a Python module of the rewards, many environments at once", choices: ["bundle", "numpy", "torch", "gymnasium"], default: "bundle" },
      { name: "out", value: "FOLDER", summary: "where it goes", default: "build" },
      { name: "verify", summary: "also type-check the emitted TypeScript" },
    ],
    example: "pol build cruise.pol --out build",
  }),
  row({
    name: "run",
    summary: "Play a world with and without its guard, or tick a tree by itself",
    arguments: [{ name: "PATH", summary: "a folder with a .pol file and a world or recorded conversations, or a .pol file or bundle beside a world; for a tree its .pol file or bundle" }],
    options: [
      { name: "episodes", value: "N", whole: true, summary: "how many episodes, instead of the world's own number" },
      { name: "seed", value: "N", whole: true, summary: "the seed they are drawn from", default: 1 },
      { name: "workers", value: "N", whole: true, summary: "how many processes play, instead of one for every core" },
      { name: "plot", value: "FILE", summary: "where the picture goes, instead of run.svg in this folder" },
      { name: "episode", value: "K", whole: true, summary: "draw this episode, counted from 1, instead of a telling one" },
      { name: "tree", value: "NAME", summary: "tick this tree without a guard, on a virtual clock; the options below are for it" },
      { name: "ticks", value: "N", whole: true, summary: "so many ticks, instead of as long as there are observations, or until the tree is done" },
      { name: "mock", value: "NODE=ANSWERS", many: true, summary: "what a node answers instead of running: at its visits (`RRS`: S success, F failure, R running, K skipped; the last stays, `*` begins again), after a time (`2s:S`), at one visit (`F@3`), or these in turn with commas; may be given several times" },
      { name: "set", value: "ENTRY=VALUE", many: true, summary: "write an entry of the blackboard, or a port, before the first tick; may be given several times" },
      { name: "observe", value: "FILE", summary: "what is observed: a recorded trace, as for `pol monitor`" },
      { name: "column", value: "SLOT=COLUMN", many: true, summary: "which column of the trace fills an observation: `speed=v_ego[km/h]`; may be given several times" },
      { name: "time", value: "COLUMN", summary: "the trace's column of times, instead of `time`, `t` or `timestamp`" },
      { name: "watch", summary: "show the tree live; piped, the whole tree at every change" },
      { name: "speed", value: "X", summary: "how many times faster than the env's rate `--watch` goes, instead of once" },
    ],
    example: "pol run examples/cruise --episodes 100",
  }),
  row({
    name: "test",
    summary: "Run the tests that policies contain",
    arguments: [files],
    options: [
      { name: "filter", value: "TEXT", summary: "only tests whose name contains this" },
      { name: "format", value: "FORMAT", summary: "how results are printed", choices: ["text", "junit"], default: "text" },
    ],
    example: "pol test examples/cruise",
  }),
  row({
    name: "prove",
    summary: "Go through all that could come of the claims that policies contain",
    arguments: [files],
    options: [
      { name: "filter", value: "TEXT", summary: "only claims whose name contains this" },
      { name: "states", value: "N", whole: true, summary: "at most so many states of a tree, then the claim is unknown", default: 100000 },
      { name: "ticks", value: "N", whole: true, summary: "at most so many ticks of a tree, then the claim is unknown", default: 1000000 },
    ],
    example: "pol prove examples/arena",
  }),
  row({
    name: "monitor",
    summary: "Judge recorded traces by the specs of a file",
    arguments: [file, { name: "TRACE", summary: "recorded traces (.csv, .tsv, .ndjson, .jsonl, .parquet), and folders of them", many: true }],
    options: [
      { name: "spec", value: "NAME", many: true, summary: "judge by this spec alone; may be given several times, or as a list with commas" },
      { name: "env", value: "NAME", summary: "the specs over this env, where the file has several" },
      { name: "column", value: "SLOT=COLUMN", many: true, summary: "which column fills an observation or action, with its unit if the file does not say: `speed=v_ego[km/h]`; may be given several times" },
      { name: "time", value: "COLUMN", summary: "the column of times, instead of `time`, `t` or `timestamp`" },
      { name: "end", value: "END", summary: "what is taken to follow the last sample", choices: ["neutral", "hold", "interval"], default: "neutral" },
      { name: "plot", value: "FILE", summary: "draw the trace into this SVG file; of several, each that does not hold into FILE-TRACE" },
    ],
    example: "pol monitor cruise.pol drives/ --column \"speed=v_ego[km/h]\"",
  }),
  row({
    name: "reward",
    summary: "Say what each term of a reward does on recorded traces",
    arguments: [file, { name: "TRACE", summary: "recorded traces (.csv, .tsv, .ndjson, .jsonl, .parquet), and folders of them; a file is an episode, unless it has a column `episode`", many: true }],
    options: [
      { name: "reward", value: "NAME", summary: "which reward, where the file has several" },
      { name: "success", value: "CONDITION", summary: "a condition (or a number) at an episode's last step that says whether it succeeds, instead of what the reward or the traces say: `norm(goal - cube) < 2cm`" },
      { name: "success-column", value: "COLUMN", summary: "an episode's success is what this column holds in its last row" },
      { name: "column", value: "SLOT=COLUMN", many: true, summary: "which column fills an observation or action, with its unit if the file does not say, or is `episode`; may be given several times" },
      { name: "plot", value: "FILE", summary: "draw what comes out into this SVG file" },
    ],
    example: "pol reward pick.pol episodes/ --success \"norm(goal - cube) < 2cm\"",
  }),
  row({
    name: "graph",
    summary: "Draw a behavior tree or a machine",
    arguments: [file, { name: "NAME", summary: "which tree or machine; without one, all machines and the trees that no other runs", optional: true }],
    options: [
      { name: "format", value: "FORMAT", summary: "what is written, instead of what the ending of `--out` says", choices: ["svg", "mermaid", "json"] },
      { name: "out", value: "FILE", summary: "where it goes (.svg, .mmd, .json); without it a pipe gets it, and a person an SVG file in this folder" },
      { name: "expand", summary: "draw what subtrees hold, instead of a box for each" },
      { name: "direction", value: "DIRECTION", summary: "where a tree grows, instead of down if that is not too wide", choices: ["right", "down"] },
      { name: "status", value: "TICKS", summary: "colour the nodes by what they gave: a file that `pol run --tree NAME --json` wrote" },
      { name: "tick", value: "N", whole: true, summary: "the tick of that number, instead of the last" },
    ],
    example: "pol graph arena.pol fight --out fight.svg",
  }),
  row({
    name: "import",
    summary: "Turn a specification or policy in another language into Pol",
    arguments: [
      { name: "KIND", summary: "what it is written in: rtamt (Signal Temporal Logic), progent (tool policies), claude (Claude Code's permissions), mcp (a `tools/list` answer: a draft), bt (behavior trees of BehaviorTree.CPP, or an indented outline)" },
      { name: "FILE", summary: "what is imported; `-` is standard input" },
    ],
    options: [
      { name: "env", value: "NAME", summary: "name of the env, instead of `signals` (rtamt), `robot` (bt) or `toolbox`" },
      { name: "out", value: "FILE", summary: "write the policy there instead of printing it" },
      { name: "tools", value: "FILE", summary: "progent, claude: schemas of the tools, an MCP `tools/list` answer or OpenAI function schemas" },
      { name: "root", value: "FOLDER", summary: "claude: the project that paths are taken from, instead of the one the settings lie in" },
      { name: "home", value: "FOLDER", summary: "claude: what `~` stands for, instead of your home folder" },
      { name: "period", value: "TIME", summary: "rtamt: time between two samples, such as 500ms, instead of 1s" },
      { name: "unit", value: "UNIT", summary: "rtamt: unit of window bounds that have none, instead of s", choices: ["s", "ms", "us", "ns"] },
      { name: "rate", value: "RATE", summary: "bt: how often trees tick, such as 20Hz or 50ms, instead of 10Hz" },
      { name: "strict", summary: "bt: leave out `compatible`, so that every oddity of BehaviorTree.CPP has a meaning" },
      { name: "with", value: "FILE", many: true, summary: "bt: a file with further trees that are registered beside this one; may be given several times" },
      { name: "enum", value: "NAME=N", many: true, summary: "bt: the number of an enumerator that scripts name; may be given several times" },
    ],
    example: "pol import rtamt spec.stl --period 500ms --out spec.pol",
  }),
  row({
    name: "export",
    summary: "Write what a policy declares in another language",
    arguments: [
      { name: "KIND", summary: "what it becomes: bt (XML for BehaviorTree.CPP 4)" },
      { name: "FILE", summary: "a .pol file; `-` is standard input" },
      { name: "TREE", summary: "the tree that runs; without one all trees, and the first that no other runs", optional: true },
    ],
    options: [{ name: "out", value: "FILE", summary: "write the result there instead of printing it" }],
    example: "pol export bt patrol.pol --out patrol.xml",
  }),
  row({
    name: "draft",
    summary: "Let a model write a reward, and check it until nothing is wrong with it",
    arguments: [
      { name: "KIND", summary: "what is drafted: reward" },
      { name: "DESCRIPTION", summary: "what it is to pay for, in your words; `-` is standard input" },
    ],
    options: [
      { name: "env", value: "FILE", summary: "the .pol file with the env that the reward stands over; it goes into this file" },
      { name: "model", value: "URL", summary: "a server that speaks OpenAI's chat completions, and one of its models: `http://127.0.0.1:8080/v1#model-name`; without a name the only one it has" },
      { name: "name", value: "NAME", summary: "the reward's name; one that the file has is replaced" },
      { name: "tries", value: "N", whole: true, summary: "how often the model may try", default: 4 },
      { name: "timeout", value: "SECONDS", whole: true, summary: "how long one answer may take", default: 120 },
      { name: "key-env", value: "NAME", summary: "the environment variable that holds the server's key, instead of OPENAI_API_KEY" },
      { name: "write", summary: "write the reward into the file, instead of only showing what would change" },
      { name: "out", value: "FILE", summary: "write the file with the reward there, and leave the env's as it is" },
    ],
    example: "pol draft reward \"reach for the cube, then carry it to the goal\" --env table.pol --model http://127.0.0.1:8080/v1#qwen3",
  }),
  row({
    name: "explain",
    summary: "Say why a recorded decision was made, or what a diagnostic means",
    arguments: [{ name: "RECORDS", summary: "a file of decision records (`pol mcp --record`), or a code such as POL0101; without one, all codes are listed", optional: true }],
    options: [
      { name: "seq", value: "N", whole: true, summary: "the decision of this number, instead of the last refusal" },
      { name: "policy", value: "FILE", summary: "the policy, instead of the file of its name beside the records or here" },
    ],
    example: "pol explain decisions.jsonl --seq 4",
  }),
  row({
    name: "doctor",
    summary: "Check the installation, and what policies guard and leave open",
    arguments: [{ name: "FILE", summary: "policies, and folders of them; without one, the installation alone", optional: true, many: true }],
    options: [],
    example: "pol doctor teller.pol",
  }),
  row({
    name: "init",
    summary: "Write a small guard with its test into an empty or new folder",
    arguments: [{ name: "DIR", summary: "where; without one, this folder", optional: true }],
    options: [
      {
        name: "kind",
        value: "KIND",
        summary: "what is guarded: a robot's actions or an agent's tool calls",
        choices: ["robot", "agent"],
        default: "robot",
      },
    ],
    example: "pol init my-guard --kind agent",
  }),
  row({
    name: "mcp",
    summary: "Put a guard in front of an MCP server over stdio",
    arguments: [file, { name: "COMMAND", summary: "the server and its arguments, after `--`", many: true }],
    options: [
      { name: "guard", value: "NAME", summary: "which guard, where the file has several" },
      { name: "principal", value: "ID", summary: "whose calls these are" },
      { name: "record", value: "FILE", summary: "append every decision to this file, as JSON Lines" },
      { name: "store", value: "FILE", summary: "keep what happened in this file, so that counts, totals and the like outlive the process" },
    ],
    example: "pol mcp files.pol -- npx -y @modelcontextprotocol/server-filesystem /home/user/bills",
  }),
  row({
    name: "lsp",
    summary: "Serve editors over stdio with diagnostics, formatting and hover",
    arguments: [],
    options: [{ name: "stdio", summary: "changes nothing; some editors give it" }],
    example: "pol lsp",
  }),
];
