import { defineEntries } from "../entry.ts";
import { BANK, ROAD } from "../fixtures.ts";

export const types = defineEntries({
  typeMismatch: {
    code: "POL0201",
    name: "type-mismatch",
    severity: "error",
    title: "Wrong type",
    message: "{wanted} is wanted, but this is {found}",
    why: "Types are checked before anything runs, so that no guard meets a value it cannot judge.",
    wrong: `const a = 1
const b = not a
`,
    right: `const a = 1
const b = not (a > 0)
`,
  },
  notAField: {
    code: "POL0202",
    name: "not-a-field",
    severity: "error",
    title: "No such field",
    message: "{object} has no field `{name}`",
    why: "Records have the fields of their declaration, vectors `.x .y .z .w`; nothing else has any.",
    wrong: `${ROAD}spec s over road = always gap.size > 1
`,
    right: `${ROAD}spec s over road = always gap > 1m
`,
  },
  wrongArity: {
    code: "POL0203",
    name: "wrong-arity",
    severity: "error",
    title: "Wrong number of arguments",
    message: "`{name}` takes {wanted} arguments, but {found} are given",
    why: "Functions have no optional arguments.",
    wrong: `const a = clamp(5, 1)
`,
    right: `const a = clamp(5, 0, 1)
`,
  },
  namedArgument: {
    code: "POL0204",
    name: "named-argument",
    severity: "error",
    title: "Argument may not be named",
    message: "the arguments of `{name}` go by their order",
    why: "Only the arguments of tools have names that are part of the call.",
    wrong: `const a = abs(x: 5)
`,
    right: `const a = abs(5)
`,
  },
  unnamedArgument: {
    code: "POL0205",
    name: "unnamed-argument",
    severity: "error",
    title: "Argument needs its name",
    message: "an argument of a tool needs its name, as in `to: \"bob\"`",
    why: "The arguments of a tool are a record; their order means nothing.",
    wrong: `${BANK}privilege p over bank { allow get_balance }
guard g over bank { propose agent else tell "No." obey p }
test "t" on g { call send("bob") expect forbid }
`,
    right: `${BANK}privilege p over bank { allow get_balance }
guard g over bank { propose agent else tell "No." obey p }
test "t" on g { call send(to: "bob", amount: 1) expect forbid }
`,
  },
  badIndex: {
    code: "POL0206",
    name: "bad-index",
    severity: "error",
    title: "Cannot be indexed so",
    message: "{type} cannot be indexed by this",
    why: "A list of a tool's argument takes any index; a vector or a list of observations takes a plain number inside its size.",
    wrong: `const v = vec3(1, 2, 3)
const a = v[7]
`,
    right: `const v = vec3(1, 2, 3)
const a = v[2]
`,
  },
  notConstant: {
    code: "POL0207",
    name: "not-constant",
    severity: "error",
    title: "Not a plain number",
    message: "in {what} a plain number is wanted, known before anything runs",
    why: "Ranges, windows, rates and deadlines are part of what a reviewer reads and a compiler sizes memory by.",
    wrong: `${ROAD}guard g over road { propose brake until gap > 5m for 1s else brake limit accel to -6..2 }
test "t" on g { given { speed = 1, gap = sqrt(4) * 1m } }
`,
    right: `${ROAD}guard g over road { propose brake until gap > 5m for 1s else brake limit accel to -6..2 }
test "t" on g { given { speed = 1, gap = 2 } }
`,
  },
  cannotCombine: {
    code: "POL0208",
    name: "cannot-combine",
    severity: "error",
    title: "Types do not go together",
    message: "`{op}` does not fit {left} and {right}",
    why: "An operator works on values of the same kind: numbers of one dimension, vectors of one size, texts, enums.",
    wrong: `const a = 1 + "one"
`,
    right: `const a = 1 + 1
`,
  },
  neverEqual: {
    code: "POL0209",
    name: "never-equal",
    severity: "error",
    title: "Can never be equal",
    message: "`{value}` is none of its values: {values}",
    why: "The schema lists what the argument may be, so this condition could never hold: most likely a slip of the pen in a rule that then never decides.",
    wrong: `enum Size { small, big }
env shop { tool order(size: Size) }
privilege p over shop { allow order when size == "hueg" }
`,
    right: `enum Size { small, big }
env shop { tool order(size: Size) }
privilege p over shop { allow order when size == "big" }
`,
  },
  badType: {
    code: "POL0210",
    name: "bad-type",
    severity: "error",
    title: "Type written wrongly",
    message: "{what} is written {how}",
    why: "Everything that holds values has a bound, so that time and memory are known before running.",
    wrong: `env e at 10Hz { observe xs: list<9> act a: number in 0..1 default 0 }
`,
    right: `env e at 10Hz { observe xs: list<number, 9> act a: number in 0..1 default 0 }
`,
  },
  emptyRange: {
    code: "POL0211",
    name: "empty-range",
    severity: "error",
    title: "Empty range",
    message: "the range {low}..{high} holds nothing",
    why: "Nothing could ever be inside, so what it guards would be refused for ever.",
    wrong: `env e at 10Hz { act a: number in 3..-8 default 0 }
`,
    right: `env e at 10Hz { act a: number in -8..3 default 0 }
`,
  },
  weightMisplaced: {
    code: "POL0212",
    name: "weight-misplaced",
    severity: "error",
    title: "Weight without a mean",
    message: "`weight` belongs to the arguments of `mean`",
    why: "Only a mean weighs what it joins.",
    wrong: `const a = max(1 weight 2, 3)
`,
    right: `const a = mean(1 weight 2, 3 weight 1)
`,
  },
  badExponent: {
    code: "POL0213",
    name: "bad-exponent",
    severity: "error",
    title: "Exponent with a unit",
    message: "{unit} can be raised to a plain number only",
    why: "The unit of a power must be known when the file is read.",
    wrong: `${ROAD}fn f(x: [m], n: number) -> number = x ^ n / 1m
`,
    right: `${ROAD}fn f(x: [m]) -> number = x ^ 2 / 1[m^2]
`,
  },
  outOfRange: {
    code: "POL0214",
    name: "out-of-range",
    severity: "error",
    title: "Outside the declared range",
    message: "{value} is outside {low}..{high}",
    why: "A value outside its field's range is refused when it runs; one written in the file is a mistake already.",
    wrong: `env e at 10Hz { act a: number in 0..1 default 5 }
`,
    right: `env e at 10Hz { act a: number in 0..1 default 0 }
`,
  },
  notFinite: {
    code: "POL0215",
    name: "not-finite",
    severity: "error",
    title: "Number too large",
    message: "{text} is larger than any number that can be computed with",
    why: "Numbers are IEEE 754 doubles, up to about 1.8e308.",
    wrong: `const a = 1e999
`,
    right: `const a = 1e99
`,
  },
  tooLarge: {
    code: "POL0216",
    name: "too-large",
    severity: "error",
    title: "Expression too large",
    message: "this comes to more than {limit} operations",
    why: "Lists of observations are taken apart element by element, and functions of vectors or records are put in place, so what is nested multiplies. A guard must decide in time, and its cost is bounded before it runs.",
    wrong: `env e at 10Hz { observe xs: list<number, 100> }
spec s over e = all a in xs: all b in xs: all c in xs: a + b + c < 9
`,
    right: `env e at 10Hz { observe xs: list<number, 100> }
spec s over e = all a in xs: a < 3
`,
  },
  typeTooLarge: {
    code: "POL0217",
    name: "type-too-large",
    severity: "error",
    title: "Type too large",
    message: "this comes to more than {limit} scalars",
    why: "Memory is allocated once, for the longest lists that are declared, so a list of lists takes the product of their lengths.",
    wrong: `env e at 10Hz { observe grid: list<list<number, 1000>, 1000> }
`,
    right: `env e at 10Hz { observe grid: list<list<number, 50>, 50> }
`,
  },
});
