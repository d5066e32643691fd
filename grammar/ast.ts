import type { Span } from "./spans.ts";

/** A name as written; `text` is without backticks. */
export interface Ident {
  readonly kind: "Ident";
  readonly text: string;
  readonly span: Span;
}

/** `a.b.c`; the first is a Name, the others may be any word. */
export interface Path {
  readonly kind: "Path";
  readonly parts: readonly Ident[];
  readonly span: Span;
}

interface Base {
  readonly span: Span;
}

// ---------- units, types, ranges ----------

/** One factor of a unit: a unit's name or a plain number (`[1/m]`), raised to a power. */
export interface UnitFactor extends Base {
  readonly kind: "UnitFactor";
  readonly name: Ident | null;
  readonly number: number | null;
  readonly power: number;
}

/** `[m/s^2]`: factors above and below the slash. A unit word on a number (`5min`) becomes one factor. */
export interface Unit extends Base {
  readonly kind: "Unit";
  readonly above: readonly UnitFactor[];
  readonly below: readonly UnitFactor[];
}

export interface Field extends Base {
  readonly kind: "Field";
  readonly name: Ident;
  readonly type: Type;
  readonly doc: string | null;
}

export interface NamedType extends Base {
  readonly kind: "NamedType";
  readonly name: Ident;
  readonly args: readonly (Type | Num)[];
  readonly unit: Unit | null;
  readonly optional: boolean;
}

/** A number with a unit, written by the unit alone: `[m/s]`. */
export interface UnitType extends Base {
  readonly kind: "UnitType";
  readonly unit: Unit;
  readonly optional: boolean;
}

export interface RecordType extends Base {
  readonly kind: "RecordType";
  readonly fields: readonly Field[];
  readonly optional: boolean;
}

export type Type = NamedType | UnitType | RecordType;

export interface Range extends Base {
  readonly kind: "Range";
  readonly low: Expr;
  readonly high: Expr;
}

// ---------- expressions ----------

export interface Num extends Base {
  readonly kind: "Num";
  readonly value: number;
  /** The digits as written, for exact decimals and messages. */
  readonly text: string;
  readonly unit: Unit | null;
}
export interface Text extends Base {
  readonly kind: "Text";
  readonly value: string;
}
export interface Bool extends Base {
  readonly kind: "Bool";
  readonly value: boolean;
}
export interface NameExpr extends Base {
  readonly kind: "Name";
  readonly name: Ident;
}
export interface Arg extends Base {
  readonly kind: "Arg";
  readonly name: Ident | null;
  readonly value: Expr;
  readonly weight: Expr | null;
}
/** `f(a, b)`, and the aggregates called like functions: `max(a, b)`, `mean(a weight 2, b weight 1)`. */
export interface Apply extends Base {
  readonly kind: "Apply";
  readonly callee: Ident;
  readonly args: readonly Arg[];
}
export interface Member extends Base {
  readonly kind: "Member";
  readonly object: Expr;
  readonly name: Ident;
}
export interface Index extends Base {
  readonly kind: "Index";
  readonly object: Expr;
  readonly index: Expr;
}
export interface Unary extends Base {
  readonly kind: "Unary";
  readonly op: "-" | "not" | "previous";
  readonly operand: Expr;
}
export type BinaryOp =
  | "+" | "-" | "*" | "/" | "^"
  | "<" | "<=" | ">" | ">=" | "==" | "!="
  | "and" | "or" | "implies" | "iff" | "xor";
