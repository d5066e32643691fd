import { describe, expect, test } from "vitest";
import type { Match } from "../../stdlib/native.ts";
import { commands, pipelines } from "../../stdlib/shell/commands.ts";
import { GIT_SWITCHES } from "../../stdlib/shell/programs/git.ts";
import { quote } from "../../stdlib/shell/quote.ts";
import { world } from "./world.ts";

await commands.load!();

const LISTED = [
  "ls", "cat", "head", "tail", "wc", "sort", "uniq", "cut", "tr", "diff", "grep", "rg", "find", "sed -n", "echo", "pwd", "man", "date", "stat", "du", "df", "file",
  "basename", "realpath", "id", "whoami", "uname", "git status|diff|log|show|blame|grep|ls-files",
];
const ask = (line: string): Match => pipelines.match(line, LISTED, world);
const GIT = `git ${GIT_SWITCHES.map(quote).join(" ")}`;

describe("what only reads, and how it is run", () => {
  test.each([
    ["ls", "ls"],
    ["ls -la --color=never src", "ls -la --color=never src"],
    ["ls -l --sort size", "ls -l --sort size"],
    ["cat 'my file.txt' -- -n", "cat 'my file.txt' -- -n"],
    ["head -5 f", "head -5 f"],
    ["head -n -5 f", "head -n -5 f"],
    ["tail -n +5 f", "tail -n +5 f"],
    ["sort -k2,2n -t, -u f", "sort -k2,2n -t, -u f"],
    ["uniq -c", "uniq -c"],
    ["uniq -c f", "uniq -c f"],
    ["grep -rn --include='*.ts' -e -x 'a|b' .", "grep -rn '--include=*.ts' -e -x 'a|b' ."],
    ["grep -c -- '-exec' f", "grep -c -- -exec f"],
    ["rg -n 'foo bar' src", "rg --no-config -n 'foo bar' src"],
    ["find . -name '*.ts' -type f -newermt 2024-01-01 -printf '%p\\n'", "find . -name '*.ts' -type f -newermt 2024-01-01 -printf '%p\\n'"],
    ["find -L a b '(' -name x -o -size -5k ')' '!' -path '*/y/*' -prune", "find -L a b '(' -name x -o -size -5k ')' '!' -path '*/y/*' -prune"],
    ["find . -name -delete", "find . -name -delete"],
    ["sed -n '1,5p' f g", "sed -n 1,5p f g"],
    ["sed -n '$p'", "sed -n '$p'"],
    ["sed -n '/a\\/b/I,/c d/!p' -- -f", "sed -n '/a\\/b/I,/c d/!p' -- -f"],
    ["sed -n -- '2~3p' -i", "sed -n -- '2~3p' -i"],
    ["sed -n '/x/,+4 p'", "sed -n '/x/,+4 p'"],
    ["echo -n 'rm -rf /' ';' \"it's\"", "echo -n 'rm -rf /' ';' 'it'\"'\"'s'"],
    ["pwd -P", "pwd -P"],
    ["man 3 printf", "man -P cat 3 printf"],
    ["date -u +%F", "date -u +%F"],
    ["date -Is", "date -Is"],
    ["stat -c %s f", "stat -c %s f"],
    ["git status -sb", `${GIT} status -sb`],
    ["git log --oneline -5 HEAD~3..HEAD -- src", `${GIT} log --no-ext-diff --no-textconv --oneline -5 'HEAD~3..HEAD' -- src`],
    ["git log -p -S 'x y' --author ann --format='%h %s'", `${GIT} log --no-ext-diff --no-textconv -p -S 'x y' --author ann '--format=%h %s'`],
    ["git diff --stat --cached", `${GIT} diff --no-ext-diff --no-textconv --stat --cached`],
    ["git diff -- --output=x", `${GIT} diff --no-ext-diff --no-textconv -- --output=x`],
    ["git show 'HEAD@{1}:f'", `${GIT} show --no-ext-diff --no-textconv 'HEAD@{1}:f'`],
    ["git blame -L 1,5 f", `${GIT} blame --no-textconv -L 1,5 f`],
    ["git grep -ne -x", `${GIT} grep -ne -x`],
    ["cat f | sort | uniq -c | head -n 3", "cat f | sort | uniq -c | head -n 3"],
  ])("%s", (line, canonical) => {
    expect(ask(line)).toEqual({ holds: true, canonical });
    expect(ask(canonical)).toEqual({ holds: true, canonical });
  });
});

