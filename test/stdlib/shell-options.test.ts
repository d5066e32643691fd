import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { options, readOptions } from "../../stdlib/shell/options.ts";
import { PROGRAMS } from "../../stdlib/shell/programs.ts";
import { ALONE, WITH_VALUE } from "../../stdlib/shell/programs/find.ts";

const table = options("-a --all -n= --lines= --color[=] -M[=] -# --sub=log");
const REFUSED = "has an option that is not among those that only read";

describe("options are read as programs read them", () => {
  test.each<[string[], string[] | string]>([
    [[], []],
    [["x", "-a", "y", "--all"], ["x", "y"]],
    [["-n", "5", "x"], ["x"]],
    [["-n5", "-an5", "-an", "-5", "x"], ["x"]],
    [["--lines", "-5", "--lines=5", "--lines="], []],
    [["--color", "x", "--color=always"], ["x"]],
    [["-M", "x", "-M50%", "-aM50"], ["x"]],
    [["-5", "-50"], []],
    [["--sub=log"], []],
    [["-", "x"], ["-", "x"]],
    [["x", "--", "-z", "--bad"], ["x", "-z", "--bad"]],
    [["-n", "--", "x"], ["x"]],
    [[""], [""]],
    [["-z"], REFUSED],
    [["-az"], REFUSED],
    [["-na", "-z"], REFUSED],
    [["--al"], REFUSED],
    [["--all=x"], REFUSED],
    [["--ALL"], REFUSED],
    [["--sub"], REFUSED],
    [["--sub=diff"], REFUSED],
    [["-5a"], REFUSED],
    [["--constructor"], REFUSED],
    [["---"], REFUSED],
    [["-n"], "has an option without its value"],
    [["x", "--lines"], "has an option without its value"],
  ])("%j", (args, read) => expect(readOptions(args, table)).toEqual(read));

  test("where they may not be joined", () => {
    expect(readOptions(["-aa"], table, { noClusters: true })).toBe(REFUSED);
    expect(readOptions(["-n5", "-M5", "-a"], table, { noClusters: true })).toEqual([]);
  });
  test("where a value may not look like one", () => {
    expect(readOptions(["-n", "-a"], table, { noDashedValues: [] })).toBe("has a value that looks like an option");
    expect(readOptions(["-n", "-a"], table, { noDashedValues: ["-n"] })).toEqual([]);
    expect(readOptions(["-n", "-"], table, { noDashedValues: [] })).toEqual([]);
  });
  test("where they stand first", () => {
    expect(readOptions(["-a", "x", "y"], table, { optionsFirst: true })).toEqual(["x", "y"]);
    expect(readOptions(["x", "-a"], table, { optionsFirst: true })).toBe("has an option behind an operand");
  });
});

/** What must never come onto a list, by what it does. */
const DANGEROUS: Readonly<Record<string, string>> = {
  sort: "-o --output -T --temporary-directory --compress-program", rg: "--pre --hostname-bin -z --search-zip", date: "-s --set", tail: "-f -F --follow --retry --pid -s --sleep-interval",
  df: "--sync", file: "-C --compile -p --preserve-date -s --special-files -S --no-sandbox -z --uncompress -Z --uncompress-noreport", diff: "-l --paginate",
  man: "-P --pager -H --html -p --preprocessor -l --local-file -C --config-file -M --manpath -t --troff -T --troff-device -X --gxditview -Z --ditroff -u --update -c --catman",
  "git diff": "--output --ext-diff --textconv", "git log": "--output --ext-diff --textconv --remerge-diff --show-signature --alternate-refs --stdin",
  "git show": "--output --ext-diff --textconv --remerge-diff --show-signature", "git grep": "-O --open-files-in-pager --textconv", "git status": "-v --verbose", "git describe": "--dirty --broken",
  "git cat-file": "--textconv --filters --batch --batch-command", uniq: "--output", cat: "--output", head: "--output",
};

