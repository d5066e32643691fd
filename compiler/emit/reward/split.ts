import { weigh, type Call, type Loop, type Part, type Statement } from "./statements.ts";

/** V8 stops optimising a function somewhat above a thousand nodes. */
export const MOST = 800;

/** Statements in functions that V8 optimises: what is too much for one becomes calls of several. */
export function split(statements: readonly Statement[], take: (wanted: string) => string, most: number): readonly Statement[] {
  return region(statements, []);

  function region(all: readonly Statement[], indices: readonly string[]): readonly Statement[] {
    const shrunk = all.map((one) => (one.kind === "loop" ? smaller(one, indices) : one));
    return weigh(shrunk) <= most ? shrunk : chunks(shrunk).map((body) => call({ name: take("part"), indices, body }));
  }

  function smaller(loop: Loop, indices: readonly string[]): Loop {
    return weigh([loop]) <= most ? loop : { ...loop, body: region(loop.body, [...indices, loop.index]) };
  }

  function chunks(all: readonly Statement[]): readonly (readonly Statement[])[] {
    const found: Statement[][] = [];
    let room = 0;
    for (const one of all) {
      const weight = weigh([one]);
      if (weight > room) {
        found.push([]);
        room = most;
      }
      found.at(-1)!.push(one);
      room -= weight;
    }
    return found;
  }
}

function call(part: Part): Call {
  return { kind: "call", part };
}

/** All parts, those inside others too. */
export function partsOf(statements: readonly Statement[]): readonly Part[] {
  return statements.flatMap((one) => (one.kind === "call" ? [one.part, ...partsOf(one.part.body)] : one.kind === "loop" ? partsOf(one.body) : []));
}

export function hasExit(statements: readonly Statement[]): boolean {
  return statements.some(({ kind }) => kind === "exit");
}
