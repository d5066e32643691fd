/** A name of a host or a mail domain, in lower case: labels of ASCII letters, digits, `-` and `_`. A dot may end it. */
export function isName(text: string): boolean {
  if (text.length > 254) return false;
  const labels = text.split(".");
  if (labels.length > 1 && labels.at(-1) === "") labels.pop();
  return labels.every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
}

/** Whether programs read it as a number, as in `10.1` or `0x7f.1`, so that it is an IPv4 address or nothing. */
export function endsInNumber(text: string): boolean {
  const labels = text.split(".");
  if (labels.length > 1 && labels.at(-1) === "") labels.pop();
  return /^(?:[0-9]+|0x[0-9a-f]*)$/.test(labels.at(-1)!);
}
