import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ClaudeOptions, importClaude } from "../../compiler/import/claude/import.ts";
import { judged, mistakesIn, rulesIn, sound } from "./judged.ts";

const PLACE: ClaudeOptions = { root: "/home/ann/shop", home: "/home/ann" };

const of = (permissions: object, options: Partial<ClaudeOptions> = {}): string => sound(importClaude(JSON.stringify({ permissions }), { ...PLACE, ...options }), options.tools?.text).pol;
const notes = (permissions: object): string => sound(importClaude(JSON.stringify({ permissions }), PLACE)).notes.join("\n");
/** The rules over one tool. */
const rules = (tool: string, permissions: object, options: Partial<ClaudeOptions> = {}): readonly string[] => rulesIn(of(permissions, options)).filter((rule) => new RegExp(`^\\w+ ([\\w, ]+, )?${tool}\\b`).test(rule));
const verdict = (permissions: object, tool: string, args: Record<string, unknown>, options: Partial<ClaudeOptions> = {}): string => judged(of(permissions, options), options.tools?.text)(tool, args).verdict;

test("a whole file", () => {
  const { pol, notes } = sound(importClaude(`{
  "permissions": {
    "allow": ["Bash(npm run lint)", "Bash(npm run test:*)", "Read(~/.zshrc)"],
    "ask": ["Bash(git push:*)"],
    "deny": ["Bash(curl:*)", "Read(./.env)", "WebFetch"]
  },
  "model": "opus"
}`, PLACE));
  expect(pol).toContain(`privilege imported over toolbox {
  // Bash(npm run lint), Bash(npm run test:*)
  allow  Bash when command == "npm run lint" or command matches "npm run test( [\\\\w ./:=@%+,-]*)?"
    else ask saying "Run {command}?"
  // Read(~/.zshrc)
  allow  Read when file_path in folder("/home/ann/.zshrc") or file_path in folder("/home/ann/shop")
    else ask saying "Read {file_path}?"
`);
  expect(pol).toContain(`
  // Bash(git push:*)
  ask    Bash when command matches "([^]*[^\\\\w.-])?git[\\\\s\\\\\\\\]+push([^\\\\w.-][^]*)?" saying "Run {command}?"

  // Bash(curl:*)
  forbid Bash when command matches "([^]*[^\\\\w.-])?curl([^\\\\w.-][^]*)?"
  // Read(./.env)
  forbid Read, Edit, Write when not file_path in folder_except("/", "home/ann/shop/**/.env/**")
  forbid Grep, Glob        when path is present and not path in folder_except("/", "home/ann/shop/**/.env/**")
  // WebFetch
  forbid WebFetch
  // Only an absolute path is seen to be none of these.
  forbid Read, Edit, Write when not file_path matches "/[^]*"
  forbid Grep, Glob        when path is present and not path matches "/[^]*"
}
`);
  expect(notes).toContain("only `permissions` are imported; left out: `model`");
});

