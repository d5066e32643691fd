import { RE2JS } from "re2js";
import { written } from "../../stdlib/text/pattern/written.ts";

/** What the one group of a pattern takes at the first place of a text that fits; null without one, or where the group took no part. In linear time. */
export function finder(source: string): (text: string) => string | null {
  const pattern = RE2JS.compile(written(source, "find", "re2"));
  return (text) => {
    const matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  };
}