const OPTION = "has an option that is not among those that only read";

describe("what does more than read", () => {
  test.each([
    ["rm x", "runs a command that is not listed"],
    ["cat f | sh", "runs a command that is not listed"],
    ["cat f | tee g", "runs a command that is not listed"],
    ["env ls", "runs a command that is not listed"],
    ["git push", "runs a command that is not listed"],
    ["git", "runs a command that is not listed"],
    ["git -C /x status", "runs a command that is not listed"],
    ["git --no-pager log", "runs a command that is not listed"],
    ["git -c core.pager=id log", "runs a command that is not listed"],
    ["sed 1p f", "runs a command that is not listed"],
    ["sed -ne 1p f", "runs a command that is not listed"],
    ["constructor", "runs a command that is not listed"],
    ["PATH=/tmp ls", "names a command by more than its bare name"],
    ["/bin/ls", "names a command by more than its bare name"],
    ["./ls", "names a command by more than its bare name"],
    ["'ls'", "has quotes in the name of a command"],
    ["l's'", "has quotes in the name of a command"],
    ["''ls", "has quotes in the name of a command"],
    ["sort -o x f", `runs \`sort\`, which ${OPTION}`],
    ["sort -uo x f", `runs \`sort\`, which ${OPTION}`],
    ["sort f -ox", `runs \`sort\`, which ${OPTION}`],
    ["sort --output=x f", `runs \`sort\`, which ${OPTION}`],
    ["sort --outp x f", `runs \`sort\`, which ${OPTION}`],
    ["sort --compress-program=id f", `runs \`sort\`, which ${OPTION}`],
    ["sort -T /x f", `runs \`sort\`, which ${OPTION}`],
    ["tail -f x", `runs \`tail\`, which ${OPTION}`],
    ["tail -5f x", `runs \`tail\`, which ${OPTION}`],
    ["tail +5f x", "runs `tail`, which has an operand that begins with `+`"],
    ["uniq a b", "runs `uniq`, which has a second operand, which it would write"],
    ["uniq a -f 1", "runs `uniq`, which has an option behind an operand"],
    ["rg --pre=id x", `runs \`rg\`, which ${OPTION}`],
    ["rg -z x", `runs \`rg\`, which ${OPTION}`],
    ["rg -A --pre=id x", "runs `rg`, which has a value that looks like an option"],
    ["find . -delete", "runs `find`, which has a test or action that is not among those that only read"],
    ["find . -exec rm '{}' ';'", "runs `find`, which has a test or action that is not among those that only read"],
    ["find . -fprintf x '%p'", "runs `find`, which has a test or action that is not among those that only read"],
    ["find . -name x y", "runs `find`, which has a test or action that is not among those that only read"],
    ["find . -newerxy z", "runs `find`, which has a test or action that is not among those that only read"],
    ["find . -name", "runs `find`, which has a test without its value"],
    ...["w x", "1w x", "1e id", "1p;w x", "1{p}", "1,5p\nw x", "/a/p w", "s/a/b/w x", "s/a/b/e", "1,5d", "p", "", "1,w x", "/a\\/p", "/a/,/b/wp"].map((script) => [`sed -n '${script}' f`, "runs `sed -n`, which has a script that does more than print the lines of an address"]),
    ["sed -n", "runs `sed -n`, which has a script that does more than print the lines of an address"],
    ["sed -n -i 1p f", "runs `sed -n`, which has a script that does more than print the lines of an address"],
    ["sed -n 1p -i f", "runs `sed -n`, which has an option besides `-n`"],
    ["sed -n 1p f -e 'w x'", "runs `sed -n`, which has an option besides `-n`"],
    ["man -P id ls", `runs \`man\`, which ${OPTION}`],
    ["man -Hid ls", `runs \`man\`, which ${OPTION}`],
    ["man ./x.1", "runs `man`, which has a page that is a file"],
    ["date -s tomorrow", `runs \`date\`, which ${OPTION}`],
    ["date 01010101", "runs `date`, which has an operand that is no format"],
    ["df --sync", `runs \`df\`, which ${OPTION}`],
    ["file -C -m x", `runs \`file\`, which ${OPTION}`],
    ["diff -l a b", `runs \`diff\`, which ${OPTION}`],
    ["git diff --output=x", `runs \`git diff\`, which ${OPTION}`],
    ["git diff --outp=x", `runs \`git diff\`, which ${OPTION}`],
    ["git log --output x", `runs \`git log\`, which ${OPTION}`],
    ["git diff --ext-diff", `runs \`git diff\`, which ${OPTION}`],
    ["git diff --submodule=diff", `runs \`git diff\`, which ${OPTION}`],
    ["git log --remerge-diff", `runs \`git log\`, which ${OPTION}`],
    ["git log --diff-merges=remerge", `runs \`git log\`, which ${OPTION}`],
    ["git log -pS", `runs \`git log\`, which ${OPTION}`],
    ["git log -S --output=x", "runs `git log`, which has a value that looks like an option"],
    ["git grep -Oid x", `runs \`git grep\`, which ${OPTION}`],
    ["git show --show-signature", `runs \`git show\`, which ${OPTION}`],
  ])("%s", (line, why) => expect(ask(line)).toEqual({ holds: false, why }));
});