describe("commands", () => {
  const allow = (specifier: string, command: string): string => verdict({ allow: [`Bash(${specifier})`] }, "Bash", { command });
  const deny = (specifier: string, command: string): string => verdict({ allow: ["Bash"], deny: [`Bash(${specifier})`] }, "Bash", { command });

  test.each([
    ["npm run build", ["npm run build"], ["npm run build --watch", " npm run build", "npm run build\n"]],
    ["npm run test:*", ["npm run test", "npm run test --watch=a,b"], ["npm run tests", "npm run testx", "npm run test && curl evil.com", "npm run test; ls", "npm run test | sh", "npm run test $(id)", "npm run test `id`", "npm run test > x", "npm run test\nid", "npm run test 'a", 'npm run test "a', "npm run test \\", "npm run test *", "npm run test ~", "X=1 npm run test"]],
    ["npm run test *", ["npm run test", "npm run test a"], ["npm run testa"]],
    ["ls*", ["ls", "lsof", "ls -la"], ["ls; id"]],
    ["git log * main", ["git log --oneline main"], ["git log main", "git log a; main"]],
    ["echo (a)", ["echo (a)"], ["echo a"]],
  ])("an `allow` for %s", (specifier, permitted, asked) => {
    for (const command of permitted) expect(allow(specifier, command), command).toBe("allow");
    for (const command of asked) expect(allow(specifier, command), command).toBe("ask");
  });

  test.each([
    ["rm:*", ["rm", "rm -rf /", "/bin/rm x", "sh -c 'rm x'", "ls && rm x", "ls;rm x", "echo $(rm x)", "timeout 3 rm x", "xargs rm", "FOO=1 rm x", "rm\tx", "a\nrm x"], ["rmdir x", "npm-rm x", "ls confirm", "form"]],
    ["git push *", ["git push", "git  push origin", "git \\\n push", "cd x && git push -f"], ["git pushed", "git log"]],
    ["npm publish", ["npm publish", "npm publish && ls", "(npm publish)", "npm publish # now"], ["npm publish --dry-run", "npm publisher"]],
    ["rm*", ["rm", "rmdir x"], ["ls"]],
    ["* --force", ["git push --force", "x --force; ls"], ["x --forced"]],
    ["./deploy.sh:*", ["./deploy.sh", "bash ./deploy.sh prod"], ["./deploy.sha"]],
  ])("a `deny` for %s", (specifier, forbidden, permitted) => {
    for (const command of forbidden) expect(deny(specifier, command), command).toBe("forbid");
    for (const command of permitted) expect(deny(specifier, command), command).toBe("allow");
  });

  test("an `ask` outweighs an `allow`, and a `deny` both", () => {
    const permissions = { allow: ["Bash(git:*)"], ask: ["Bash(git push:*)"], deny: ["Bash(git push --force:*)"] };
    expect(["git log", "git push", "git push --force"].map((command) => verdict(permissions, "Bash", { command }))).toEqual(["allow", "ask", "forbid"]);
  });

  test("every command", () => {
    for (const rule of ["Bash", "Bash(*)"]) expect(rules("Bash", { allow: [rule] })).toEqual(["allow Bash"]);
    expect(rules("Bash", { allow: ["Bash(ls)"], deny: ["Bash"] })).toEqual(["forbid Bash"]);
    expect(rules("Bash", { allow: ["Bash(ls)"], ask: ["Bash"] })).toEqual(['ask Bash saying "Run {command}?"']);
  });

  test("what is told", () => {
    expect(notes({ allow: ["Bash(npm run test:*)"] })).toContain("plain signs alone stand for it");
    expect(notes({ allow: ["Bash(a && b)"] })).toContain("line 1: `Bash(a && b)` permits nothing here: Claude Code takes a line apart");
    expect(notes({ allow: ["Bash(git * main)", "Bash(* --version)"] }).match(/allows more than it looks/g)).toHaveLength(2);
    expect(notes({ allow: ["Bash(git *)", "Bash(npm:*)", "Bash(git log * main)", "Bash(ls)"] })).not.toContain("allows more than it looks");
    expect(notes({ deny: ["Bash(rm:*)"] })).toContain("looked for anywhere in the line");
  });

  test("by an argument", () => {
    const permissions = { allow: ["Bash"], deny: ["Bash(run_in_background:true)"], ask: ["Bash(description: a*)"] };
    expect([{}, { run_in_background: false }, { run_in_background: true }, { description: "ab" }].map((more) => verdict(permissions, "Bash", { command: "ls", ...more }))).toEqual(["allow", "allow", "forbid", "ask"]);
    expect(notes({ deny: ["Bash(timeout:soon)"] })).toContain("line 1: `Bash(timeout:soon)` is left out: `soon` is no value of `timeout`");
  });
});