export interface Binary extends Base {
  readonly kind: "Binary";
  readonly op: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
}
/** `x in 0..5` */
export interface InRange extends Base {
  readonly kind: "InRange";
  readonly value: Expr;
  readonly low: Expr;
  readonly high: Expr;
}
/** `path in folder("/home")`: membership in a set or a list. */
export interface InSet extends Base {
  readonly kind: "InSet";
  readonly value: Expr;
  readonly set: Expr;
}
/** `recipient from prompt` */
export interface From extends Base {
  readonly kind: "From";
  readonly value: Expr;
  readonly source: ValueSource;
}
/** `subject carries secret`, `x is missing` */
export interface Is extends Base {
  readonly kind: "Is" | "Carries";
  readonly value: Expr;
  readonly name: Ident;
}
export interface Matches extends Base {
  readonly kind: "Matches";
  readonly value: Expr;
  readonly pattern: Text;
}
export interface If extends Base {
  readonly kind: "If";
  readonly condition: Expr;
  readonly then: Expr;
  readonly otherwise: Expr;
}
/** `each` makes a list, the others reduce one. */
export type QuantifierOp = "all" | "any" | "count" | "sum" | "min" | "max" | "mean" | "each";
/** `all x in list: φ`, `sum x in list: e` */
export interface Quantifier extends Base {
  readonly kind: "Quantifier";
  readonly op: QuantifierOp;
  readonly variable: Ident;
  readonly list: Expr;
  readonly body: Expr;
}
/** `[a, b]`, `[b]` (from 0) or `[this turn]`. */
export interface Window extends Base {
  readonly kind: "Window";
  readonly thisTurn: boolean;
  readonly low: Expr | null;
  readonly high: Expr | null;
}
export type TemporalOp = "once" | "historically" | "always" | "eventually" | "next" | "previous" | "rise" | "fall";
export interface Temporal extends Base {
  readonly kind: "Temporal";
  readonly op: TemporalOp;
  readonly weak: boolean;
  readonly window: Window | null;
  readonly operand: Expr;
}
export type TemporalBinaryOp = "until" | "since" | "unless" | "release";
export interface TemporalBinary extends Base {
  readonly kind: "TemporalBinary";
  readonly op: TemporalBinaryOp;
  readonly window: Window | null;
  readonly left: Expr;
  readonly right: Expr;
}
/** `call t(a: e)`, `returned t`, `latest t(a: e)` */
export interface Event extends Base {
  readonly kind: "Event";
  readonly op: "call" | "returned" | "latest";
  readonly target: Target;
  readonly args: readonly Arg[];
}
export interface Anything extends Base {
  readonly kind: "Anything";
}
/** `(e)`: kept, since parentheses decide where a temporal operator may stand. */
export interface Paren extends Base {
  readonly kind: "Paren";
  readonly inner: Expr;
}
/** What stands where an expression could not be read. It has every type and silences what follows from it. */
export interface ErrorExpr extends Base {
  readonly kind: "Error";
}
export type Expr =
  | Num | Text | Bool | NameExpr | Apply | Member | Index | Unary | Binary | InRange | InSet | From | Is | Matches | If
  | Quantifier | Temporal | TemporalBinary | Event | Anything | Paren | ErrorExpr;

/** `e for 1s`: a dwell. */
export interface Held extends Base {
  readonly kind: "Held";
  readonly condition: Expr;
  readonly dwell: Num | null;
}
/** `a.b = e` inside braces. */
export interface Assign extends Base {
  readonly kind: "Assign";
  readonly path: Path;
  readonly value: Expr;
}

// ---------- tools and sources ----------

/** A tool by name or, for names that are no words, by string. */
export interface ToolName extends Base {
  readonly kind: "ToolName";
  readonly name: string;
}
export type Target = ToolName | Anything;
/** `get_x[*].recipient`: a step is a field's name, an index, or `*` for every element. */
export interface ToolPath extends Base {
  readonly kind: "ToolPath";
  readonly tool: ToolName;
  readonly steps: readonly (Ident | number | "*")[];
}
/** `prompt` (no path) or `results of PATH`. */
export interface ValueSource extends Base {
  readonly kind: "ValueSource";
  readonly of: ToolPath | null;
}

// ---------- declarations ----------

export interface Head {
  readonly name: Ident;
  readonly over: Ident;
}
interface DeclBase extends Base {
  readonly doc: string | null;
}

export interface Use extends Base {
  readonly kind: "Use";
  readonly path: Path;
}

