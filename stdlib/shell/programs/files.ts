import { options } from "../options.ts";
import { program, type Program } from "../program.ts";

/** What tells about files. Left out: `df --sync` writes buffers, `file -C` writes, `-p` sets times back, `-z` runs programs, `-s` opens devices. */
export const FILES: Readonly<Record<string, Program>> = {
  basename: program(options("-a --multiple -s= --suffix= -z --zero --help --version")),

  df: program(options(`
    -a --all -B= --block-size= -h --human-readable -H --si -i --inodes -k -l --local --no-sync --output[=] -P --portability
    --total -t= --type= -T --print-type -x= --exclude-type= -v --help --version`)),

  dirname: program(options("-z --zero --help --version")),

  du: program(options(`
    -0 --null -a --all -A --apparent-size -B= --block-size= -b --bytes -c --total -D --dereference-args -d= --max-depth= --files0-from=
    -H -h --human-readable --inodes -k -L --dereference -l --count-links -m -P --no-dereference -S --separate-dirs --si -s --summarize
    -t= --threshold= --time[=] --time-style= -X= --exclude-from= --exclude= -x --one-file-system --help --version`)),

  file: program(options(`
    --apple -b --brief -c --checking-printout -d -E -e= --exclude= --exclude-quiet= --extension -F= --separator= -f= --files-from=
    -h --no-dereference -i --mime --mime-type --mime-encoding -k --keep-going -l --list -L --dereference -m= --magic-file= -N --no-pad
    -n --no-buffer -P= --parameter= -r --raw -v --version -0 --print0 --help`)),

  ls: program(options(`
    -a --all -A --almost-all --author -b --escape --block-size= -B --ignore-backups -c -C --color[=] -d --directory -D --dired -f
    -F --classify[=] --file-type --format= --full-time -g --group-directories-first -G --no-group -h --human-readable --si
    -H --dereference-command-line --dereference-command-line-symlink-to-dir --hide= --hyperlink[=] --indicator-style= -i --inode
    -I= --ignore= -k --kibibytes -l -L --dereference -m -n --numeric-uid-gid -N --literal -o -p -q --hide-control-chars
    --show-control-chars -Q --quote-name --quoting-style= -r --reverse -R --recursive -s --size -S --sort= --time= --time-style= -t
    -T= --tabsize= -u -U -v -w= --width= -x -X -Z --context --zero -1 --help --version`)),

  readlink: program(options(`
    -f --canonicalize -e --canonicalize-existing -m --canonicalize-missing -n --no-newline -q --quiet -s --silent -v --verbose
    -z --zero --help --version`)),

  realpath: program(options(`
    -E --canonicalize -e --canonicalize-existing -m --canonicalize-missing -L --logical -P --physical -q --quiet --relative-to=
    --relative-base= -s --strip --no-symlinks -z --zero --help --version`)),

  stat: program(options("-L --dereference -f --file-system --cached= -c= --format= --printf= -t --terse --help --version")),
};