describe("paths", () => {
  const allow = (rule: string, tool: string, path: string): string => verdict({ allow: [rule], defaultMode: "dontAsk" }, tool, { file_path: path });
  const deny = (rule: string, path: string): string => verdict({ allow: ["Read"], deny: [rule] }, "Read", { file_path: path });

  test.each<[string, string[], string[]]>([
    ["Edit(docs/**)", ["/home/ann/shop/docs/a", "/home/ann/shop/docs/a/b"], ["/home/ann/shop/a", "/home/ann/shop/x/docs/a", "/home/ann/shop/docs/../a", "/home/ann/docs/a"]],
    ["Edit(/src/**/*.ts)", ["/home/ann/shop/src/a.ts", "/home/ann/shop/src/x/y/a.ts"], ["/home/ann/shop/src/a.js", "/home/ann/shop/a.ts", "/src/a.ts", "/home/ann/shop/src/x/../../a.ts", "/home/ann/shop/src/..ts/../a.ts"]],
    ["Edit(~/notes/*.md)", ["/home/ann/notes/a.md"], ["/home/ann/notes/x/a.md", "/home/ann/shop/notes/a.md", "/home/ann/notes/a.md.exe"]],
    ["Edit(//tmp/scratch.txt)", ["/tmp/scratch.txt"], ["/tmp/scratch.txt2", "/home/ann/shop/tmp/scratch.txt"]],
    ["Edit(README.md)", ["/home/ann/shop/README.md", "/home/ann/shop/a/README.md"], ["/home/ann/README.md", "/home/ann/shop/xREADME.md", "/home/ann/shop/readme.md"]],
    ["Edit(./README.md)", ["/home/ann/shop/README.md"], ["/home/ann/shop/a/README.md"]],
    ["Edit(../other/**)", ["/home/ann/other/a"], ["/home/ann/a", "/home/ann/shop/other/a"]],
    ["Edit(a?c/**)", ["/home/ann/shop/abc/x"], ["/home/ann/shop/ac/x", "/home/ann/shop/a/c/x"]],
    ["Edit(**)", ["/home/ann/shop/x", "/home/ann/shop"], ["/home/ann/x"]],
    ["Edit(*)", ["/home/ann/shop/x", "/home/ann/shop/a/x"], ["/home/ann/x"]],
    ["Edit(./Finance (2024)/**)", ["/home/ann/shop/Finance (2024)/x"], ["/home/ann/shop/Finance/x"]],
  ])("an `allow` for %s", (rule, permitted, refused) => {
    for (const path of permitted) expect(allow(rule, "Edit", path), path).toBe("allow");
    for (const path of refused) expect(allow(rule, "Edit", path), path).toBe("forbid");
  });

  test.each<[string, string[], string[]]>([
    ["Read(./.env)", ["/home/ann/shop/.env", "/home/ann/shop/a/.env", "/home/ann/shop/x/../.env", "/home/ann/shop/.ENV", ".env", "../shop/.env", "/home/ann/shop/.env/"], ["/home/ann/shop/.envrc", "/home/ann/.env", "/home/ann/shop/x"]],
    ["Read(.env.*)", ["/home/ann/shop/.env.local", "/home/ann/shop/a/.env.test"], ["/home/ann/shop/.env"]],
    ["Read(secrets/**)", ["/home/ann/shop/secrets/a", "/home/ann/shop/x/secrets/a/b", "/home/ann/shop/secrets"], ["/home/ann/shop/secret/a"]],
    ["Read(/secrets/**)", ["/home/ann/shop/secrets/a"], ["/home/ann/shop/x/secrets/a"]],
    ["Read(~/.ssh/**)", ["/home/ann/.ssh/id_rsa"], ["/home/ann/shop/.ssh/id_rsa"]],
    ["Read(//etc/**)", ["/etc/passwd", "/home/../etc/passwd"], ["/home/ann/shop/etc/passwd"]],
    ["Read(//**/.env)", ["/x/y/.env", "/.env"], ["/x/.envy"]],
    ["Read(./[ab].key)", ["/home/ann/shop/a.key"], ["/home/ann/shop/a.pub"]],
  ])("a `deny` for %s", (rule, forbidden, permitted) => {
    for (const path of forbidden) expect(deny(rule, path), path).toBe("forbid");
    for (const path of permitted) expect(deny(rule, path), path).toBe("allow");
  });

  test("what may not be read may not be edited, searched or written either", () => {
    const permissions = { allow: ["Edit", "Write", "Grep", "Glob", "NotebookEdit"], deny: ["Read(./.env)"] };
    const path = "/home/ann/shop/.env";
    expect(["Edit", "Write"].map((tool) => verdict(permissions, tool, { file_path: path }))).toEqual(["forbid", "forbid"]);
    expect(["Grep", "Glob"].map((tool) => verdict(permissions, tool, { pattern: "x", path }))).toEqual(["forbid", "forbid"]);
    expect(["Grep", "Glob"].map((tool) => verdict(permissions, tool, { pattern: "x" }))).toEqual(["allow", "allow"]);
    expect(verdict(permissions, "NotebookEdit", { notebook_path: path })).toBe("allow");
  });

  test("an `Edit` rule is about every tool that edits", () => {
    for (const [tool, argument] of [["Edit", "file_path"], ["Write", "file_path"], ["NotebookEdit", "notebook_path"]] as const) {
      expect(verdict({ allow: ["Edit(docs/**)"] }, tool, { [argument]: "/home/ann/shop/docs/a" })).toBe("allow");
      expect(verdict({ allow: ["Edit"], deny: ["Edit(docs/**)"] }, tool, { [argument]: "/home/ann/shop/docs/a" })).toBe("forbid");
    }
  });

  test("a rule for `Write` that allows is not consulted, one that denies is", () => {
    expect(notes({ allow: ["Write(docs/**)"] })).toContain("line 1: `Write(docs/**)` permits nothing here: Claude Code does not consult it either: write `Edit(…)`");
    expect(verdict({ allow: ["Edit"], deny: ["Write(docs/**)"] }, "Write", { file_path: "/home/ann/shop/docs/a" })).toBe("forbid");
  });

  test("what `!` takes out of a `deny` stays denied", () => {
    expect(notes({ deny: ["Read(*.env)", "Read(!sample.env)"] })).toContain("line 1: `Read(!sample.env)` is left out: what it takes out of other rules stays as those say");
  });

  test("the settings of a user are anchored in their folder", () => {
    expect(verdict({ deny: ["Read(/secrets/**)"] }, "Read", { file_path: "/home/ann/.claude/secrets/a" }, { settings: "/home/ann/.claude" })).toBe("forbid");
  });
});

