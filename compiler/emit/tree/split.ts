import { bodiesOf, block, exitsOf, isSame, Label, leave, line, weigh, when, withBodies, type Code, type Jump, type Part, type Statement } from "./statements.ts";
import { falls } from "./falls.ts";

/** Statements in one another, in one function. */
const DEEPEST = 24;

/** What a function says that is left by a jump: by which; 0: at its end. */
export const WAY = "way";
/** Who calls it asks by a function: TypeScript would take what it knows of a variable to be known still. */
export const WAYS = [`let ${WAY} = 0;`, `const left = (by: number): boolean => ${WAY} === by;`];

/** Code in functions that V8 optimises, and the functions: what is too much for one becomes calls of several. */
export function split(code: Code, take: (wanted: string) => string, most: number): { readonly code: Code; readonly parts: readonly Part[] } {
  const parts: Part[] = [];
  return { code: region(code, 0), parts };

  function region(all: Code, depth: number): Code {
    if (depth === DEEPEST && all.some((one) => bodiesOf(one).length > 0)) return outlined(region(all, 0));
    const shrunk = all.map((one) => withBodies(one, bodiesOf(one).map((body) => region(body, depth + 1))));
    return weigh(shrunk) <= most ? shrunk : chunks(shrunk).flatMap((chunk) => (weigh(chunk) <= most / 8 ? chunk : outlined(chunk)));
  }

  function chunks(all: Code): readonly Code[] {
    const found: Statement[][] = [];
    let room = 0;
    for (const one of all) {
      const weight = weigh([one]);
      if (weight > room) {
        found.push([]);
        room = most;
      }
      if (found.length === 0) found.push([]);
      found.at(-1)!.push(one);
      room -= weight;
    }
    return found;
  }

  function outlined(body: Code): Code {
    const exits = exitsOf(body), part = { name: take("part"), body: leaving(body, exits) };
    parts.push(part);
    // One of the ways out is taken where the end is never reached.
    const jumps = exits.flatMap((exit, i) => when(i === exits.length - 1 && !falls(body) ? "true" : `left(${i + 1})`, [exit]));
    return [{ kind: "call", part }, ...jumps];
  }
}

/** A function's body: whichever way control leaves it, it says so. */
function leaving(body: Code, exits: readonly Jump[]): Code {
  if (exits.length === 0) return [...body, RETURN];
  const doors = exits.map((exit) => ({ exit, label: new Label(exit.label.wanted) }));
  const door = (jump: Jump): Jump => {
    const found = doors.find(({ exit }) => isSame(exit, jump));
    return found === undefined ? jump : leave(found.label);
  };
  const atEnd: Code = falls(body) ? [line(`${WAY} = 0;`), RETURN] : [];
  return doors.reduce<Code>((code, { label }, i) => [block(label, ...code), line(`${WAY} = ${i + 1};`), RETURN], [...withJumps(body, door), ...atEnd]);
}

const RETURN = line("return p;", 1);

function withJumps(code: Code, to: (jump: Jump) => Jump): Code {
  return code.map((one) => (one.kind === "leave" || one.kind === "again" ? to(one) : withBodies(one, bodiesOf(one).map((body) => withJumps(body, to)))));
}
