/** Fills `{hole}` and `{hole.path}` of a message; `{{` is a brace, and what has no value shows as written. */
export function fill(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{\{|\{([^{}]*)\}/g, (whole, path: string | undefined) => {
    if (path === undefined) return "{";
    const value = path.split(".").reduce<unknown>((v, key) => (typeof v === "object" && v !== null && Object.hasOwn(v, key) ? (v as Record<string, unknown>)[key] : undefined), values);
    return value === undefined ? whole : printable(typeof value === "string" ? value : JSON.stringify(value));
  });
}

/** The names that a message's holes begin with. */
export function holes(template: string): string[] {
  return [...template.replaceAll("{{", "  ").matchAll(/\{([^{}]*)\}/g)].map((m) => m[1]!.split(".")[0]!);
}

/**
 * Characters that move the cursor, turn the direction of writing or cannot be seen, and blanks that are no space, are shown and
 * not obeyed: a person reads this before approving.
 */
export function printable(text: string): string {
  return text.replace(/[^\P{Z} ]|\p{C}|\p{Default_Ignorable_Code_Point}/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);
}
