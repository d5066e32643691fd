import { options } from "../options.ts";
import { program, type Program } from "../program.ts";

/** What tells about the machine, its users and manuals. Left out: `date -s` sets the clock; `man -P`, `-H`, `-p` and `-l` run programs or format any file. */
export const SYSTEM: Readonly<Record<string, Program>> = {
  arch: program(options("--help --version")),

  // An operand without `+` sets the clock.
  date: program(options("-d= --date= --debug -f= --file= -I[=] --iso-8601[=] --resolution -R --rfc-email --rfc-3339= -r= --reference= -u --utc --universal --help --version"), {
    operands: (formats) => (formats.length > 1 || formats[0]?.startsWith("+") === false ? "has an operand that is no format" : null),
  }),

  // Whatever is no option of it, it prints.
  echo: { judge: () => null },
  groups: program(options("--help --version")),
  id: program(options("-a -Z --context -g --group -G --groups -n --name -r --real -u --user -z --zero --help --version")),

  // What has a slash is no page but a file, which may say how it is to be formatted.
  man: program(options(`
    -a --all -d --debug -e= --extension= -E= --encoding= -f --whatis -i --ignore-case -I --match-case -k --apropos -K --global-apropos
    -L= --locale= -m= --systems= --names-only --no-hyphenation --nh --no-justification --nj --no-subpages --regex -s= -S= --sections=
    -w --where --path --location -W --where-cat --location-cat --wildcard -7 --ascii -? --help --usage -V --version`), {
    operands: (pages) => (pages.some((page) => page.includes("/")) ? "has a page that is a file" : null),
    switches: ["-P", "cat"],
  }),

  nproc: program(options("--all --ignore= --help --version")),
  pwd: program(options("-L -P")),

  uname: program(options(`
    -a --all -s --kernel-name -n --nodename -r --kernel-release -v --kernel-version -m --machine -p --processor -i --hardware-platform
    -o --operating-system --help --version`)),

  uptime: program(options("-p --pretty -h --help -s --since -V --version")),
  which: program(options("-a")),
  whoami: program(options("--help --version")),
};