export interface Signal extends DeclBase {
  readonly kind: "Observe" | "Act";
  readonly name: Ident;
  readonly type: Type;
  readonly range: Range | null;
  readonly default: Expr | null;
}
export interface ToolsFrom extends Base {
  readonly kind: "ToolsFrom";
  readonly file: Text;
}
export interface ToolDecl extends DeclBase {
  readonly kind: "Tool";
  readonly name: Ident;
  readonly params: readonly Field[];
  readonly result: Type | null;
}
export interface Principal extends Base {
  readonly kind: "Principal";
  readonly name: Ident;
}
export interface Labelled extends Base {
  readonly kind: "Labelled";
  readonly label: "untrusted" | "trusted" | "secret";
  readonly prompt: boolean;
  readonly results: readonly ToolPath[];
}
export interface Equation extends Base {
  readonly kind: "Equation";
  /** The state's name, without the prime. */
  readonly state: Ident;
  /** One of the two: an equation, or the range of a disturbance. */
  readonly value: Expr | null;
  readonly range: Range | null;
}
export interface Dynamics extends Base {
  readonly kind: "Dynamics";
  readonly method: "euler" | "rk4" | "discrete";
  readonly equations: readonly Equation[];
}
export type EnvItem = Signal | ToolsFrom | ToolDecl | Principal | Labelled | Dynamics;
export interface Env extends DeclBase {
  readonly kind: "Env";
  readonly name: Ident;
  readonly rate: Num | null;
  readonly items: readonly EnvItem[];
}
export interface Policy extends DeclBase, Head {
  readonly kind: "Policy";
  readonly server: Ident;
  readonly args: readonly Arg[];
  readonly giving: readonly Ident[];
}
export interface Model extends DeclBase, Head {
  readonly kind: "Model";
  readonly server: Ident;
  readonly args: readonly Arg[];
  readonly type: Type;
  readonly range: Range | null;
  readonly within: Num | null;
}
export interface Controller extends DeclBase, Head {
  readonly kind: "Controller";
  readonly assigns: readonly Assign[];
}
export interface Memory extends DeclBase, Head {
  readonly kind: "Memory";
  readonly type: Type;
  readonly start: Expr;
  readonly next: Expr;
}

