type Value = string | number;

/** One element as text; numbers are rounded to tenths. */
export function element(name: string, attributes: Readonly<Record<string, Value | undefined>>, content?: string): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${typeof value === "number" ? tenth(value) : escaped(value)}"`])).join("");
  return content === undefined ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

export function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Text as an SVG may hold it: control characters have no place in XML. */
export function escaped(text: string): string {
  const ENTITY: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd").replace(/[&<>"]/g, (one) => ENTITY[one]!);
}