describe("what needs no rule", () => {
  const read = (path: string, permissions: object = {}): string => verdict(permissions, "Read", { file_path: path });
  const edit = (path: string, permissions: object = {}): string => verdict(permissions, "Edit", { file_path: path });

  test("reading in the project and the further directories", () => {
    expect([read("/home/ann/shop/a"), read("/home/ann/a"), read("/home/ann/docs/a", { additionalDirectories: ["../docs/"] }), read("/home/ann/n/a", { additionalDirectories: ["~/n"] })]).toEqual(["allow", "ask", "allow", "allow"]);
    expect(verdict({}, "Grep", { pattern: "x" })).toBe("allow");
  });

  test("the mode says what becomes of the rest", () => {
    const modes = ["default", "acceptEdits", "dontAsk", "plan", "bypassPermissions"];
    expect(modes.map((defaultMode) => edit("/home/ann/shop/a", { defaultMode }))).toEqual(["ask", "allow", "forbid", "ask", "ask"]);
    expect(modes.map((defaultMode) => edit("/home/ann/shop/.git/config", { defaultMode }))).toEqual(["ask", "ask", "forbid", "ask", "ask"]);
    expect(modes.map((defaultMode) => edit("/etc/a", { defaultMode }))).toEqual(["ask", "ask", "forbid", "ask", "ask"]);
    expect(verdict({ defaultMode: "dontAsk", ask: ["Bash(ls)"], allow: ["Bash"] }, "Bash", { command: "ls" })).toBe("forbid");
    expect(notes({ defaultMode: "bypassPermissions" })).toContain("line 1: what no rule speaks of is permitted there: a person is asked about what no rule speaks of, as in the mode `default`");
  });
});

