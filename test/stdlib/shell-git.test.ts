import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commands } from "../../stdlib/shell/commands.ts";
import { world } from "./world.ts";

await commands.load!();

const LISTED = ["git status|diff|log|show|blame|grep|ls-files|ls-tree|describe|rev-parse|cat-file"];

/** A repository whose own settings name a program for whatever git lets them; each leaves its name in `ran`. */
const top = mkdtempSync(join(tmpdir(), "pol-git-"));
const repo = join(top, "repo");
const clone = join(top, "clone");
const ran = join(top, "ran");
const plain = { ...process.env, HOME: top, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null", LC_ALL: "C" };

const git = (cwd: string, ...args: string[]): string => execFileSync("git", args, { cwd, env: plain, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

function program(name: string, then = "cat \"$1\" 2>/dev/null"): string {
  const path = join(top, name);
  writeFileSync(path, `#!/bin/sh\necho ${name} >> ${ran}\n${then}\nexit 0\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Runs a line in bash, after the file was touched, so that git looks at it anew; what ran besides, and whether the index changed. */
function run(line: string, cwd = repo): { readonly others: readonly string[]; readonly wroteIndex: boolean; readonly code: number; readonly output: string } {
  rmSync(ran, { force: true });
  const index = join(cwd, ".git/index");
  if (existsSync(join(cwd, "f"))) utimesSync(join(cwd, "f"), new Date(), new Date(Date.now() - 5000));
  const before = existsSync(index) ? statSync(index, { bigint: true }) : null;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", line], { cwd, env: plain, encoding: "utf8", input: "" });
  const after = existsSync(index) ? statSync(index, { bigint: true }) : null;
  const others = existsSync(ran) ? [...new Set(readFileSync(ran, "utf8").trim().split("\n"))].sort() : [];
  return { others, wroteIndex: before?.mtimeNs !== after?.mtimeNs || before?.ino !== after?.ino, code: status ?? -1, output: stdout + stderr };
}

const canonical = (line: string): string => {
  const match = commands.match(line, LISTED, world);
  if (!match.holds) throw new Error(`${line}: ${match.why}`);
  return match.canonical;
};

let signed = "";

beforeAll(() => {
  mkdirSync(repo);
  git(repo, "init", "-q");
  git(repo, "config", "user.name", "a");
  git(repo, "config", "user.email", "a@b.c");
  writeFileSync(join(repo, "f"), "one\n");
  writeFileSync(join(repo, ".gitattributes"), "* diff=own\n");
  git(repo, "add", ".");
  git(repo, "commit", "-qm", "one");
  writeFileSync(join(repo, "f"), "two\n");
  git(repo, "commit", "-qam", "two");
  const commit = git(repo, "cat-file", "commit", "HEAD").replace("\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n");
  signed = execFileSync("git", ["hash-object", "-t", "commit", "-w", "--stdin"], { cwd: repo, env: plain, input: `${commit}\n`, encoding: "utf8" }).trim();
  git(repo, "config", "uploadpack.allowFilter", "true");
  git(repo, "config", "uploadpack.allowAnySHA1InWant", "true");
  git(top, "clone", "-q", "--no-checkout", "--filter=blob:none", `file://${repo}`, clone);
  git(clone, "config", "remote.origin.uploadpack", program("upload", "exec git-upload-pack \"$@\""));
  git(clone, "config", "protocol.file.allow", "always");
  git(repo, "config", "diff.external", program("external"));
  git(repo, "config", "diff.own.textconv", program("textconv"));
  git(repo, "config", "core.fsmonitor", program("fsmonitor"));
  git(repo, "config", "core.pager", program("pager", "cat"));
  git(repo, "config", "gpg.program", program("gpg"));
  git(repo, "config", "log.showSignature", "true");
  git(repo, "config", "core.hooksPath", join(top, "hooks"));
  mkdirSync(join(top, "hooks"));
  program("hooks/post-index-change");
  writeFileSync(join(repo, "f"), "three\n");
});
afterAll(() => rmSync(top, { recursive: true }));

describe("git as it is given runs what the repository names", () => {
  test.each([
    ["git status", "fsmonitor"],
    ["git status -vv", "textconv"],
    ["git diff", "external"],
    ["git log -p", "textconv"],
    ["git blame f", "textconv"],
  ])("%s", (line, name) => expect(run(line).others).toContain(name));
  test("and checks signatures, and writes the index", () => {
    expect(run(`git log -1 ${signed}`).others).toContain("gpg");
    expect(run("git -c core.fsmonitor= --no-optional-locks diff --no-ext-diff --no-textconv").others).toEqual([]);
    expect(run("git status").wroteIndex).toBe(true);
  });
});

describe("git as it is executed runs nothing, and writes nothing", () => {
  test.each([
    "git status", "git status -sb", "git diff", "git diff --stat HEAD~1", "git diff --cached", "git diff --no-index .gitattributes f", "git log -p", "git log --stat --follow -- f", "git show",
    "git show HEAD:f", "git blame f", "git blame HEAD -- f", "git grep three", "git ls-files -m", "git ls-tree HEAD", "git describe --always", "git rev-parse HEAD",
    "git cat-file -p HEAD:f", "git log '--format=%G?' -1 SIGNED", "git log -1 SIGNED", "git show SIGNED",
  ])("%s", (line) => {
    const { others, wroteIndex, code, output } = run(canonical(line.replace("SIGNED", signed)));
    expect({ others, wroteIndex, failed: code > 1 }).toEqual({ others: [], wroteIndex: false, failed: false });
    expect(output).not.toContain("fatal");
  });

  test("a clone without its files fetches none", () => {
    const packs = (): number => readdirSync(join(clone, ".git/objects/pack")).length;
    const before = packs();
    const { others, output } = run(canonical("git log -p"), clone);
    expect(others).toEqual([]);
    expect(output).toContain("transport 'file' not allowed");
    expect(packs()).toBe(before);
    expect(run("git --no-pager log -p", clone).others).toEqual(["upload"]);
  });

  test("what it cannot switch off: a filter compares a changed file", () => {
    git(repo, "config", "filter.own.clean", program("filter", "cat"));
    writeFileSync(join(repo, ".git/info/attributes"), "f filter=own\n");
    writeFileSync(join(repo, "f"), "TWO\n");
    expect(run(canonical("git status")).others).toEqual(["filter"]);
  });
});
