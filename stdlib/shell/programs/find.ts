import type { Program } from "../program.ts";

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Before the folders. */
const FIRST = set("-H -L -P");

/** Stand alone in its expression. */
export const ALONE = set(`
  ( ) ! , -a -and -o -or -not -true -false -daystart -follow -depth -d -mount -xdev -noleaf -warn -nowarn -ignore_readdir_race
  -noignore_readdir_race -empty -executable -readable -writable -nogroup -nouser -print -print0 -ls -prune -quit -help --help -version --version`);

/** Take one argument, whatever it looks like. Left out: `-exec`, `-execdir`, `-ok`, `-okdir`, `-delete`, `-fprint`, `-fprint0`, `-fprintf`, `-fls`. */
export const WITH_VALUE = set(`
  -amin -anewer -atime -cmin -cnewer -ctime -mmin -mtime -newer -used -fstype -gid -group -uid -user -ilname -iname -ipath -iregex
  -iwholename -lname -name -path -regex -wholename -regextype -inum -links -perm -samefile -size -type -xtype -context -maxdepth -mindepth
  -files0-from -printf`);

const NEWER = /^-newer[aBcm][aBcmt]$/;

export const FIND: Program = {
  judge: (args) => {
    let i = 0;
    for (; i < args.length; i++) {
      if (args[i] === "-D") i++;
      else if (!FIRST.has(args[i]!) && !/^-O[0-9]$/.test(args[i]!)) break;
    }
    if (args[i] === "--") i++;
    // Folders, up to where its expression begins.
    while (i < args.length && !/^[-(),!]/.test(args[i]!)) i++;
    for (; i < args.length; i++) {
      const arg = args[i]!;
      if (ALONE.has(arg)) continue;
      if (!WITH_VALUE.has(arg) && !NEWER.test(arg)) return "has a test or action that is not among those that only read";
      if (++i >= args.length) return "has a test without its value";
    }
    return null;
  },
};
