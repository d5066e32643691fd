import type * as ast from "../../grammar/ast.ts";
import { fold } from "../ir/fold.ts";
import type { Ir, Op } from "../ir/ir.ts";
import { NUMBER, typeText, type QuaternionOrder } from "../types/types.ts";
import { arity } from "./calls.ts";
import type { Scope } from "./context.ts";
import { check, isWrong } from "./expressions.ts";
import { apply, num, WRONG, type Value } from "./value.ts";

type Vector = Extract<Value, { kind: "vector" }>;
type Parts = Readonly<Record<"w" | "x" | "y" | "z", Ir>>;

const both = (op: Op) => (a: Ir, b: Ir): Ir => fold(apply(op, "num", a, b));
const [add, sub, mul] = [both("add"), both("sub"), both("mul")];
const neg = (a: Ir): Ir => fold(apply("neg", "num", a));

export function isQuaternion(value: Value): value is Vector {
  return value.kind === "vector" && value.type.order !== undefined;
}

function apart({ type, parts }: Vector): Parts {
  const at = (axis: string): Ir => parts[type.order!.indexOf(axis)]!;
  return { w: at("w"), x: at("x"), y: at("y"), z: at("z") };
}

function together(order: QuaternionOrder, of: Parts): Vector {
  return { kind: "vector", type: { kind: "vec", size: 4, item: NUMBER, order }, parts: [...order].map((axis) => of[axis as keyof Parts]) };
}

/** Hamilton's product, in the order of the left one. */
export function quaternionProduct(left: Vector, right: Vector): Vector {
  const [a, b] = [apart(left), apart(right)];
  return together(left.type.order!, {
    w: sub(sub(sub(mul(a.w, b.w), mul(a.x, b.x)), mul(a.y, b.y)), mul(a.z, b.z)),
    x: sub(add(add(mul(a.w, b.x), mul(a.x, b.w)), mul(a.y, b.z)), mul(a.z, b.y)),
    y: add(add(sub(mul(a.w, b.y), mul(a.x, b.z)), mul(a.y, b.w)), mul(a.z, b.x)),
    z: add(sub(add(mul(a.w, b.z), mul(a.x, b.y)), mul(a.y, b.x)), mul(a.z, b.w)),
  });
}

/** The rotation matrix of a unit quaternion, row by row. */
function matrix(q: Vector): readonly (readonly Ir[])[] {
  const { w, x, y, z } = apart(q);
  const diagonal = (a: Ir, b: Ir): Ir => sub(num(1), mul(num(2), add(mul(a, a), mul(b, b))));
  const twice = (sign: typeof add, a: Ir, b: Ir, c: Ir): Ir => mul(num(2), sign(mul(a, b), mul(c, w)));
  return [
    [diagonal(y, z), twice(sub, x, y, z), twice(add, x, z, y)],
    [twice(add, x, y, z), diagonal(x, z), twice(sub, y, z, x)],
    [twice(sub, x, z, y), twice(add, y, z, x), diagonal(x, y)],
  ];
}

function quaternion(e: ast.Apply, i: number, scope: Scope): Vector | undefined {
  const value = check(e.args[i]!.value, scope);
  if (isQuaternion(value)) return value;
  if (!isWrong(value)) scope.cx.bag.add("typeMismatch", e.args[i]!.span, { wanted: "a quaternion", found: typeText(value.type) });
  return undefined;
}

/** `rotate(q, v)`: v by the matrix of q; `unrotate`: by its transpose. */
const rotated = (transposed: boolean) => (e: ast.Apply, scope: Scope): Value => {
  if (!arity(e, 2, scope)) return WRONG;
  const q = quaternion(e, 0, scope);
  const v = check(e.args[1]!.value, scope);
  if (q === undefined || isWrong(v)) return WRONG;
  if (v.kind !== "vector" || v.parts.length !== 3) {
    scope.cx.bag.add("typeMismatch", e.args[1]!.span, { wanted: "a vec3", found: typeText(v.type) });
    return WRONG;
  }
  const m = matrix(q);
  const row = (i: number): Ir => v.parts.map((p, j) => mul(transposed ? m[j]![i]! : m[i]![j]!, p)).reduce(add);
  return { ...v, parts: [row(0), row(1), row(2)] };
};

/** The inverse of a unit quaternion. */
function conjugate(e: ast.Apply, scope: Scope): Value {
  if (!arity(e, 1, scope)) return WRONG;
  const q = quaternion(e, 0, scope);
  if (q === undefined) return WRONG;
  const { w, x, y, z } = apart(q);
  return together(q.type.order!, { w, x: neg(x), y: neg(y), z: neg(z) });
}

export const QUATERNIONS = { rotate: rotated(false), unrotate: rotated(true), conjugate };
