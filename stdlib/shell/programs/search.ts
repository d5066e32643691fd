import { options } from "../options.ts";
import { program, type Program } from "../program.ts";

/** What searches in texts. Left out: `rg --pre`, `--hostname-bin` and `-z` run programs. */
export const SEARCH: Readonly<Record<string, Program>> = {
  grep: program(options(`
    --help -V --version -E --extended-regexp -F --fixed-strings -G --basic-regexp -P --perl-regexp -e= --regexp= -f= --file=
    -i -y --ignore-case --no-ignore-case -v --invert-match -w --word-regexp -x --line-regexp -c --count --color[=] --colour[=]
    -L --files-without-match -l --files-with-matches -m= --max-count= -o --only-matching -q --quiet --silent -s --no-messages
    -b --byte-offset -H --with-filename -h --no-filename --label= -n --line-number -T --initial-tab -Z --null -A= --after-context=
    -B= --before-context= -C= --context= -# --group-separator= --no-group-separator -a --text --binary-files= -D= --devices=
    -d= --directories= --exclude= --exclude-from= --exclude-dir= -I --include= -r --recursive -R --dereference-recursive
    --line-buffered -U --binary -z --null-data`)),

  rg: program(options(`
    -h --help -V --version --pcre2-version --line-buffered --no-line-buffered --block-buffered --no-block-buffered -i --ignore-case
    -s --case-sensitive -S --smart-case -A= --after-context= -B= --before-context= -C= --context= --column --no-column -c --count
    --count-matches --include-zero --no-include-zero -E= --encoding= --no-encoding --engine= -f= --file= -l --files-with-matches
    --files-without-match -H --with-filename -I --no-filename --one-file-system --no-one-file-system -F --fixed-strings
    --no-fixed-strings -L --follow --no-follow --generate= -g= --glob= --iglob= --glob-case-insensitive --no-glob-case-insensitive
    --heading --no-heading -. --hidden --no-hidden --auto-hybrid-regex --no-auto-hybrid-regex --no-ignore --ignore
    --ignore-file-case-insensitive --no-ignore-file-case-insensitive --no-ignore-exclude --ignore-exclude --no-ignore-global
    --ignore-global --no-ignore-parent --ignore-parent --no-ignore-vcs --ignore-vcs --no-require-git --require-git --no-ignore-dot
    --ignore-dot --no-ignore-files --ignore-files --json --no-json -n --line-number -N --no-line-number --crlf --no-crlf --null-data
    --max-columns-preview --no-max-columns-preview -d= --max-depth= --maxdepth= --no-messages --messages --no-ignore-messages
    --ignore-messages --mmap --no-mmap -U --multiline --no-multiline --multiline-dotall --no-multiline-dotall -o --only-matching
    --passthru --passthrough -P --pcre2 --no-pcre2 --pcre2-unicode --no-pcre2-unicode --no-pre -p --pretty --vimgrep -e= --regexp=
    -r= --replace= --sort= --sortr= --sort-files --no-sort-files --stats --no-stats -a --text --binary --no-binary --no-text -j= --threads=
    --trim --no-trim -t= --type= --type-add= --type-clear= --type-list -T= --type-not= -w --word-regexp -x --line-regexp --unicode
    --no-unicode --no-search-zip -b --byte-offset --no-byte-offset --color= --colors= --context-separator= --no-context-separator
    --debug --field-context-separator= --field-match-separator= --hyperlink-format= --trace --dfa-size-limit= --files --ignore-file=
    -v --invert-match --no-invert-match -M= --max-columns= -m= --max-count= --max-filesize= --no-config -0 --null --path-separator=
    -q --quiet --regex-size-limit= -u --unrestricted --stop-on-nonmatch`), {
    noDashedValues: ["-e", "--regexp"],
    // A file named in RIPGREP_CONFIG_PATH may hold `--pre`.
    switches: ["--no-config"],
  }),
};
