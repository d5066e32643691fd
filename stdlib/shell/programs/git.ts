import { options } from "../options.ts";
import { program, type Program } from "../program.ts";

/**
 * Before the subcommand. A repository's own settings may name programs: these switch them off, and what writes the index or fetches
 * what a partial clone left out.
 */
export const GIT_SWITCHES: readonly string[] = [
  ...[
    "core.fsmonitor=",
    "core.hooksPath=/dev/null",
    "diff.autoRefreshIndex=false",
    "diff.submodule=short",
    "log.diffMerges=separate",
    "log.showSignature=false",
    "gpg.program=false",
    "gpg.x509.program=false",
    "gpg.ssh.program=false",
    "status.submoduleSummary=false",
    "protocol.allow=never",
    ...["ext", "file", "git", "http", "https", "ssh"].map((name) => `protocol.${name}.allow=never`),
  ].flatMap((setting) => ["-c", setting]),
  "--no-pager",
  "--no-optional-locks",
];

/** Drivers of `diff.external`, `diff.NAME.command` and `diff.NAME.textconv`. */
const NO_DRIVERS = ["--no-ext-diff", "--no-textconv"];

/** Left out: `--output` writes; `--ext-diff` and `--textconv` run drivers, `--submodule=diff` those of another repository. */
const DIFF = `
  -p -u --patch -s --no-patch -U[=] --unified[=] --output-indicator-new= --output-indicator-old= --output-indicator-context= --raw
  --patch-with-raw --patch-with-stat --indent-heuristic --no-indent-heuristic --minimal --no-minimal --patience --histogram --anchored=
  --diff-algorithm= --stat[=] --stat-width= --stat-name-width= --stat-graph-width= --stat-count= --compact-summary --no-compact-summary
  --numstat --shortstat -X[=] --dirstat[=] --cumulative --dirstat-by-file[=] --summary -z --name-only --name-status --submodule
  --submodule=short --submodule=log --color[=] --no-color --color-moved[=] --no-color-moved --color-moved-ws= --no-color-moved-ws
  --word-diff[=] --word-diff-regex= --color-words[=] --no-renames --rename-empty --no-rename-empty --check --ws-error-highlight=
  --full-index --no-full-index --binary --abbrev[=] --no-abbrev -B[=] --break-rewrites[=] -M[=] --find-renames[=] -C[=] --find-copies[=]
  --find-copies-harder --no-find-copies-harder -D --irreversible-delete -l= --diff-filter= -S= -G= --find-object= --pickaxe-all
  --pickaxe-regex -O= --skip-to= --rotate-to= -R --relative[=] --no-relative -a --text --no-text --ignore-cr-at-eol
  --ignore-space-at-eol -b --ignore-space-change -w --ignore-all-space --ignore-blank-lines -I= --ignore-matching-lines= --inter-hunk-context= -W --function-context --no-function-context --exit-code --no-exit-code --quiet
  --no-quiet --no-ext-diff --no-textconv --ignore-submodules[=] --src-prefix= --dst-prefix= --no-prefix --line-prefix=
  --ita-invisible-in-index --ita-visible-in-index --follow --no-follow -c --cc`;

/** Left out: `--remerge-diff` runs merge drivers and writes objects, `--alternate-refs` and `--show-signature` run programs, `--stdin` reads options. */
const LOG = `
  -# -n= --max-count= --skip= --since= --after= --since-as-filter= --until= --before= --max-age= --min-age= --author= --committer=
  --grep-reflog= --grep= --all-match --invert-grep -i --regexp-ignore-case --basic-regexp -E --extended-regexp -F --fixed-strings
  -P --perl-regexp --remove-empty --merges --no-merges --min-parents= --max-parents= --no-min-parents --no-max-parents --first-parent
  --exclude-first-parent-only --not --all --branches[=] --tags[=] --remotes[=] --glob= --exclude= --exclude-hidden= --reflog
  --single-worktree --ignore-missing --bisect --cherry-mark --cherry-pick --left-only --right-only --cherry -g --walk-reflogs --merge
  --boundary --simplify-by-decoration --show-pulls --full-history --dense --sparse --simplify-merges --ancestry-path[=] --date-order
  --author-date-order --topo-order --reverse --no-walk[=] --do-walk --pretty[=] --format= --abbrev-commit --no-abbrev-commit --oneline
  --encoding= --expand-tabs[=] --no-expand-tabs --notes[=] --no-notes --show-notes[=] --standard-notes --no-standard-notes
  --relative-date --date= --parents --children --left-right --graph --no-graph --show-linear-break[=] -m -t -r --root
  --diff-merges=off --diff-merges=none --diff-merges=first-parent --diff-merges=1 --diff-merges=separate --diff-merges=m
  --diff-merges=combined --diff-merges=c --diff-merges=dense-combined --diff-merges=cc --no-diff-merges --combined-all-paths
  --no-decorate --decorate[=] --decorate-refs= --decorate-refs-exclude= --clear-decorations --source --mailmap --no-mailmap
  --use-mailmap --no-use-mailmap --full-diff --log-size -L=`;

