import { isTemporal, type Ir } from "../ir/ir.ts";
import { call, plain, type Code } from "./code.ts";
import { literal } from "./text.ts";
import { row, TYPES } from "./point.ts";

const OVER_CALLS: ReadonlySet<Ir["op"]> = new Set(["called", "returned", "latest", "calls", "total", "spec"]);

/** What asks about the log of a session's events. */
export const isEvent = (ir: Ir): boolean => OVER_CALLS.has(ir.op) || (isTemporal(ir) && ir.t === "bool");

/** `past` and `k` are in reach; what is asked about another event is a function of its place, `k` again. */
export function emitEvent(ir: Ir, emit: (ir: Ir) => Code, specOf: (name: string) => Ir): Code {
  const log = [plain("past"), plain("k")];
  const tool = plain(ir.name === undefined || ir.name === "anything" ? "null" : literal(ir.name));
  const later = (one: Ir): Code => plain(`(k) => ${emit(one).text}`);
  const x = (): Code => later(ir.args![0]!);
  const window = (): Code[] => (ir.window === "turn" ? [0, -1] : ir.window === undefined ? [0, null] : ir.window).map((end) => plain(end === -1 ? "TURN" : end === null ? "Infinity" : String(end)));
  switch (ir.op) {
    case "called": case "returned": return row("and", [call(ir.op, ...log, tool), ...matches(ir, emit)]);
    case "latest": return converted(ir, call("latest", ...log, tool, sought(ir, emit)));
    case "calls": return call("calls", ...log, tool, window()[1]!);
    case "total": return call("total", ...log, tool, plain(literal(ir.path![0]!)), window()[1]!);
    case "spec": return emit(specOf(ir.name!));
    case "once": case "historically": return call(`${ir.op}_event`, ...log, ...window(), x());
    case "since": return call("since_event", ...log, ...window(), x(), later(ir.args![1]!));
    case "previous": return call("previous_event", ...log, plain(ir.weak === true ? "TRUE" : "FALSE"), x());
    case "rise": return row("and", [emit(ir.args![0]!), call("not", call("previous_event", ...log, plain("FALSE"), x()))]);
    case "fall": return row("and", [call("not", emit(ir.args![0]!)), call("previous_event", ...log, plain("TRUE"), x())]);
    default: return plain("UNKNOWN");
  }
}

/** Arguments of the event that are as they are asked for. */
function matches(ir: Ir, wanted: (arg: Ir, i: number) => Code): Code[] {
  return (ir.args ?? []).map((arg, i) => {
    const found = call("argument", plain("past"), plain("k"), plain(literal(ir.path![i]!)));
    switch (arg.t) {
      case "num": return call("eq", call("num", found), wanted(arg, i));
      case "bool": return call("iff", call("bool", found), wanted(arg, i));
      case "text": return call("eq_text", call("text", found), wanted(arg, i));
      default: return plain("UNKNOWN");
    }
  });
}

/** What is asked for is what it is now, not what it was at each event that may be the one: it is found out once. */
function sought(ir: Ir, emit: (ir: Ir) => Code): Code {
  const args = ir.args ?? [];
  const params = args.map((arg, i) => `wanted${i}: ${TYPES[arg.t]}`).join(", ");
  const found = row("and", matches(ir, (_, i) => plain(`wanted${i}`))).text;
  return args.length === 0 ? plain(`() => ${found}`) : plain(`((${params}) => (k: number) => ${found})(${args.map((arg) => emit(arg).text).join(", ")})`);
}

function converted(ir: Ir, value: Code): Code {
  return call(ir.t, value);
}
