import { describe, expect, test } from "vitest";
import { format } from "../../grammar/print.ts";

function formatted(text: string): string {
  const result = format(text);
  if (!("text" in result)) throw new Error(result.errors[0]!.message);
  return result.text;
}

const inEnv = (item: string): string => formatted(`env e {\n${item}\n}`).split("\n").slice(1, -2).map((line) => line.slice(2)).join("\n");
const value = (text: string): string => formatted(`const a = ${text}`).slice("const a = ".length, -1);

describe("between tokens", () => {
  test.each([
    ["1+2*3", "1 + 2 * 3"],
    ["- x ^ - 2", "-x^-2"],
    ["- ( a - - b )", "-(a - -b)"],
    ["f ( a , k : 2 )", "f(a, k: 2)"],
    ["0.5 [ 1 / s ] * x [ 0 ] . y", "0.5[1/s] * x[0].y"],
    ["5 [ m / ( s * rad ^ - 2 ) ]", "5[m/(s*rad^-2)]"],
    ["not ( a and(b) )", "not (a and (b))"],
    ["once [ 1h ] ( call t )", "once[1h] (call t)"],
    ["a until [ 0s , 2s ] b", "a until[0s, 2s] b"],
    ["x in 0 .. 60", "x in 0..60"],
    ["x in a+1 .. -b", "x in a + 1 .. -b"],
    ["all x in xs:x>1", "all x in xs: x > 1"],
    ["mean ( a weight 5 , b )", "mean(a weight 5, b)"],
    ["if a then-1 else`from`", "if a then -1 else `from`"],
    ["x from results of t [ * ] . y", "x from results of t[*].y"],
  ])("%s", (written, expected) => {
    expect(value(written)).toBe(expected);
  });

  test.each([
    ["observe a :[ m / s^2 ] ?", "observe a: [m/s^2]?"],
    ["observe a:list < [rad] , 9 > ? default 3", "observe a: list<[rad], 9>? default 3"],
    ["observe a:{b:vec3 [ m ],c:{d:int}}", "observe a: { b: vec3[m], c: { d: int } }"],
    ["tool t ( to:text , n:int ? )->[ m ]", "tool t(to: text, n: int?) -> [m]"],
    ["dynamics{v'=a}", "dynamics { v' = a }"],
    ["dynamics{}", "dynamics { }"],
  ])("%s", (written, expected) => {
    expect(inEnv(written)).toBe(expected);
  });
});

describe("lines", () => {
  test.each([
    ["nothing", "", ""],
    ["a comment alone", "\n\n  // a  \n\n\n", "// a\n"],
    ["blank lines", "\n\nconst a = 1\n\n\n\nconst b = 2 const c = 3\n\n", "const a = 1\n\nconst b = 2\nconst c = 3\n"],
    ["other line ends", "\uFEFFconst a = 1\r\n// x \r\nconst b = 2\r", "const a = 1\n// x\nconst b = 2\n"],
    ["a block on one line", "guard g over e {propose a else b}", "guard g over e { propose a else b }\n"],
    ["a brace on a line of its own", "guard g over e\n{\npropose a else b\n\n}", "guard g over e {\n  propose a\n  else    b\n}\n"],
    ["a brace behind a comment", "guard g over e // c\n{ propose a else b }", "guard g over e   // c\n    { propose a else b }\n"],
    ["what goes on behind `=`", "spec s over e =\na\nand b", "spec s over e =\n  a\n  and b\n"],
    ["what goes on elsewhere", "spec s over e = a\nand\nb", "spec s over e = a\n    and\n    b\n"],
    ["arguments one below the other", "const a = f(\n1,\n2\n)", "const a = f(\n  1,\n  2\n)\n"],
    ["data one below the other", "test \"t\" on g {\ngiven {\na = 1, bc = 2,\nd = 3 }\n}", "test \"t\" on g {\n  given {\n    a = 1, bc = 2,\n    d = 3\n  }\n}\n"],
    ["data that goes on", "test \"t\" on g {\ngiven { a = 1,\nd = 3 }\n}", "test \"t\" on g {\n  given { a = 1,\n      d = 3 }\n}\n"],
    ["comments in a block", "env e { // a\n// b\n\n\n// c\nprincipal p // d\n// e\n\n}", "env e {   // a\n  // b\n\n  // c\n  principal p   // d\n  // e\n}\n"],
  ])("%s", (_, written, expected) => {
    expect(formatted(written)).toBe(expected);
  });

  test("a block that is too long for its line is broken", () => {
    const long = "x".repeat(60);
    const text = `controller c over e { a = ${long} b = ${long} }`;
    expect(formatted(text)).toBe(`controller c over e {\n  a = ${long}\n  b = ${long}\n}\n`);
  });

  test("data that is too long for its line has one line for each thing", () => {
    const long = "x".repeat(60);
    expect(formatted(`test "t" on g {\n  given { a = ${long}, b = ${long} }\n}`)).toBe(`test "t" on g {\n  given {\n    a = ${long},\n    b = ${long}\n  }\n}\n`);
  });
});

