import type { Program } from "../program.ts";

const PLACE = /[0-9]+|\$|\/(?:[^\\/\u0000-\u001f]|\\[^\u0000-\u001f])*\/[IM]*/.source;
/** `5p`, `1,5p`, `$p`, `/from/,/to/p`, `2~3p`, `/from/,+4p`, `$!p` */
const PRINT = new RegExp(`^(?:${PLACE})(?:~[0-9]+|,(?:${PLACE}|[+~][0-9]+))? *(?:! *)?p$`);

/** Behind `sed -n`: one script that prints the lines of an address, then files. An option behind them could still say where to write. */
export const SED: Program = {
  judge: (args) => {
    const [script, ...files] = args[0] === "--" ? args.slice(1) : args;
    if (script === undefined || !PRINT.test(script)) return "has a script that does more than print the lines of an address";
    const end = args[0] === "--" ? 0 : files.indexOf("--");
    const options = end < 0 ? files : files.slice(0, end);
    return options.some((f) => f.startsWith("-") && f !== "-") ? "has an option besides `-n`" : null;
  },
};
