import { isTemporal, type Ir } from "../../compiler/ir/ir.ts";
import { compile } from "../interpreter/expressions.ts";
import type { Beyond } from "../interpreter/tools.ts";

/** What one place of the rules read about what happened: several where a quantifier asked it of each element. */
export interface Heard {
  readonly ir: Ir;
  readonly value: unknown;
  readonly isOne: boolean;
}

interface Hearing {
  readonly ir: Ir;
  value: unknown;
  isOne: boolean;
  decision: number;
}

/** Notes what the rules read about what happened before the call that is judged, for its record. */
export class Readings {
  /** What was heard in this decision: of each place one, made once. */
  readonly #heard: Hearing[] = [];
  #decision = 0;

  /** The outermost readings alone: what they are made of is read at other moments. */
  readonly over = (usual: Beyond): Beyond => (ir, scope) => {
    if (!isReading(ir)) return usual(ir, scope);
    const point = compile(ir, { ...scope, time: usual });
    const own: Hearing = { ir, value: null, isOne: true, decision: -1 };
    return (f) => {
      const value = point(f);
      if (own.decision === this.#decision) own.isOne &&= Object.is(own.value, value);
      else {
        own.isOne = true;
        own.decision = this.#decision;
        this.#heard.push(own);
      }
      own.value = value;
      return value;
    };
  };

  /** What was heard since the last time. */
  take(): readonly Heard[] {
    const heard = this.#heard.map(({ ir, value, isOne }) => ({ ir, value, isOne }));
    this.#heard.length = 0;
    this.#decision += 1;
    return heard;
  }
}

const EVENTS: ReadonlySet<Ir["op"]> = new Set(["called", "returned", "latest", "calls", "total", "spec"]);

/** An operator over events, or what is taken out of an answer. */
export function isReading(ir: Ir): boolean {
  return EVENTS.has(ir.op) || isTemporal(ir) || isOfAnswer(ir);
}

function isOfAnswer({ op, args }: Ir): boolean {
  const of = args?.[0];
  return (op === "field" || op === "index") && of !== undefined && (of.op === "latest" || isOfAnswer(of));
}
