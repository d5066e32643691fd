import { describe, expect, test } from "vitest";
import type * as ast from "../../grammar/ast.ts";
import { parse } from "../../grammar/parse.ts";
import { dump } from "./dump.ts";

function declared(text: string): ast.Decl {
  const { file, errors } = parse(text);
  expect(errors).toEqual([]);
  return file.decls[0]!;
}

const inTree = (node: string): string => `tree t over e { ${node} }`;
const flat = (value: unknown): string => dump(value).replace(/\s+/g, " ").replace(/(?<=[[(]) | (?=[\])])/g, "");
const root = (node: string): string => flat((declared(inTree(node)) as ast.Tree).root);

describe("a node", () => {
  test.each([
    ["sequence { fail }", '(Composite op="sequence" children=[(Fail)])'],
    ["reactive fallback x { fail succeed }", '(Composite op="fallback" mode="reactive" children=[(Fail) (Succeed)] label=x)'],
    ["x: memory sequence { fail }", '(Composite op="sequence" mode="memory" children=[(Fail)] label=x)'],
    ["async sequence { fail }", '(Composite op="sequence" mode="async" children=[(Fail)])'],
    ["parallel { fail }", "(Parallel children=[(Fail)])"],
    ["parallel success 2 failure -1 x { fail }", '(Parallel success=2 failure=(Unary op="-" operand=1) children=[(Fail)] label=x)'],
    ["parallel success n x { fail }", "(Parallel success=(Name name=n) children=[(Fail)] label=x)"],
    ["parallel all failure 2 { fail }", "(Parallel all=true failure=2 children=[(Fail)])"],
    ["parallel success { fail }", "(Parallel children=[(Fail)] label=success)"],
    ["if check a then fail", "(TreeIf condition=(Check condition=(Name name=a)) then=(Fail))"],
    ["while succeed then fail else succeed", "(TreeWhile condition=(Succeed) then=(Fail) else=(Succeed))"],
    ["switch x { case 1 fail case y z: succeed }", "(Switch subject=(Name name=x) cases=[(TreeCase value=1 node=(Fail)) (TreeCase value=(Name name=y) node=(Succeed label=z))])"],
    ["switch x { case 1 fail else succeed }", "(Switch subject=(Name name=x) cases=[(TreeCase value=1 node=(Fail))] else=(Succeed))"],
    ["try { fail fail } catch { succeed }", "(Try tried=[(Fail) (Fail)] catcher=(Succeed))"],
    ["try { fail } catch on halt { succeed }", "(Try tried=[(Fail)] onHalt=true catcher=(Succeed))"],
    ["pipeline sequence p { fail }", '(Composite op="sequence" mode="pipeline" children=[(Fail)] label=p)'],
    ["round robin { fail }", '(Composite op="round robin" children=[(Fail)])'],
    ["round robin robin { fail }", '(Composite op="round robin" children=[(Fail)] label=robin)'],
    ["recovery 3 { fail } by { succeed }", "(Recovery retries=3 tried=(Fail) by=(Succeed))"],
    ["again if check a then { fail }", "(Again trigger=(Check condition=(Name name=a)) child=(Fail))"],
    ["again if if fail then succeed else fail then wait 1s", "(Again trigger=(TreeIf condition=(Fail) then=(Succeed) else=(Fail)) child=(Wait duration=1[s]))"],
    ["every 1s { fail }", '(Decorator op="every" amount=1[s] child=(Fail))'],
    ["every 1s / hz { fail }", '(Decorator op="every" amount=(Binary op="/" left=1[s] right=(Name name=hz)) child=(Fail))'],
    ["invert { fail }", '(Wrapper op="invert" child=(Fail))'],
    ["force success { fail }", '(Wrapper op="force success" child=(Fail))'],
    ["force failure { fail }", '(Wrapper op="force failure" child=(Fail))'],
    ["run once { fail }", '(Wrapper op="run once" child=(Fail))'],
    ["run once then skip { fail }", '(Wrapper op="run once then skip" child=(Fail))'],
    ["repeat until failure { fail }", '(Wrapper op="repeat until failure" child=(Fail))'],
    ["retry 3 { fail }", '(Decorator op="retry" amount=3 child=(Fail))'],
    ["retry forever { fail }", '(Decorator op="retry" child=(Fail))'],
    ["repeat n + 1 { fail }", '(Decorator op="repeat" amount=(Binary op="+" left=(Name name=n) right=1) child=(Fail))'],
    ["repeat `forever` { fail }", '(Decorator op="repeat" amount=(Name name=forever) child=(Fail))'],
    ["timeout 3s { fail }", '(Decorator op="timeout" amount=3[s] child=(Fail))'],
    ["delay d { fail }", '(Decorator op="delay" amount=(Name name=d) child=(Fail))'],
    ["when a { fail }", "(When condition=(Name name=a) child=(Fail))"],
    ["when a else running { fail }", '(When condition=(Name name=a) otherwise="running" child=(Fail))'],
    ["loop x in 1, n else skip { fail }", '(Loop variable=x values=[1 (Name name=n)] otherwise="skip" child=(Fail))'],
    ["updated x", "(Updated entry=x)"],
    ["updated x { fail }", "(Updated entry=x child=(Fail))"],
    ["updated x else skip { fail }", '(Updated entry=x otherwise="skip" child=(Fail))'],
    ["check a or b", '(Check condition=(Binary op="or" left=(Name name=a) right=(Name name=b)))'],
    ["do p until a for 2s", "(Do proposer=p until=(Name name=a) dwell=2[s])"],
    ["do { a = 1, b = 2 }", "(Do assigns=[(Assign path=a value=1) (Assign path=b value=2)])"],
    ["set { a = 1 b.c = a }", "(TreeSet sets=[(Assign path=a value=1) (Assign path=b.c value=(Name name=a))])"],
    ["set { }", "(TreeSet)"],
    ["wait 2s", "(Wait duration=2[s])"],
    ["run go", "(Run name=go)"],
    ["run go(to: 1, from: x)", "(Run name=go args=[(Arg name=to value=1) (Arg name=from value=(Name name=x))])"],
    ["a: fail with { fail if x skip if y }", '(Fail label=a clauses=[(TreeCondition when="fail" condition=(Name name=x)) (TreeCondition when="skip" condition=(Name name=y))])'],
    ["fail with { succeed if x while y }", '(Fail clauses=[(TreeCondition when="succeed" condition=(Name name=x)) (TreeCondition when="while" condition=(Name name=y))])'],
    ["fail with { on success { } on failure { a = 1 } on halt { } finally { } }",
      '(Fail clauses=[(TreeHook on="success") (TreeHook on="failure" sets=[(Assign path=a value=1)]) (TreeHook on="halt") (TreeHook on="finally")])'],
  ])("%s", (text, expected) => {
    expect(root(text)).toBe(expected);
  });
});

