import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importBt } from "../../compiler/import/bt/import.ts";
import { readXml } from "../../compiler/import/bt/xml/read.ts";
import { around, flat, importedTrees, mistakes, nodeOf } from "./trees.ts";

describe("as lenient as tinyxml2", () => {
  test.each([
    ["signs in attributes", `<ScriptCondition code="a < 2 && b > 3"/>`],
    ["no blanks between attributes", `<ScriptCondition name="n"code="a &lt; 2 && b > 3"/>`],
    ["single quotes, and blanks around `=`", `<ScriptCondition\n  code = 'a &lt; 2 &amp;&amp; b > 3'\n/>`],
    ["numbers for signs", "<ScriptCondition code='a &#60; 2 &#x26;&#38; b > 3'/>"],
    ["comments with dashes, text, CDATA, instructions", "<!-- a -- b <c> & --><ScriptCondition code='a &lt; 2 && b > 3'/> text & more <![CDATA[<x>]]><?do it?>"],
  ])("%s", (_, xml) => expect(nodeOf(xml)).toMatch(/^(?:n: )?check a < 2 and b > 3$/));

  test("a declaration behind blanks, a byte order mark, a doctype, text behind the end, Windows line ends", () => {
    expect(importedTrees(`\uFEFF \r\n<?xml version="1.0" encoding="UTF-8"?>\r\n<!DOCTYPE root>\r\n${around("<A/>")}\r\nthe end & more`).main).toBe("Main");
    expect(importedTrees(`\r\n${around("\r\n<A/>\r\n")}`).main).toBe("Main");
  });
  test("an entity that nobody knows is text", () => expect(nodeOf('<A x="&foo; & &#; &#999999999;"/>')).toBe('run A(x: "&foo; & &#; &#999999999;")'));
  test("private signs are the file's own", () => expect(nodeOf('<A x="\ue000 & \ue001 <"/>')).toBe('run A(x: "\ue000 & \ue001 <")'));
});

describe("what is no XML is reported where it stands", () => {
  test.each([
    [" \n", "2:1: the file is empty; write `<root BTCPP_format=\"4\">` with a `<BehaviorTree>` in it"],
    ["<root>\n<a>\n</root>", "3:1: `<a>` is not closed here; write `</a>` first"],
    ["<root>\n <a b='1' b='2'/></root>", "2:16: the attribute `b` stands here twice"],
    ["<root><a b=1/></root>", "1:12: an attribute needs a value in quotes, as in `name=\"a\"`"],
    ["<root><a b/></root>", "1:11: an attribute needs a value in quotes, as in `name=\"a\"`"],
    ["<root><a b='1 c='2'/></root>", "1:18: the tag `<a` is not closed; write `>` or `/>`, or a quote is missing before this"],
    ["<root><!-- a </root>", "1:11: this comment has no closing `-->`"],
    ["<root></root><root/>", "1:14: something follows the closing tag of the first element; a file has one `<root>`"],
    ["<root", "1:6: the tag `<root` is not closed; write `>` or `/>`, or a quote is missing before this"],
    ["<1/>", "1:1: there is no element here; a file of behavior trees begins with `<root>`"],
  ])("%s", (xml, message) => expect(mistakes(xml)).toEqual([message]));

  test("deep nesting", () => {
    expect(mistakes(around(`${"<Inverter>".repeat(300)}<A/>${"</Inverter>".repeat(300)}`))).toEqual([expect.stringContaining("nested more than 256 levels deep")]);
    expect(mistakes("<a>".repeat(100_000) + "</a>".repeat(100_000))).toEqual([expect.stringContaining("nested more than 256 levels deep")]);
  });
  test("a large file", () => expect(mistakes(`<root>${" ".repeat(4_000_001)}</root>`)).toEqual([expect.stringContaining("more than 4 million characters")]));
});

test("every sign of an attribute has its place", () => {
  const read = readXml('<a\n x="1&lt;&#65;2" y=\'\n  q\'z="&"/>');
  if ("errors" in read) throw new Error(read.errors[0]!.message);
  const places = read.root.attributes.map(({ name, value, place, at }) => [name, value, place, [...value].map((_, i) => at(i)).map(({ line, column }) => `${line}:${column}`).join(" ")]);
  expect(places).toEqual([
    ["x", "1<A2", { line: 2, column: 2 }, "2:5 2:6 2:10 2:15"],
    ["y", "   q", { line: 2, column: 18 }, "2:21 3:1 3:2 3:3"],
    ["z", "&", { line: 3, column: 5 }, "3:8"],
  ]);
});

