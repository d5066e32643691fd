import { options } from "../options.ts";
import { program, type Program } from "../program.ts";

const SUMS = program(options("-b --binary -c --check --tag -t --text -z --zero --ignore-missing --quiet --status --strict -w --warn --help --version"));

/**
 * What reads texts and prints them otherwise. Left out: `sort -o` writes, `-T` says where to write, `--compress-program` runs one;
 * `tail -f`, `-F`, `--retry` and `--pid` wait; `diff -l` runs `pr`.
 */
export const TEXT: Readonly<Record<string, Program>> = {
  base64: program(options("-d --decode -i --ignore-garbage -w= --wrap= --help --version")),
  b2sum: program(options("-b --binary -c --check -l= --length= --tag -t --text -z --zero --ignore-missing --quiet --status --strict -w --warn --help --version")),

  cat: program(options(`
    -A --show-all -b --number-nonblank -e -E --show-ends -n --number -s --squeeze-blank -t -T --show-tabs -u -v --show-nonprinting
    --help --version`)),

  cksum: program(options(`
    -a= --algorithm= --base64 -c --check -l= --length= --raw --tag --untagged -z --zero --ignore-missing --quiet --status --strict -w --warn
    --debug --help --version`)),

  cmp: program(options("-b --print-bytes -i= --ignore-initial= -l --verbose -n= --bytes= -s --quiet --silent --help -v --version")),
  column: program(options(`
    -J --json -c= --output-width= -d --table-noheadings -o= --output-separator= -s= --separator= -t --table -N= --table-columns=
    -l= --table-columns-limit= -R= --table-right= -T= --table-truncate= -E= --table-noextreme= -e --table-header-repeat -W= --table-wrap=
    -H= --table-hide= -O= --table-order= -n= --table-name= -L --keep-empty-lines -r= --tree= -i= --tree-id= -p= --tree-parent= -x --fillrows
    -h --help -V --version`)),
  comm: program(options("-1 -2 -3 --check-order --nocheck-order --output-delimiter= --total -z --zero-terminated --help --version")),

  cut: program(options(`
    -b= --bytes= -c= --characters= -d= --delimiter= -f= --fields= -n --complement -s --only-delimited --output-delimiter=
    -z --zero-terminated --help --version`)),

  diff: program(options(`
    --normal -q --brief -s --report-identical-files -c -C= --context[=] -u -U= --unified[=] -e --ed -n --rcs -y --side-by-side
    -W= --width= --left-column --suppress-common-lines -p --show-c-function -F= --show-function-line= --label= -t --expand-tabs
    -T --initial-tab --tabsize= --suppress-blank-empty -r --recursive --no-dereference -N --new-file --unidirectional-new-file
    --ignore-file-name-case --no-ignore-file-name-case -x= --exclude= -X= --exclude-from= -S= --starting-file= --from-file= --to-file=
    -i --ignore-case -E --ignore-tab-expansion -Z --ignore-trailing-space -b --ignore-space-change -w --ignore-all-space
    -B --ignore-blank-lines -I= --ignore-matching-lines= -a --text --strip-trailing-cr -D= --ifdef= --old-group-format=
    --new-group-format= --unchanged-group-format= --changed-group-format= --line-format= --old-line-format= --new-line-format=
    --unchanged-line-format= -d --minimal --horizon-lines= --speed-large-files --color[=] --palette= --help -v --version`)),

  expand: program(options("-i --initial -t= --tabs= -# --help --version")),
  fmt: program(options("-c --crown-margin -p= --prefix= -s --split-only -t --tagged-paragraph -u --uniform-spacing -w= --width= -g= --goal= -# --help --version")),
  fold: program(options("-b --bytes -s --spaces -w= --width= -# --help --version")),
  head: program(options("-c= --bytes= -n= --lines= -q --quiet --silent -v --verbose -z --zero-terminated -# --help --version")),

  hexdump: program(options(`
    -b --one-byte-octal -c --one-byte-char -C --canonical -d --two-bytes-decimal -e= --format= -f= --format-file= -L[=] --color[=]
    -n= --length= -o --two-bytes-octal -s= --skip= -v --no-squeezing -x --two-bytes-hex -h --help -V --version`)),

  join: program(options("-a= -e= -i --ignore-case -j= -o= -t= -v= -1= -2= --check-order --nocheck-order --header -z --zero-terminated --help --version")),
  md5sum: SUMS,

  nl: program(options(`
    -b= --body-numbering= -d= --section-delimiter= -f= --footer-numbering= -h= --header-numbering= -i= --line-increment=
    -l= --join-blank-lines= -n= --number-format= -p --no-renumber -s= --number-separator= -v= --starting-line-number= -w= --number-width=
    --help --version`)),

  od: program(options(`
    -A= --address-radix= --endian= -j= --skip-bytes= -N= --read-bytes= -S= --strings[=] -t= --format= -v --output-duplicates
    -w[=] --width[=] -a -b -c -d -f -i -l -o -s -x --help --version`)),

  paste: program(options("-d= --delimiters= -s --serial -z --zero-terminated --help --version")),
  rev: program(options("-h --help -V --version")),
  sha1sum: SUMS,
  sha224sum: SUMS,
  sha256sum: SUMS,
  sha384sum: SUMS,
  sha512sum: SUMS,

  sort: program(options(`
    -b --ignore-leading-blanks -d --dictionary-order -f --ignore-case -g --general-numeric-sort -i --ignore-nonprinting -M --month-sort
    -h --human-numeric-sort -n --numeric-sort -R --random-sort --random-source= -r --reverse --sort= -V --version-sort --batch-size=
    -c --check[=] -C --debug --files0-from= -k= --key= -m --merge -s --stable -S= --buffer-size= -t= --field-separator= --parallel=
    -u --unique -z --zero-terminated --help --version`)),

  sum: program(options("-r -s --sysv --help --version")),
  tac: program(options("-b --before -r --regex -s= --separator= --help --version")),

  // `tail +5f notes` waits as `-f` does.
  tail: program(options("-c= --bytes= -n= --lines= -q --quiet --silent -v --verbose -z --zero-terminated -# --help --version"), {
    operands: (files) => (files.some((f) => f.startsWith("+")) ? "has an operand that begins with `+`" : null),
  }),

  tr: program(options("-c -C --complement -d --delete -s --squeeze-repeats -t --truncate-set1 --help --version")),
  unexpand: program(options("-a --all --first-only -t= --tabs= -# --help --version")),

  // Its second operand is a file that it writes.
  uniq: program(options(`
    -c --count -d --repeated -D --all-repeated[=] -f= --skip-fields= --group[=] -i --ignore-case -s= --skip-chars= -u --unique
    -z --zero-terminated -w= --check-chars= --help --version`), {
    optionsFirst: true,
    operands: (files) => (files.length > 1 || files[0]?.startsWith("+") ? "has a second operand, which it would write" : null),
  }),

  wc: program(options("-c --bytes -m --chars -l --lines --files0-from= -L --max-line-length -w --words --total= --debug --help --version")),
};