describe("the tables", () => {
  test.each([...PROGRAMS].flatMap(([key, { options }]) => (options ? [[key, options] as const] : [])))("%s says one thing of an option", (key, { alone, withValue, mayHaveValue }) => {
    const names = [...alone, ...withValue, ...mayHaveValue];
    expect(names.length).toBe(new Set(names).size);
    expect(names.filter((name) => !/^(-[A-Za-z0-9#.?]|--[A-Za-z0-9][A-Za-z0-9-]+(=[a-z0-9-]+)?)$/.test(name))).toEqual([]);
    for (const bad of (DANGEROUS[key] ?? "").split(" ")) expect(names).not.toContain(bad);
  });
});

/** This machine's programs are asked how they read each option: `--pol-probe` must be an option to them behind one that takes no value, and a value behind one that does. */
describe.skipIf(process.platform !== "linux")("programs agree", () => {
  const folder = mkdtempSync(join(tmpdir(), "pol-options-"));
  const run = (command: readonly string[]): string => {
    const [name, ...args] = command;
    const { stdout, stderr } = spawnSync(name!, args, { cwd: folder, input: "", encoding: "utf8", timeout: 10_000, env: { ...process.env, LC_ALL: "C", HOME: folder } });
    return `${stdout}${stderr}`;
  };
  beforeAll(() => {
    mkdirSync(join(folder, "empty"));
    run(["git", "init", "-q"]);
    run(["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "--allow-empty", "-m", "a"]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const COMPLAINS = /(unrecognized|unknown|invalid|Illegal) option|unrecognized argument|Found argument|unexpected argument|works only on/;
  const sees = (output: string): boolean => output.split("\n").some((line) => line.includes("pol-probe") && COMPLAINS.test(line));
  const isThere = (name: string): boolean => spawnSync("bash", ["-c", `command -v "${name}"`]).status === 0;

  // One is of the shell, one prints what it does not know, one answers before it reads on.
  const odd = ["pwd", "git rev-parse", "uptime"];
  const all = [...PROGRAMS].filter(([key, { options }]) => options !== undefined && !odd.includes(key) && isThere(key.split(" ")[0]!));
  test.each(all)("%s", (key, { options }) => {
    const command = key.split(" ");
    const wrong: string[] = [];
    // An older program does not know every option; one that tells about itself, or has found another mistake, reads no further.
    const skips = (option: string, output: string): boolean =>
      /^(-h|-\?|-V|-v|--help|--usage|--version|--pcre2-version|--type-list|-#)$/.test(option)
      || output.includes(`'${option}'`)
      || output.includes(`\`${option.replace(/^-+/, "")}'`)
      || /^(usage|fatal: --\S+ (requires|without|makes no sense))/.test(output)
      || COMPLAINS.test(output.replaceAll(/.*pol-probe.*/g, ""));
    for (const option of [...options!.alone, ...options!.mayHaveValue]) {
      const output = run([...command, option, "--pol-probe"]);
      if (!sees(output) && !skips(option, output)) wrong.push(`${option} | ${output.slice(0, 100)}`);
    }
    // These two would not agree on a value that looks like an option, which is why they are given none.
    const isFree = !/^(rg|git .*)$/.test(key) || key === "git status";
    for (const option of isFree ? options!.withValue : ["-e"].filter((one) => options!.withValue.has(one))) {
      const output = run([...command, option, "--pol-probe"]);
      if (sees(output) && !skips(option, output)) wrong.push(`${option}= | ${output.slice(0, 100)}`);
    }
    expect(wrong).toEqual([]);
  });

  test("find", () => {
    const takes = (one: string): boolean => !/unknown predicate .--pol-probe|invalid predicate .--pol-probe/.test(run(["find", "empty", one, "--pol-probe"]));
    const words = [...ALONE].filter((one) => /^-(?!-?help|-?version|quit|prune|exec)/.test(one));
    expect(words.filter((one) => takes(one) && !["-a", "-and", "-o", "-or", "-not"].includes(one))).toEqual([]);
    expect([...WITH_VALUE, "-newermt", "-neweraB"].filter((one) => !takes(one))).toEqual([]);
  });
});