describe("hosts", () => {
  test.each<[string, string[], string[]]>([
    ["example.com", ["https://example.com/a", "https://EXAMPLE.com"], ["http://example.com", "https://example.com:8443/", "https://example.com.evil.com", "https://a.example.com", "https://example.com@evil.com"]],
    ["*.example.com", ["https://a.example.com", "https://a.b.example.com"], ["https://example.com", "https://evilexample.com"]],
    ["*", ["http://x"], []],
  ])("an `allow` for %s", (domain, permitted, asked) => {
    const of = (url: string): string => verdict({ allow: [`WebFetch(domain:${domain})`] }, "WebFetch", { url, prompt: "" });
    for (const url of permitted) expect(of(url), url).toBe("allow");
    for (const url of asked) expect(of(url), url).toBe("ask");
  });

  test.each<[string, string[], string[]]>([
    ["evil.com", ["https://evil.com", "http://EVIL.com:81/x", "https://evil.com./", "https://a@evil.com", "https://ev%69l.com", "https:\\\\evil.com", "HTTPS://evil.com"], ["https://evil.com.org", "https://x.evil.com", "https://good.com/evil.com"]],
    ["*.evil.com", ["https://a.evil.com", "https://a.b.evil.com/x"], ["https://evil.com"]],
    ["evil.*", ["https://evil.org"], ["https://evil.good.com"]],
  ])("a `deny` for %s", (domain, forbidden, permitted) => {
    const of = (url: string): string => verdict({ allow: ["WebFetch"], deny: [`WebFetch(domain:${domain})`] }, "WebFetch", { url, prompt: "" });
    for (const url of forbidden) expect(of(url), url).toBe("forbid");
    for (const url of permitted) expect(of(url), url).toBe("allow");
  });

  test("what is told", () => {
    expect(notes({ allow: ["WebFetch(domain:example.*)"] })).toContain("line 1: `WebFetch(domain:example.*)` permits nothing here: hosts of this form have no equivalent in an `allow`");
    expect(notes({ allow: ["WebFetch(https://a.com)"] })).toContain("permits nothing here: write `WebFetch(domain:example.com)`");
  });
});

describe("other tools", () => {
  const text = JSON.stringify({ tools: ["mcp__github__get_issue", "mcp__github__create_issue", "mcp__web__go"].map((name) => ({ name, inputSchema: { type: "object", properties: { n: { type: "number" } } } })) });
  const tools = { path: "mcp.tools.json", text };
  const mcp = (permissions: object): readonly string[] => ["mcp__github__get_issue", "mcp__github__create_issue", "mcp__web__go"].map((tool) => verdict(permissions, tool, { n: 1 }, { tools }));

  test("of an MCP server, by its name, all of its tools, or a part", () => {
    expect(of({}, { tools })).toContain('  tools from "mcp.tools.json"\n');
    expect(mcp({})).toEqual(["ask", "ask", "ask"]);
    expect(mcp({ allow: ["mcp__github"] })).toEqual(["allow", "allow", "ask"]);
    expect(mcp({ allow: ["mcp__github__*"], deny: ["mcp__github__create_issue"] })).toEqual(["allow", "forbid", "ask"]);
    expect(mcp({ allow: ["mcp__github__get_*"], deny: ["mcp__web*"] })).toEqual(["allow", "ask", "forbid"]);
    expect(mcp({ allow: ["mcp__*", "*"], defaultMode: "dontAsk" })).toEqual(["forbid", "forbid", "forbid"]);
    expect(mcp({ allow: ["mcp__github", "mcp__web"], deny: ["*"] })).toEqual(["forbid", "forbid", "forbid"]);
  });

  test("whose schema is not known are not permitted, and that is told", () => {
    expect(notes({ allow: ["mcp__github__get_issue", "Foo"] })).toMatch(/`mcp__github__get_issue` permits nothing here: the schemas of MCP tools are not known here.*\n.*`Foo` permits nothing here: the arguments of `Foo` are not known here/s);
    expect(verdict({ allow: ["Foo"] }, "Foo", {})).toBe("forbid");
  });

  test("agents by either of their names, and skills", () => {
    const permissions = { deny: ["Agent(Explore)"], allow: ["Skill(deploy *)"] };
    for (const tool of ["Task", "Agent"]) expect(["Explore", "Plan"].map((subagent_type) => verdict(permissions, tool, { subagent_type }))).toEqual(["forbid", "allow"]);
    expect(verdict(permissions, "Task", {})).toBe("allow");
    expect(["deploy", "other"].map((skill) => verdict(permissions, "Skill", { skill }))).toEqual(["allow", "ask"]);
  });

  test("what is in brackets where nothing is expected", () => {
    expect(notes({ allow: ["WebSearch(cats)"] })).toContain("line 1: `WebSearch(cats)` permits nothing here: what is in its brackets has no equivalent");
  });
});

