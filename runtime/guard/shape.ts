import type { Shape, Slot } from "../../compiler/ir/ir.ts";

/** Reads a JSON value into slots. Each problem is one phrase: what is wrong, and where. */
export function encode(shape: Shape, slots: readonly Slot[], value: unknown, io: Float64Array, from: number): string[] {
  const problems: string[] = [];
  read(shape, value, "", problems);
  return problems;

  function read(s: Shape, v: unknown, path: string, out: string[]): void {
    switch (s.kind) {
      case "slot": {
        const slot = slots[s.slot]!;
        const problem = scalar(slot, v, path || slot.name, io, from + s.slot);
        if (problem !== null) out.push(problem);
        return;
      }
      case "text":
        if (typeof v !== "string") out.push(`\`${path}\` is ${kindOf(v)}, not text`);
        return;
      case "vector":
        if (!Array.isArray(v) || v.length !== s.items.length) out.push(`\`${path}\` is no list of ${s.items.length}`);
        else s.items.forEach((item, i) => read(item, v[i], `${path}[${i}]`, out));
        return;
      case "list":
        if (!Array.isArray(v) || v.length > s.items.length) {
          out.push(`\`${path}\` is no list of at most ${s.items.length}`);
          return;
        }
        io[from + s.length] = v.length;
        s.items.forEach((item, i) => (i < v.length ? read(item, v[i], `${path}[${i}]`, out) : blank(item)));
        return;
      case "record": {
        if (typeof v !== "object" || v === null || Array.isArray(v)) {
          out.push(path === "" ? "it is no object" : `\`${path}\` is no object`);
          return;
        }
        const dotted = (name: string): string => (path === "" ? name : `${path}.${name}`);
        for (const key of Object.keys(v)) if (!s.fields.some((f) => f.name === key)) out.push(`\`${dotted(key)}\` is not declared`);
        for (const f of s.fields) {
          const given = Object.hasOwn(v, f.name) ? (v as Record<string, unknown>)[f.name] : undefined;
          if (f.optional && (given === undefined || given === null)) blank(f.shape);
          else if (Object.hasOwn(v, f.name)) read(f.shape, (v as Record<string, unknown>)[f.name], dotted(f.name), out);
          else out.push(`\`${dotted(f.name)}\` is missing`);
        }
      }
    }
  }

  function blank(s: Shape): void {
    if (s.kind === "slot") io[from + s.slot] = slots[s.slot]!.kind === "bool" ? 1 : NaN;
    if (s.kind === "list") io[from + s.length] = NaN;
    if (s.kind !== "slot" && s.kind !== "text") for (const inner of s.kind === "record" ? s.fields.map((f) => f.shape) : s.items) blank(inner);
  }
}

function scalar(slot: Slot, v: unknown, path: string, io: Float64Array, at: number): string | null {
  if (slot.kind === "bool") {
    if (typeof v !== "boolean") return `\`${path}\` is ${kindOf(v)}, not true or false`;
    io[at] = v ? 2 : 0;
    return null;
  }
  if (slot.kind === "enum") {
    const i = typeof v === "string" ? slot.values!.indexOf(v) : -1;
    if (i < 0) return `\`${path}\` is none of ${slot.values!.map((x) => `\`${x}\``).join(", ")}`;
    io[at] = i;
    return null;
  }
  if (typeof v !== "number") return `\`${path}\` is ${kindOf(v)}, not a number`;
  if (!Number.isFinite(v)) return `\`${path}\` is ${v}`;
  if (slot.integer && !Number.isInteger(v)) return `\`${path}\` is ${v}, not a whole number`;
  if ((slot.low !== null && v < slot.low) || (slot.high !== null && v > slot.high)) return `\`${path}\` is ${v}, outside ${slot.low ?? "−∞"}..${slot.high ?? "∞"}`;
  io[at] = v;
  return null;
}

function kindOf(v: unknown): string {
  return v === null ? "null" : v === undefined ? "missing" : Array.isArray(v) ? "a list" : typeof v === "string" ? "text" : `a ${typeof v}`;
}

/** Builds the JSON value that slots stand for; what is unknown is null. */
export function decode(shape: Shape, slots: readonly Slot[], io: ArrayLike<number>, from: number): unknown {
  switch (shape.kind) {
    case "slot": {
      const slot = slots[shape.slot]!;
      const v = io[from + shape.slot]!;
      if (slot.kind === "bool") return v === 2 ? true : v === 0 ? false : null;
      if (Number.isNaN(v)) return null;
      return slot.kind === "enum" ? (slot.values![v] ?? null) : v + 0;
    }
    case "vector": return shape.items.map((s) => decode(s, slots, io, from));
    case "list": return shape.items.slice(0, io[from + shape.length] ?? 0).map((s) => decode(s, slots, io, from));
    case "text": return null;
    case "record": return Object.fromEntries(shape.fields.map((f) => [f.name, decode(f.shape, slots, io, from)]));
  }
}

/** Whether every slot holds what its declaration permits: the check the host repeats on whatever a sandbox answers. */
export function insideBox(slots: readonly Slot[], io: ArrayLike<number>, from: number): boolean {
  return slots.every((slot, i) => {
    const v = io[from + i]!;
    if (slot.kind === "bool") return v === 0 || v === 2;
    return Number.isFinite(v) && (slot.low === null || v >= slot.low) && (slot.high === null || v <= slot.high) && (!slot.integer || Number.isInteger(v));
  });
}