describe("where two nodes could be meant", () => {
  const cases: readonly [why: string, text: string, same: string][] = [
    ["`else` belongs to the nearest `if`", "if fail then if fail then fail else succeed", "if fail then { if fail then fail else succeed }"],
    ["`with` belongs to the nearest node", "if fail then fail with { while a }", "if fail then { fail with { while a } }"],
    ["an `if` in a condition ends at `then`", "if if a: fail then fail then succeed", "if if a: fail then { fail } then { succeed }"],
    ["`else` behind an entry that was updated", "if fail then updated x else sequence { fail }", "if fail then { updated x } else { sequence { fail } }"],
    ["a label behind `else` behind an entry that was updated", "if fail then updated x else skip: fail", "if fail then { updated x } else { skip: fail }"],
    ["a word of the language as a label", "sequence { do p for: fail with: fail }", "sequence { do p `for`: fail `with`: fail }"],
    ["`blackboard` as a label", "blackboard: fail", "`blackboard`: fail"],
  ];
  test.each(cases)("%s", (_, text, same) => expect(root(text)).toBe(root(same)));

  test.each([
    ["`else`", "if fail then { if fail then fail } else succeed", "if fail then if fail then fail else succeed"],
    ["`with`", "if fail then { fail } with { while a }", "if fail then fail with { while a }"],
    ["the `else` of a `switch`", "switch x { case 1 { if fail then fail } else fail }", "switch x { case 1 if fail then fail else fail }"],
  ])("braces give %s to the outer one", (_, text, other) => expect(root(text)).not.toBe(root(other)));
});