describe("trees", () => {
  const inTree = (node: string): string => formatted(`tree t over e {\n${node}\n}`).split("\n").slice(1, -2).map((line) => line.slice(2)).join("\n");

  test.each([
    ["nodes on one line", "sequence{check a do b}", "sequence { check a do b }"],
    ["nodes one below the other", "sequence {\ncheck a do b\n}", "sequence {\n  check a\n  do b\n}"],
    ["a label", "x :check a", "x: check a"],
    ["one clause", "check a\nwith { while b }", "check a with { while b }"],
    ["clauses", "check a with { while b skip if c }", "check a with {\n  while b\n  skip if c\n}"],
    ["clauses in a block on one line", "invert { check a with { while b on halt { x = 1 } } }",
      "invert {\n  check a with {\n    while b\n    on halt { x = 1 }\n  }\n}"],
    ["a branch on one line", "if check a then do b else do c", "if check a then do b else do c"],
    ["branches below", "if check a\n then sequence { do b\n}\n    else do c", "if check a\nthen sequence {\n  do b\n}\nelse do c"],
    ["branches in braces", "while check a then {\ndo b } else {\ndo c }", "while check a then {\n  do b\n} else {\n  do c\n}"],
    ["cases", "switch x {\ncase 1 do a case 2 sequence { do b\n} else do c }", "switch x {\n  case 1 do a\n  case 2 sequence {\n    do b\n  }\n  else do c\n}"],
    ["`catch`", "try {\ndo a\n}\ncatch on halt\n{ do b }", "try {\n  do a\n} catch on halt { do b }"],
    ["`by`", "recovery 2 {\ndo a\n}\nby\n{ do b }", "recovery 2 {\n  do a\n} by { do b }"],
    ["`again`", "again if do a\nthen\n{ do b }", "again if do a\nthen { do b }"],
    ["a blackboard and the root below it", "blackboard { abc: int = 1\nd: bool } fail", "blackboard {\n  abc: int = 1\n  d:   bool\n}\nfail"],
    ["comments", "sequence { // a\n// b\ncheck a // c\nwith { // d\nwhile b } }", "sequence {   // a\n  // b\n  check a   // c\n      with {   // d\n    while b\n  }\n}"],
  ])("%s", (_, written, expected) => {
    expect(inTree(written)).toBe(expected);
    expect(inTree(expected)).toBe(expected);
  });

  test.each([
    ["ports", "tree t over e(a:int,out b:text){fail}", "tree t over e (a: int, out b: text) { fail }\n"],
    ["no ports", "tree t over e compatible(){fail}", "tree t over e compatible () { fail }\n"],
    ["leaves", "extern go over e(a:int)\nextern stay over abc\nextern turn over e (b: int)",
      "extern go   over e (a: int)\nextern stay over abc\nextern turn over e (b: int)\n"],
    ["machines", "machine m over e { blackboard { n: int } start s\nstate s { on entry { n = 1 } go s when a } }",
      "machine m over e {\n  blackboard { n: int }\n  start s\n  state s { on entry { n = 1 } go s when a }\n}\n"],
  ])("%s", (_, written, expected) => expect(formatted(written)).toBe(expected));
});

describe("columns", () => {
  test.each([
    ["constants", "const a = 1\nconst bcd = 2\n\nconst e = 3", "const a   = 1\nconst bcd = 2\n\nconst e = 3\n"],
    ["an empty cell", "env e {\nact a: int in 0..1 default 0\nact bc: bool default true\n}",
      "env e {\n  act a:  int  in 0..1 default 0\n  act bc: bool         default true\n}\n"],
    ["rules", "privilege p over e {\nallow a when x\nask bcd when y\n\nforbid e\n}", "privilege p over e {\n  allow  a   when x\n  ask    bcd when y\n\n  forbid e\n}\n"],
    ["terms", "reward r over e {\nterm a = 1 weight 2\nlog bc = 100\nterm d = 10 weight 3\n}",
      "reward r over e {\n  term a  = 1 weight 2\n  log  bc = 100\n  term d  = 10 weight 3\n}\n"],
    ["states", "machine m over e {\nstart a\nstate a { may b go cde when x }\nstate cde { may b, c go a when x }\n}",
      "machine m over e {\n  start a\n  state a    { may b     go cde when x }\n  state cde  { may b, c  go a   when x }\n}\n"],
    ["comments", "const a = 1 // x\nconst b = 100 // y\n// z\nconst c = 1 // w", "const a = 1     // x\nconst b = 100   // y\n// z\nconst c = 1   // w\n"],
  ])("%s", (_, written, expected) => {
    expect(formatted(written)).toBe(expected);
  });

  test("one long line does not push the others", () => {
    const long = "x".repeat(50);
    expect(formatted(`const a = 1\nconst ${long} = 2\nconst bc = 3`)).toBe(`const a  = 1\nconst ${long} = 2\nconst bc = 3\n`);
  });
});

test("a text with errors is left alone", () => {
  expect(format("const a =")).toMatchObject({ errors: [{ what: "unexpected" }] });
});