/** What every node of a tree can have around it. */
interface NodeBase extends Base {
  readonly label: Ident | null;
  readonly clauses: readonly TreeClause[];
}
/** `fail if φ`, `succeed if φ`, `skip if φ`, `while φ`. */
export interface TreeCondition extends Base {
  readonly kind: "TreeCondition";
  readonly when: "fail" | "succeed" | "skip" | "while";
  readonly condition: Expr;
}
/** `on success { … }`, `on failure { … }`, `on halt { … }`, `finally { … }`. */
export interface TreeHook extends Base {
  readonly kind: "TreeHook";
  readonly on: "success" | "failure" | "halt" | "finally";
  readonly sets: readonly Assign[];
}
export type TreeClause = TreeCondition | TreeHook;
export interface TreeComposite extends NodeBase {
  readonly kind: "Composite";
  /** `round robin` has no mode, and `pipeline` is one of `sequence` alone. */
  readonly op: "sequence" | "fallback" | "round robin";
  readonly mode: "reactive" | "memory" | "async" | "pipeline" | null;
  readonly children: readonly TreeNode[];
}
export interface TreeParallel extends NodeBase {
  readonly kind: "Parallel";
  /** `parallel all`. */
  readonly all: boolean;
  readonly success: Expr | null;
  readonly failure: Expr | null;
  readonly children: readonly TreeNode[];
}
export interface TreeIf extends NodeBase {
  readonly kind: "TreeIf" | "TreeWhile";
  readonly condition: TreeNode;
  readonly then: TreeNode;
  readonly else: TreeNode | null;
}
export interface TreeCase extends Base {
  readonly kind: "TreeCase";
  readonly value: Expr;
  readonly node: TreeNode;
}
export interface TreeSwitch extends NodeBase {
  readonly kind: "Switch";
  readonly subject: Expr;
  readonly cases: readonly TreeCase[];
  readonly else: TreeNode | null;
}
export interface TreeTry extends NodeBase {
  readonly kind: "Try";
  readonly tried: readonly TreeNode[];
  readonly onHalt: boolean;
  readonly catcher: TreeNode;
}
/** `recovery 3 { … } by { … }` */
export interface TreeRecovery extends NodeBase {
  readonly kind: "Recovery";
  readonly retries: Expr;
  readonly tried: TreeNode;
  readonly by: TreeNode;
}
/** `again if n then n` */
export interface TreeAgain extends NodeBase {
  readonly kind: "Again";
  readonly trigger: TreeNode;
  readonly child: TreeNode;
}
/** `invert`, `force success`, `run once [then skip]`, `repeat until failure`. */
export interface TreeWrapper extends NodeBase {
  readonly kind: "Wrapper";
  readonly op: "invert" | "force success" | "force failure" | "run once" | "run once then skip" | "repeat until failure";
  readonly child: TreeNode;
}
export interface TreeDecorator extends NodeBase {
  readonly kind: "Decorator";
  readonly op: "timeout" | "delay" | "every" | "retry" | "repeat";
  /** Null: `forever`. */
  readonly amount: Expr | null;
  readonly child: TreeNode;
}
export type TreeOutcome = "success" | "failure" | "skip" | "running";
export interface TreeWhen extends NodeBase {
  readonly kind: "When";
  readonly condition: Expr;
  readonly otherwise: TreeOutcome | null;
  readonly child: TreeNode;
}
export interface TreeLoop extends NodeBase {
  readonly kind: "Loop";
  readonly variable: Ident;
  readonly values: readonly Expr[];
  readonly otherwise: TreeOutcome | null;
  readonly child: TreeNode;
}
/** `updated x`, alone or before a node. */
export interface TreeUpdated extends NodeBase {
  readonly kind: "Updated";
  readonly entry: Ident;
  readonly otherwise: TreeOutcome | null;
  readonly child: TreeNode | null;
}
export interface TreeCheck extends NodeBase {
  readonly kind: "Check";
  readonly condition: Expr;
}
export interface TreeDo extends NodeBase {
  readonly kind: "Do";
  readonly proposer: Ident | null;
  readonly assigns: readonly Assign[];
  readonly until: Expr | null;
  readonly dwell: Num | null;
}
export interface TreeSet extends NodeBase {
  readonly kind: "TreeSet";
  readonly sets: readonly Assign[];
}
export interface TreeWait extends NodeBase {
  readonly kind: "Wait";
  readonly duration: Expr;
}
export interface TreeConstant extends NodeBase {
  readonly kind: "Succeed" | "Fail";
}
/** A subtree or an extern leaf. */
export interface TreeRun extends NodeBase {
  readonly kind: "Run";
  readonly name: Ident;
  readonly args: readonly Arg[];
}
export type TreeNode =
  | TreeComposite | TreeParallel | TreeIf | TreeSwitch | TreeTry | TreeRecovery | TreeAgain | TreeWrapper | TreeDecorator | TreeWhen | TreeLoop | TreeUpdated
  | TreeCheck | TreeDo | TreeSet | TreeWait | TreeConstant | TreeRun;
export interface Port extends Base {
  readonly kind: "Port";
  readonly direction: "in" | "out" | "inout";
  readonly name: Ident;
  readonly type: Type;
}
export interface Entry extends Base {
  readonly kind: "Entry";
  readonly name: Ident;
  readonly type: Type;
  readonly start: Expr | null;
}
export interface Tree extends DeclBase, Head {
  readonly kind: "Tree";
  readonly compatible: boolean;
  readonly ports: readonly Port[];
  readonly blackboard: readonly Entry[];
  readonly root: TreeNode;
}
/** A leaf that the host runs. */
export interface Extern extends DeclBase, Head {
  readonly kind: "Extern";
  readonly ports: readonly Port[];
}