describe("files that belong together", () => {
  const sub = '<root BTCPP_format="4"><BehaviorTree ID="Sub"><A/></BehaviorTree></root>';
  const main = (path: string): string => `<root BTCPP_format="4" main_tree_to_execute="Main">\n<include path="${path}"/>\n<BehaviorTree ID="Main"><SubTree ID="Sub"/></BehaviorTree></root>`;
  const files = (all: Readonly<Record<string, string>>) => ({ path: "/robots/one/main.xml", readText: (path: string) => all[path] });

  test("by paths from the file that includes", () => {
    for (const [path, at] of [["sub.xml", "/robots/one/sub.xml"], ["../two/./sub.xml", "/robots/two/sub.xml"], ["/trees/sub.xml", "/trees/sub.xml"]] as const) {
      expect(flat(importedTrees(main(path), files({ [at]: sub })).pol)).toContain("tree Sub over robot compatible { run A } tree Main over robot compatible { run Sub }");
    }
  });
  test("included files include others, and nobody is read twice", () => {
    const all = { "/robots/one/a/b.xml": main("../a/c.xml").replace("Main", "B").replace("Main", "B"), "/robots/one/a/c.xml": `${sub.slice(0, -7)}<include path="../main.xml"/><include path="b.xml"/></root>` };
    expect(importedTrees(main("a/b.xml"), files(all)).main).toBe("Main");
  });
  test("registered beside it", () => expect(flat(importedTrees(main("none.xml").replace(/<include.*\n/, ""), { beside: [{ path: "sub.xml", text: sub }] }).pol)).toContain("tree Sub over robot compatible"));
  test("a tree that is there twice is the one that was read last", () => expect(flat(importedTrees(main("sub.xml").replace("</root>", '<BehaviorTree ID="Sub"><B/></BehaviorTree></root>'), files({ "/robots/one/sub.xml": sub })).pol)).toContain("tree Sub over robot compatible { run B }"));

  test.each([
    [main("no.xml"), "2:16: there is no file `/robots/one/no.xml` to include"],
    [main('no.xml" ros_pkg="nav'), "2:24: where a ROS package lies is not known here; write the whole path and leave `ros_pkg` out"],
    [main('x" y="').replace("path", "file"), "2:1: `<include>` needs the attribute `path`"],
    [main("bad.xml"), "2:1: in `bad.xml`, line 2, column 3: `<Inverter>` takes 1 child and has none"],
    [main("open.xml"), "2:1: in `open.xml`, line 1, column 7: `<root>` is not closed here; write `</root>` first"],
  ])("%s", (xml, message) => {
    const bad = sub.replace("<A/>", "\n  <Inverter/>");
    expect(mistakes(xml, files({ "/robots/one/bad.xml": bad, "/robots/one/open.xml": "<root>" }))[0]).toBe(message);
  });
});

const tags = ["Sequence", "Fallback", "Parallel", "Inverter", "Repeat", "IfThenElse", "Switch2", "TryCatch", "Script", "ScriptCondition", "SetBlackboard", "SubTree", "Action", "Timeout", "LoopInt", "Precondition", "A", "BehaviorTree", "TreeNodesModel", "include", "root", "é"];
const keys = ["ID", "name", "code", "if", "else", "msec", "num_cycles", "variable", "case_1", "case_2", "queue", "value", "entry", "output_key", "_skipIf", "_while", "_onSuccess", "_autoremap", "x", "path"];
const values = ["", "A", "Main", "{x}", "{=}", "{@y}", "1", "-1", "true", "a := 1; b", "a && b == 'x'", "a ? b : c", "1;2", "&&", "<", "é", "`", "SUCCESS", "\n"];
const attribute = fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...values)).map(([key, value]) => ` ${key}="${value}"`);
const element = fc.letrec((tie) => ({
  node: fc.oneof({ maxDepth: 4 }, fc.constantFrom("<A/>", "<Script code='a := 1'/>", "<AlwaysSuccess/>"), tie("tree")),
  tree: fc.tuple(fc.constantFrom(...tags), fc.array(attribute, { maxLength: 3 }), fc.array(tie("node"), { maxLength: 3 })).map(([tag, own, children]) => `<${tag}${own.join("")}>${(children as string[]).join("")}</${tag}>`),
})).node;

test("any text gives Pol or a mistake, and never throws", () => {
  const text = fc.oneof(element.map((node) => around(node as string)), element.map(String), fc.array(fc.constantFrom("<", ">", "/", "root", '"', "'", "=", "&", "<!--", "-->", "<?", "]]>", "<![CDATA[", " ", "\n"), { maxLength: 30 }).map((all) => all.join("")), fc.string({ unit: "binary", maxLength: 60 }));
  fc.assert(fc.property(text, (xml) => { importBt(xml); }), { numRuns: process.env["POL_LONG"] === "1" ? 50_000 : 2_000, seed: 7 });
});