describe("each mistake has its place", () => {
  test.each([
    ["{", "1:2: expected a name in double quotes but found the end"],
    ["[]", "1:1: a settings file of Claude Code is an object, and this is a list"],
    ["{}", "1:1: there are no `permissions` here: a settings file of Claude Code has an object of this name with the lists `allow`, `ask` and `deny`"],
    ['{"permissions": 1}', "1:17: there are no `permissions` here: a settings file of Claude Code has an object of this name with the lists `allow`, `ask` and `deny`"],
    ['{"permissions": {"allow": "Bash"}}', "1:27: `allow` is a list, and this is a text"],
    ['{"permissions": {"deny":\n [1]}}', '2:3: a rule is a text such as `"Bash(npm test)"`, and this is a number'],
    ['{"permissions": {"deny": ["Bash(npm"]}}', "1:27: `Bash(npm` is no rule: write `Tool` or `Tool(what)`"],
    ['{"permissions": {"deny": ["Bash()"]}}', "1:27: `Bash()` says nothing in its brackets: leave them out where every use is meant"],
    ['{"permissions": {"additionalDirectories": [1]}}', "1:44: a directory is a text, and this is a number"],
    ['{"permissions": {"additionalDirectories": ["a\\rb"]}}', "1:44: `a b` holds a sign that cannot be written in Pol"],
    ['{"permissions": {"defaultMode": "yolo"}}', "1:33: there is no mode `yolo`: there are `default`, `acceptEdits`, `plan`, `auto`, `dontAsk` and `bypassPermissions`"],
  ])("%s", (text, message) => expect(mistakesIn(importClaude(text, PLACE))).toEqual([message]));

  test("folders that are none", () => {
    expect(mistakesIn(importClaude('{"permissions": {}}', { ...PLACE, root: "shop" }))).toEqual(["1:1: `shop` is no absolute path that can be written in Pol"]);
    expect(mistakesIn(importClaude('{"permissions": {}}', { ...PLACE, tools: { path: "t.json", text: "{" } }))).toEqual(["1:1: `t.json` cannot be used: it is not JSON"]);
  });
});

const pieces = "Bash Read Edit Write WebFetch Grep Task Skill mcp__a mcp__a__b * ( ) : ** / // ~/ ./ .. . ! [ ] ? \\ domain: example.com *.x npm run && ; \n \t \r \" ' ` { } a é \u202e true run_in_background".split(/ /);

test("any rules give Pol or mistakes, never throw, and permit nothing without a word", () => {
  const rule = fc.oneof(fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((all) => all.join("")), fc.tuple(fc.constantFrom("Bash", "Read", "Edit", "WebFetch", "Skill"), fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 })).map(([tool, all]) => `${tool}(${all.join("")})`), fc.string({ unit: "binary", maxLength: 12 }));
  const list = fc.array(rule, { maxLength: 3 });
  let taken = 0;
  fc.assert(fc.property(list, list, list, (allow, ask, deny) => {
    const result = importClaude(JSON.stringify({ permissions: { allow, ask, deny } }), PLACE);
    if ("errors" in result) return;
    taken++;
    sound(result);
  }), { numRuns: process.env["POL_LONG"] === "1" ? 5_000 : 300, seed: 7 });
  expect(taken).toBeGreaterThan(20);
});