test("no more of the switches than all of them passes for them", () => {
  const [first, second, ...rest] = GIT_SWITCHES.map(quote);
  expect(ask(`git ${first} ${second} status`).holds).toBe(false);
  expect(ask(`git ${[first, second, ...rest].reverse().join(" ")} status`).holds).toBe(false);
  expect(ask(`${GIT} -c core.pager=id status`).holds).toBe(false);
  expect(ask(`${GIT} ${GIT_SWITCHES.map(quote).join(" ")} status`).holds).toBe(false);
});

test("one command is no pipeline", () => {
  expect(commands.match("ls -l", ["ls"], world)).toEqual({ holds: true, canonical: "ls -l" });
  expect(commands.match("ls | wc", ["ls", "wc"], world)).toEqual({ holds: false, why: "joins commands by `|`" });
  expect(commands.match("ls |", ["ls"], world).holds).toBe(false);
});

describe("what a policy may list", () => {
  test.each([[["ls"]], [["git status|diff|log", "sed -n", "find"]], [["git show", "git log"]]])("%j", (params) => {
    expect(commands.refuse(params)).toBeNull();
    expect(pipelines.refuse(params)).toBeNull();
  });
  test.each([
    [[], "it takes at least one command"],
    [["rm"], "`rm` is no command that is known to only read"],
    [["ls", "git push"], "`git push` is no command that is known to only read"],
    [["git status|push"], "`git status|push` is no command that is known to only read"],
    [["git"], "`git` needs the subcommands it may run, as in `git status|log`"],
    [["sed"], "`sed` may only print, as `sed -n`"],
    [["ls -l"], "`ls -l` is no command that is known to only read"],
    [["git  log"], "`git  log` is no command that is known to only read"],
    [["git log -p"], "`git log -p` is no command that is known to only read"],
    [["git log|"], "`git log|` is no command that is known to only read"],
    [["LS"], "`LS` is no command that is known to only read"],
    [[""], "`` is no command that is known to only read"],
    [["constructor"], "`constructor` is no command that is known to only read"],
  ])("not %j", (params, why) => expect(pipelines.refuse(params)).toBe(why));
});
