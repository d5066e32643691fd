import type { Vec } from "./table.ts";

// Sliding windows over a stream, each in a stretch of one array: pushing a value gives the window's result with it, looking
// gives the same and changes nothing. A window of `width` samples keeps the `width` - 1 before the next one. Values are read
// from row x of `v` and results written to row i of `out`: a number handed to or from a function is allocated.

// ---------- the greatest: a deque whose values fall ----------

const HEAD = 0;
const COUNT = 1;
/** How many values were pushed. */
const PUSHED = 2;
export const DEQUE_HEAD = 3;

/** `sign` -1: the least. */
export function look_most(s: Vec, at: number, sign: number, v: Vec, x: number, out: Vec, i: number): void {
  const value = sign * v[x]!;
  const front = s[at + COUNT] === 0 ? value : s[at + DEQUE_HEAD + 2 * (s[at + HEAD]! | 0)]!;
  out[i] = sign * (front > value ? front : value);
}

export function push_most(s: Vec, at: number, width: number, sign: number, v: Vec, x: number, out: Vec, i: number): void {
  look_most(s, at, sign, v, x, out, i);
  keep(s, at, width, sign, v, x);
}

/** Drops what leaves the window, and what is not above the new value; then appends that. */
function keep(s: Vec, at: number, width: number, sign: number, v: Vec, x: number): void {
  const value = sign * v[x]!;
  const room = width - 1;
  const cells = at + DEQUE_HEAD;
  const now = s[at + PUSHED]!;
  let head = s[at + HEAD]! | 0;
  let count = s[at + COUNT]! | 0;
  if (count > 0 && s[cells + 2 * head + 1]! <= now - room) {
    head = head + 1 === room ? 0 : head + 1;
    count--;
  }
  while (count > 0) {
    let back = head + count - 1;
    if (back >= room) back -= room;
    if (s[cells + 2 * back]! > value) break;
    count--;
  }
  let place = head + count;
  if (place >= room) place -= room;
  s[cells + 2 * place] = value;
  s[cells + 2 * place + 1] = now;
  s[at + HEAD] = head;
  s[at + COUNT] = count + 1;
  s[at + PUSHED] = now + 1;
}

// ---------- since: the same deque, whose values no later x is below ----------

export function look_since(s: Vec, at: number, v: Vec, x: number, y: number, out: Vec, i: number): void {
  const there = v[y]!;
  if (s[at + COUNT] === 0) {
    out[i] = there;
    return;
  }
  const front = s[at + DEQUE_HEAD + 2 * (s[at + HEAD]! | 0)]!;
  const way = front < v[x]! ? front : v[x]!;
  out[i] = way > there ? way : there;
}

export function push_since(s: Vec, at: number, width: number, v: Vec, x: number, y: number, out: Vec, i: number): void {
  look_since(s, at, v, x, y, out, i);
  clamp_front(s, at, width - 1, v, x);
  keep(s, at, width, 1, v, y);
}

/** Values above x become x: of those only the newest is needed. */
function clamp_front(s: Vec, at: number, room: number, v: Vec, row: number): void {
  const x = v[row]!;
  const cells = at + DEQUE_HEAD;
  let head = s[at + HEAD]! | 0;
  let count = s[at + COUNT]! | 0;
  while (count > 1) {
    const second = head + 1 === room ? 0 : head + 1;
    if (s[cells + 2 * second]! < x) break;
    head = second;
    count--;
  }
  if (count > 0 && s[cells + 2 * head]! > x) s[cells + 2 * head] = x;
  s[at + HEAD] = head;
  s[at + COUNT] = count;
}

// ---------- until: two stacks of z -> max(y, min(x, z)) ----------

// A sample is (a, b) = (y, x); after (a1, b1) comes (a2, b2): (max(a1, min(b1, a2)), min(b1, b2)). The front stack holds, for
// each of its samples, all from it to the stack's end as one; the back one its samples, and all of them as one.
const FRONT = 0;
const BACK = 1;
const ALL_A = 2;
const ALL_B = 3;
export const STACKS_HEAD = 4;

export function look_until(s: Vec, at: number, v: Vec, y: number, out: Vec, i: number): void {
  let a = v[y]!;
  if (s[at + BACK]! > 0) a = Math.max(s[at + ALL_A]!, Math.min(s[at + ALL_B]!, a));
  const front = s[at + FRONT]! | 0;
  const top = at + STACKS_HEAD + 2 * (front - 1);
  out[i] = front === 0 ? a : Math.max(s[top]!, Math.min(s[top + 1]!, a));
}

export function push_until(s: Vec, at: number, width: number, v: Vec, way: number, there: number, out: Vec, i: number): void {
  look_until(s, at, v, there, out, i);
  const x = v[way]!;
  const y = v[there]!;
  const backs = at + STACKS_HEAD + 2 * width;
  let back = s[at + BACK]! | 0;
  let front = s[at + FRONT]! | 0;
  const a = back === 0 ? y : Math.max(s[at + ALL_A]!, Math.min(s[at + ALL_B]!, y));
  const b = back === 0 ? x : Math.min(s[at + ALL_B]!, x);
  s[backs + 2 * back] = y;
  s[backs + 2 * back + 1] = x;
  back++;
  s[at + ALL_A] = a;
  s[at + ALL_B] = b;
  if (front + back === width) {
    if (front === 0) {
      turn(s, at, backs, back);
      front = back;
      back = 0;
    }
    front--;
  }
  s[at + FRONT] = front;
  s[at + BACK] = back;
}

/** The back stack, oldest on top, becomes the front one. */
function turn(s: Vec, at: number, backs: number, back: number): void {
  const fronts = at + STACKS_HEAD;
  let a = s[backs + 2 * (back - 1)]!;
  let b = s[backs + 2 * (back - 1) + 1]!;
  s[fronts] = a;
  s[fronts + 1] = b;
  for (let i = 1; i < back; i++) {
    const from = backs + 2 * (back - 1 - i);
    const x = s[from + 1]!;
    a = Math.max(s[from]!, Math.min(x, a));
    b = Math.min(x, b);
    s[fronts + 2 * i] = a;
    s[fronts + 2 * i + 1] = b;
  }
}

// ---------- a value as it was `by` pushes before ----------

export const LINE_HEAD = 1;

export function look_line(s: Vec, at: number, out: Vec, i: number): void {
  out[i] = s[at + LINE_HEAD + (s[at]! | 0)]!;
}

export function push_line(s: Vec, at: number, by: number, v: Vec, x: number, out: Vec, i: number): void {
  const head = s[at]! | 0;
  const value = v[x]!;
  out[i] = s[at + LINE_HEAD + head]!;
  s[at + LINE_HEAD + head] = value;
  s[at] = head + 1 === by ? 0 : head + 1;
}
