import { expect, test } from "vitest";
import { Bag } from "../../compiler/diagnostics/bag.ts";
import { renderJsonLines } from "../../compiler/diagnostics/render/jsonl.ts";
import { junitXml, renderJunit } from "../../compiler/diagnostics/render/junit.ts";
import { renderSarif } from "../../compiler/diagnostics/render/sarif.ts";

const text = "const a = 1\nconst b = aa\n";
const texts = (path: string): string | undefined => (path === "dir/a b.pol" ? text : undefined);

function found(): Bag {
  const bag = new Bag("dir/a b.pol");
  const span = { start: 22, end: 24 };
  bag.add("unknownName", span, { kind: "constant", name: "aa" }, {
    labels: [{ span: { start: 6, end: 7 }, text: "this one is near" }],
    help: "Write `a`",
    fixes: [{ title: "Write `a`", span, text: "a" }],
  });
  return bag;
}

test("JSON Lines: positions count from 1", () => {
  const start = { offset: 22, line: 2, column: 11 };
  const end = { offset: 24, line: 2, column: 13 };
  const lines = renderJsonLines(found().diagnostics, texts).split("\n");
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0]!)).toEqual({
    code: "POL0101",
    severity: "error",
    message: "there is no constant `aa`",
    path: "dir/a b.pol",
    start,
    end,
    labels: [
      {
        path: "dir/a b.pol",
        start: { offset: 6, line: 1, column: 7 },
        end: { offset: 7, line: 1, column: 8 },
        text: "this one is near",
      },
    ],
    help: "Write `a`",
    fixes: [{ title: "Write `a`", path: "dir/a b.pol", start, end, text: "a" }],
  });
});

test("SARIF: rules, places and fixes", () => {
  const options = { version: "1.2.3", pages: "https://pol.example/diagnostics" };
  const log = JSON.parse(renderSarif(found().diagnostics, texts, options));
  expect(log.version).toBe("2.1.0");
  const [{ tool, results, columnKind }] = log.runs;
  expect(columnKind).toBe("utf16CodeUnits");
  expect(tool.driver).toMatchObject({ name: "pol", semanticVersion: "1.2.3" });
  expect(tool.driver.rules).toMatchObject([
    {
      id: "POL0101",
      name: "unknown-name",
      shortDescription: { text: "Unknown name" },
      helpUri: "https://pol.example/diagnostics/POL0101.md",
      defaultConfiguration: { level: "error" },
    },
  ]);
  const region = { startLine: 2, startColumn: 11, endLine: 2, endColumn: 13 };
  expect(results).toMatchObject([
    {
      ruleId: "POL0101",
      ruleIndex: 0,
      level: "error",
      message: { text: "there is no constant `aa`. Write `a`" },
      locations: [{ physicalLocation: { artifactLocation: { uri: "dir/a%20b.pol" }, region } }],
      relatedLocations: [{ id: 0, message: { text: "this one is near" } }],
      fixes: [{ artifactChanges: [{ replacements: [{ deletedRegion: region, insertedContent: { text: "a" } }] }] }],
    },
  ]);
});

test("SARIF: a fingerprint outlives lines above it, and tells equal lines apart", () => {
  const print = (source: string): string[] => {
    const bag = new Bag("a.pol");
    for (const { index } of source.matchAll(/aa/g))
      bag.add("unknownName", { start: index, end: index + 2 }, { kind: "constant", name: "aa" });
    const log = JSON.parse(renderSarif(bag.diagnostics, () => source, { version: "1.2.3" }));
    return log.runs[0].results.map((r: { partialFingerprints: Record<string, string> }) => r.partialFingerprints["polFinding/v1"]);
  };
  const before = print("const b = aa\nconst b = aa\n");
  expect(print("// new\n\n  const b = aa\nconst b = aa\n")).toEqual(before);
  expect(new Set(before).size).toBe(2);
  expect(print("const c = aa\n")[0]).not.toBe(before[0]);
});

test("JUnit: an error fails, a clean file passes", () => {
  const xml = renderJunit(found().diagnostics, texts, ["dir/a b.pol", "clean.pol"]);
  expect(xml).toContain('<testsuites name="pol" tests="2" failures="1">');
  expect(xml).toContain('<testcase classname="dir/a b.pol" name="POL0101 at 2:11">');
  expect(xml).toContain('<failure message="there is no constant `aa`">error[POL0101]: there');
  expect(xml).toContain('<testsuite name="clean.pol" tests="1" failures="0">\n    <testcase classname="clean.pol" name="check"/>');
});

test("JUnit: a warning does not fail", () => {
  const warning = { ...found().diagnostics[0]!, severity: "warning" } as const;
  const xml = renderJunit([warning], texts, []);
  expect(xml).toContain('tests="1" failures="0"');
  expect(xml).toContain("<system-out>warning[POL0101]");
});

test("JUnit: the user's words cannot break the XML", () => {
  const xml = junitXml([{ name: '"<&>', cases: [{ name: "a\u0000b\ud800" }] }]);
  expect(xml).toContain('<testcase classname="&quot;&lt;&amp;&gt;" name="a\ufffdb\ufffd"/>');
});
