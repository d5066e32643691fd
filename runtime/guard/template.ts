/** Fills `{hole}` and `{hole.path}` of a message; `{{` is a brace, and what has no value shows as written. */
export function fill(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{\{|\{([^{}]*)\}/g, (whole, path: string | undefined) => {
    if (path === undefined) return "{";
    const value = path.split(".").reduce<unknown>((v, key) => (typeof v === "object" && v !== null && Object.hasOwn(v, key) ? (v as Record<string, unknown>)[key] : undefined), values);
    return value === undefined ? whole : typeof value === "string" ? printable(value) : JSON.stringify(value);
  });
}

/** Control and direction-changing characters are shown, not obeyed: a person reads this before approving. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);
}