// git reads what looks like an option there as a value or as an option, from command to command.
const careful = { noClusters: true, noDashedValues: [] } as const;

export const GIT: Readonly<Record<string, Program>> = {
  "git blame": program(options(`
    -b --root --show-stats -L= -l -t -S= --reverse --first-parent -p --porcelain --line-porcelain --incremental --encoding= --contents=
    --date= --progress --no-progress -M[=] -C[=] --ignore-rev= --ignore-revs-file= --color-lines --color-by-age -h -c --score-debug
    -f --show-name -n --show-number -s -e --show-email -w --abbrev[=] --minimal --no-textconv`), { ...careful, switches: ["--no-textconv"] }),

  "git cat-file": program(options("-e -p -t -s"), careful),

  // `--dirty` and `--broken` write the index.
  "git describe": program(options("--all --tags --contains --abbrev[=] --candidates= --exact-match --debug --long --match= --exclude= --always --first-parent"), careful),

  "git diff": program(options(DIFF, "--cached --staged --merge-base --no-index --base --ours --theirs -0 -1 -2 -3"), { ...careful, switches: NO_DRIVERS }),

  // `-O` opens a pager, `--textconv` runs drivers.
  "git grep": program(options(`
    --cached --no-index --untracked --exclude-standard --no-exclude-standard --recurse-submodules -a --text --no-textconv -i --ignore-case
    -I --max-depth= -r --recursive --no-recursive -w --word-regexp -v --invert-match -h -H --full-name -E --extended-regexp
    -G --basic-regexp -P --perl-regexp -F --fixed-strings -n --line-number --column -l --files-with-matches --name-only
    -L --files-without-match -z --null -o --only-matching -c --count --color[=] --no-color --break --heading -p --show-function -#
    -C= --context= -A= --after-context= -B= --before-context= -W --function-context -m= --max-count= --threads= -f= -e= --and --or --not
    --all-match -q --quiet`), { noDashedValues: ["-e"] }),

  "git log": program(options(DIFF, LOG), { ...careful, switches: NO_DRIVERS }),

  "git ls-files": program(options(`
    -c --cached -d --deleted -m --modified -o --others -i --ignored -s --stage --directory --empty-directory --no-empty-directory
    -u --unmerged -k --killed -z --deduplicate -x= --exclude= -X= --exclude-from= --exclude-per-directory= --exclude-standard
    --error-unmatch --with-tree= -t -v --full-name --recurse-submodules --abbrev[=] --debug --eol --sparse --format= --resolve-undo`), { noDashedValues: [] }),

  "git ls-tree": program(options("-d -r -t -l --long -z --name-only --name-status --object-only --full-name --full-tree --abbrev[=] --format="), { noDashedValues: [] }),

  "git rev-parse": program(options(`
    --verify -q --quiet --short[=] --abbrev-ref[=] --symbolic --symbolic-full-name --all --branches[=] --tags[=] --remotes[=] --show-toplevel
    --show-prefix --show-cdup --git-dir --absolute-git-dir --git-common-dir --is-inside-git-dir --is-inside-work-tree
    --is-bare-repository --is-shallow-repository --show-object-format[=]`), careful),

  "git show": program(options(DIFF, LOG), { ...careful, switches: NO_DRIVERS }),

  // `-v` shows differences by the drivers, and knows no `--no-textconv`.
  "git status": program(options(`
    -s --short -b --branch --show-stash --porcelain[=] --long -u[=] --untracked-files[=] --ignore-submodules[=] --ignored[=]
    -z --null --column[=] --no-column --ahead-behind --no-ahead-behind --renames --no-renames -M[=] --find-renames[=]`)),
};
