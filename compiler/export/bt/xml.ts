/** An element as it is written; attributes without a value are left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: readonly XmlElement[];
}

export const element = (name: string, attributes: XmlElement["attributes"], children: readonly XmlElement[] = []): XmlElement => ({ name, attributes, children });

export function xmlText({ name, attributes, children }: XmlElement, indent = ""): string {
  const given = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escaped(value)}"`])).join("");
  if (children.length === 0) return `${indent}<${name}${given}/>\n`;
  return `${indent}<${name}${given}>\n${children.map((child) => xmlText(child, `${indent}  `)).join("")}${indent}</${name}>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;" };

const escaped = (text: string): string => text.replace(/[&<>"\n\t]/g, (sign) => ENTITIES[sign]!);

export const isXmlName = (text: string): boolean => /^[A-Za-z_][\w.-]*$/.test(text);