export interface May extends Base {
  readonly kind: "May";
  readonly proposers: readonly Ident[];
}
export interface Go extends Base {
  readonly kind: "Go";
  readonly to: Ident;
  readonly when: Held;
}
export interface Ensure extends Base {
  readonly kind: "Ensure";
  readonly condition: Expr;
  readonly within: Num | null;
  /** The proposer that makes good what was done. */
  readonly doing: Ident | null;
}
/** `on entry { … }`, `on exit { … }`, `on sample { … }`. */
export interface StateHook extends Base {
  readonly kind: "StateHook";
  readonly on: "entry" | "exit" | "sample";
  readonly sets: readonly Assign[];
}
export interface State extends Base {
  readonly kind: "State";
  readonly name: Ident;
  readonly items: readonly (May | Go | Ensure | StateHook)[];
}
export interface Machine extends DeclBase, Head {
  readonly kind: "Machine";
  readonly blackboard: readonly Entry[];
  readonly start: Ident;
  readonly states: readonly State[];
}

export interface Spec extends DeclBase, Head {
  readonly kind: "Spec";
  readonly formula: Expr;
}

export interface ElseAsk extends Base {
  readonly kind: "ElseAsk";
  readonly when: Expr | null;
  readonly saying: Text | null;
}
export interface Rule extends DeclBase {
  readonly kind: "Rule";
  readonly effect: "allow" | "ask" | "forbid";
  readonly targets: readonly Target[];
  readonly when: Expr | null;
  readonly elseAsk: ElseAsk | null;
  readonly saying: Text | null;
  readonly thenStop: boolean;
}
export interface Privilege extends DeclBase, Head {
  readonly kind: "Privilege";
  readonly rules: readonly Rule[];
}

export interface Proposal extends Base {
  readonly kind: "Proposal";
  /** A named proposer, `best n of p by e`, or `tell "…"`. */
  readonly proposer: Ident | null;
  readonly best: { readonly count: Num; readonly by: Expr } | null;
  readonly tell: Text | null;
  readonly when: Expr | null;
  readonly within: Num | null;
  readonly until: Held | null;
}
export interface Require extends DeclBase {
  readonly kind: "Require";
  readonly condition: Expr;
}
export interface Limit extends DeclBase {
  readonly kind: "Limit";
  readonly path: Path;
  readonly range: Range | null;
  readonly rate: Expr | null;
}
/** `barrier h >= 0`: the whole comparison is kept, the checker takes it apart. */
export interface Barrier extends DeclBase {
  readonly kind: "Barrier";
  readonly condition: Expr;
  readonly alpha: Expr;
}
export interface Foresee extends DeclBase {
  readonly kind: "Foresee";
  readonly backup: Ident;
  readonly until: Expr;
  readonly within: Num;
  readonly keeps: Ident;
}
export interface Keep extends DeclBase {
  readonly kind: "Keep";
  readonly spec: Ident;
  readonly above: Expr | null;
}
export interface Obey extends DeclBase {
  readonly kind: "Obey" | "Follow";
  readonly name: Ident;
}
export type Condition = Require | Limit | Barrier | Foresee | Keep | Obey;
export interface Guard extends DeclBase, Head {
  readonly kind: "Guard";
  readonly proposals: readonly Proposal[];
  readonly conditions: readonly Condition[];
}

export interface Term extends DeclBase {
  readonly kind: "Term";
  readonly name: Ident;
  readonly value: Expr;
  readonly temperature: Expr | null;
  readonly weight: Expr | null;
  /** What it counts where its value is not known. */
  readonly otherwise: Expr | null;
}
export interface Log extends DeclBase {
  readonly kind: "Log";
  readonly name: Ident;
  readonly value: Expr;
}
export interface Stage extends DeclBase {
  readonly kind: "Stage";
  readonly name: Ident;
  readonly until: Expr | null;
  readonly items: readonly RewardItem[];
}
export interface Shape extends DeclBase {
  readonly kind: "Shape";
  readonly discount: Expr;
  readonly potential: Expr;
}
/** Ends an episode, or (`truncate`) cuts it off; only the first gives something. */
export interface Stop extends DeclBase {
  readonly kind: "Stop" | "Truncate";
  readonly name: Ident;
  readonly when: Expr;
  readonly giving: Expr | null;
}
export type RewardItem = Term | Log | Stage | Shape | Stop;
export interface Reward extends DeclBase, Head {
  readonly kind: "Reward";
  /** One of the two: a formula, or items. */
  readonly formula: Expr | null;
  readonly items: readonly RewardItem[];
}