describe("a declaration", () => {
  test.each([
    ["tree t over e compatible (x: number, inout y: bool, out `in`: text) { fail }",
      '(Tree name=t over=e compatible=true ports=[(Port direction="in" name=x type=(NamedType name=number)) (Port direction="inout" name=y type=(NamedType name=bool)) '
      + '(Port direction="out" name=in type=(NamedType name=text))] root=(Fail))'],
    ["tree t over e { blackboard { a: number = 1 b: text } fail }",
      "(Tree name=t over=e blackboard=[(Entry name=a type=(NamedType name=number) start=1) (Entry name=b type=(NamedType name=text))] root=(Fail))"],
    ["extern go over e", "(Extern name=go over=e)"],
    ["extern go over e (out: [m], out inout: [m])",
      '(Extern name=go over=e ports=[(Port direction="in" name=out type=(UnitType unit=[m])) (Port direction="out" name=inout type=(UnitType unit=[m]))])'],
    ["machine m over e { blackboard { n: int } start s state s { ensure a else rollback doing p } }",
      "(Machine name=m over=e blackboard=[(Entry name=n type=(NamedType name=int))] start=s states=[(State name=s items=[(Ensure condition=(Name name=a) doing=p)])])"],
    ["machine m over e { start s state s { on entry { } on exit { } on sample { n = 1 } } }",
      '(Machine name=m over=e start=s states=[(State name=s items=[(StateHook on="entry") (StateHook on="exit") (StateHook on="sample" sets=[(Assign path=n value=1)])])])'],
  ])("%s", (text, expected) => expect(flat(declared(text))).toBe(expected));

  test.each([
    ["`memory` in a tree begins a node", "tree t over e { memory sequence { fail } } const a = 1", ["Tree", "Const"]],
    ["`memory sequence over e` declares", "tree t over e { fail } memory sequence over e: int = 0 then 1", ["Tree", "Memory"]],
    ["a node may be called `over`", "tree t over e { memory sequence over { fail } }", ["Tree"]],
    ["`extern` declares behind whatever is closed", "const a = b extern x over e extern y over e (a: int) const c = 1", ["Const", "Extern", "Extern", "Const"]],
    ["`extern` is a name elsewhere", "const extern = 1 tree t over e { run extern } machine m over e { start over state over { may extern go over when a } }", ["Const", "Tree", "Machine"]],
  ])("%s", (_, text, kinds) => {
    const { file, errors } = parse(text);
    expect(errors).toEqual([]);
    expect(file.decls.map(({ kind }) => kind)).toEqual(kinds);
  });
});

/** `line: message | help | the text it points at` */
const MISTAKES: readonly [what: string, text: string, ...said: string[]][] = [
  ["a node by another library's name", inTree("\n  selector x {\n    check a\n  }\n"), "2: `selector` begins no node | `selector` is called `fallback` here | selector"],
  ["such a name behind another node", inTree("sequence {\n  check a\n  KeepRunningUntilFailure { fail }\n  check b }"),
    "3: `KeepRunningUntilFailure` begins no node | `KeepRunningUntilFailure` is called `repeat until failure` here | KeepRunningUntilFailure"],
  ["a capital", inTree("Sequence { fail }"), "1: `Sequence` begins no node | did you mean `sequence`? | Sequence"],
  ["several misspelt leaves", inTree("sequence {\n  chek a\n  do b\n  wiat 3s }"),
    "2: `chek` begins no node | did you mean `check`? | chek", "4: `wiat` begins no node | did you mean `wait`? | wiat"],
  ["a misspelt leaf in a branch", inTree("if\nconditon a\nthen\naction b\nelse { sequence { fail } }"),
    "2: `conditon` begins no node | - | conditon", "4: `action` begins no node | `action` is called `do` here | action"],
  ["a misspelt leaf at the end of the text", "tree t over e { chek", "1: `chek` begins no node | did you mean `check`? | chek"],
  ["a reserved word by another library's name", inTree("sequence { not { fail } }"), "1: expected a node but found `not` | `not` is called `invert` here | not"],
  ["a label without its colon", inTree("ready check a"), "1: `ready` begins no node | a label has a colon behind it: `ready: check …` | ready"],
  ["two labels", inTree("x: sequence y { fail }"), "1: this node has a label already, so `y` is one too many | - | y"],
  ["`pipeline fallback`", inTree("pipeline fallback { fail }"), "1: a `fallback` has no form with `pipeline` | a `reactive fallback` asks all before the one that runs at every tick | fallback"],
  ["`reactive round robin`", inTree("reactive round robin { fail }"), "1: a `round robin` has no form with `reactive` | a plain `round robin` goes on where it was | robin"],
  ["Nav2's name", inTree("RateController { fail }"), "1: `RateController` begins no node | `RateController` is called `every` here | RateController"],
  ["`memory fallback`", inTree("memory fallback { fail }"), "1: a `fallback` has no form with `memory` | a plain `fallback` goes on where it was, too | fallback"],
  ["no children", inTree("sequence { }"), "1: expected a node but found `}` | - | }"],
  ["two roots", inTree("fail succeed"), "1: did not expect `succeed` here | a tree has one node at its root: put several into a `sequence` or a `fallback` | succeed"],
  ["two children of a decorator", inTree("invert { fail succeed }"),
    "1: did not expect `succeed` here | there is one node between these braces: put several into a `sequence` or a `fallback` | succeed"],
  ["no count", inTree("retry { fail }"), "1: expected a number or `forever` but found `{` | - | {"],
  ["an outcome that this node cannot give", inTree("loop x in 1 else running { fail }"), "1: expected `success`, `failure` or `skip` but found `running` | - | running"],
  ["a misspelt outcome", inTree("force sucess { fail }"), "1: expected `success` or `failure` but found `sucess` | did you mean `success`? | sucess"],
  ["a clause by another library's name", inTree("fail with { _skipIf { } }"), "1: did not expect `_skipIf` here | `_skipIf` is called `skip if` here | _skipIf"],
  ["`in` before a port", "tree t over e (in x: number) { fail }", "1: expected `)` but found `in` | a port without a word before its name is an input | in"],
  ["an entry without a type", inTree("blackboard { x = 1 } fail"), "1: expected `:` but found `=` | an entry has a type: `tries: number = 0` | ="],
  ["a misspelt `compatible`", "tree t over e compatibel { fail }", "1: expected `{` but found `compatibel` | did you mean `compatible`? | compatibel"],
  ["a misspelt `extern`", "const a = 1\nexten go over e", "2: `exten` begins no declaration | did you mean `extern`? | exten"],
  ["a tree that is not closed before `extern`", "tree t over e { sequence {\nfail }\nextern go over e", "1: this `{` has no closing `}` | - | {"],
];

test.each(MISTAKES)("%s", (_, text, ...said) => {
  const lines = parse(text).errors.map(({ message, help, span }) =>
    `${text.slice(0, span.start).split("\n").length}: ${message} | ${help ?? "-"} | ${text.slice(span.start, span.end)}`);
  expect(lines).toEqual(said);
});

test("more mistakes than anybody reads are not all described", () => {
  const { errors } = parse(inTree(`sequence {${"\nchek a".repeat(3_000)} }`));
  expect(errors.length).toBe(201);
});