export interface Fn extends DeclBase {
  readonly kind: "Fn";
  readonly name: Ident;
  readonly params: readonly Field[];
  readonly result: Type;
  readonly body: Expr;
}
export interface Const extends DeclBase {
  readonly kind: "Const";
  readonly name: Ident;
  readonly type: Type | null;
  readonly value: Expr;
}
export interface Enum extends DeclBase {
  readonly kind: "Enum";
  readonly name: Ident;
  readonly values: readonly Ident[];
}
export interface Record extends DeclBase {
  readonly kind: "Record";
  readonly name: Ident;
  readonly type: RecordType;
}

export interface Given extends Base {
  readonly kind: "Given" | "With";
  readonly assigns: readonly Assign[];
}
export interface At extends Base {
  readonly kind: "At";
  readonly time: Num;
  readonly assigns: readonly Assign[];
}
export interface Simulate extends Base {
  readonly kind: "Simulate";
  readonly time: Num;
}
export interface Prompt extends Base {
  readonly kind: "Prompt";
  readonly text: Text;
}
export interface CallStep extends Base {
  readonly kind: "CallStep";
  readonly tool: ToolName;
  readonly args: readonly Arg[];
  readonly returns: Text | null;
}
export interface Expect extends Base {
  readonly kind: "Expect";
  readonly verdict: "allow" | "ask" | "forbid" | null;
  readonly trend: { readonly name: Ident; readonly up: boolean } | null;
  readonly formula: Expr | null;
}
export interface Gives extends Base {
  readonly kind: "Gives";
  readonly proposer: Ident;
  readonly assigns: readonly Assign[];
}
/** What a leaf gives at one visit, or at every visit for some time. */
export interface MockAnswer extends Base {
  readonly kind: "MockAnswer";
  readonly outcome: TreeOutcome;
  readonly duration: Num | null;
}
/** `mock nav gives running for 2s, success`: what a node of a tree gives instead of being asked, visit by visit. */
export interface Mock extends Base {
  readonly kind: "Mock";
  readonly node: Ident;
  readonly answers: readonly MockAnswer[];
}
export type Step = Given | At | Simulate | Prompt | CallStep | Expect | Gives | Mock;
export interface Test extends DeclBase {
  readonly kind: "Test";
  readonly title: Text;
  readonly on: Ident;
  readonly steps: readonly Step[];
}
export interface VerdictClaim {
  readonly kind: "Verdict";
  readonly always: boolean;
  readonly verdict: "allow" | "ask" | "forbid";
  readonly targets: readonly Target[];
  readonly when: Expr | null;
}
export interface Prove extends DeclBase {
  readonly kind: "Prove";
  readonly title: Text;
  readonly subject: Ident;
  readonly claim:
    | VerdictClaim
    | { readonly kind: "Narrows"; readonly than: Ident }
    /** About a tree. */
    | { readonly kind: "Holds"; readonly always: boolean; readonly formula: Expr };
}

export type Decl =
  | Env | Policy | Model | Controller | Tree | Extern | Machine | Spec | Privilege | Reward | Guard | Memory | Fn | Const | Enum
  | Record | Test | Prove;

/** A declaration that could not be read: its name still counts as known, so that its uses are not reported too. */
export interface Broken extends Base {
  readonly keyword: string;
  readonly name: string | null;
}

export interface File extends Base {
  readonly kind: "File";
  readonly uses: readonly Use[];
  readonly decls: readonly Decl[];
  readonly broken: readonly Broken[];
}

/** Any object of the tree. */
export type Node =
  | File | Use | Decl | Ident | Path | Type | Field | Unit | UnitFactor | Range | Expr | Arg | Held | Assign | Window
  | ToolName | ToolPath | ValueSource | EnvItem | Equation | TreeNode | TreeClause | TreeCase | Port | Entry | State | StateHook | May | Go | Ensure | Rule | ElseAsk
  | Proposal | Condition | RewardItem | Step | MockAnswer;
