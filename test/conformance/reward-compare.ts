import { numberIn, type Case, type ExpectedStep } from "./reward-cases.ts";

/** What a backend says of one step. */
export interface Answer {
  /** Null: it is refused. */
  readonly reward: number | readonly number[] | null;
  readonly why: string | null;
  /** By name: what is not known is null. */
  readonly terms: Readonly<Record<string, unknown>>;
  readonly terminated: boolean;
}

export const REFUSED = (why: string): Answer => ({ reward: null, why, terms: {}, terminated: false });

const TOLERANCE = 1e-9;

/** The first difference of an episode in a phrase, or null. */
export function difference(one: Case, answers: readonly Answer[]): string | null {
  const isEpisode = one.observations.length > 1;
  for (const [t, expected] of one.expected.entries()) {
    const answer = answers[t];
    const wrong = answer === undefined ? "there is no answer" : stepDiffers(expected, answer);
    if (wrong !== null) return isEpisode ? `at step ${t} ${wrong}` : wrong;
  }
  if (one.total === null) return null;
  const sum = answers.slice(0, one.expected.length).reduce((all, { reward }) => all + (typeof reward === "number" ? reward : NaN), 0);
  const wrong = differs(one.total, sum, "reward");
  return wrong === null ? null : `over all steps ${wrong}`;
}

function stepDiffers(expected: ExpectedStep, answer: Answer): string | null {
  // Where the original gives no finite reward, Pol gives none, and its parts with it.
  if ("reward" in expected && !isFinite(expected.reward)) return answer.reward === null ? null : `\`reward\` is ${show(answer.reward)} and should be refused`;
  if (answer.reward === null) return `it is refused: ${answer.why ?? "nobody says why"}`;
  const wrong = "reward" in expected ? differs(expected.reward, answer.reward, "reward") : null;
  if (wrong !== null) return wrong;
  for (const [name, value] of Object.entries(expected.terms ?? {})) {
    const found = Object.hasOwn(answer.terms, name) ? differs(value, answer.terms[name], name) : `there is no \`${name}\``;
    if (found !== null) return found;
  }
  return expected.terminated === undefined || expected.terminated === answer.terminated ? null : `it ${answer.terminated ? "ends" : "goes on"}`;
}

function differs(expected: unknown, found: unknown, path: string): string | null {
  const what = `\`${path}\``;
  const wanted = numberIn(expected);
  if (wanted !== undefined) {
    if (Number.isFinite(wanted) ? typeof found === "number" && near(wanted, found) : found === null || Object.is(found, wanted)) return null;
    return `${what} is ${show(found)}, not ${wanted}`;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length) return `${what} is ${show(found)}, no list of ${expected.length}`;
    return first(expected, (one, i) => differs(one, (found as readonly unknown[])[i], `${path}[${i}]`));
  }
  if (typeof expected === "object" && expected !== null) {
    if (typeof found !== "object" || found === null) return `${what} is ${show(found)}, no record`;
    return first(Object.entries(expected), ([name, one]) => differs(one, (found as Record<string, unknown>)[name], `${path}.${name}`));
  }
  return expected === found ? null : `${what} is ${show(found)}, not ${show(expected)}`;
}

function first<T>(all: readonly T[], find: (one: T, i: number) => string | null): string | null {
  for (const [i, one] of all.entries()) {
    const found = find(one, i);
    if (found !== null) return found;
  }
  return null;
}

/** True unless a number in it is not finite. */
function isFinite(expected: unknown): boolean {
  return Array.isArray(expected) ? expected.every(isFinite) : Number.isFinite(numberIn(expected) ?? 0);
}

/** What is infinite is near nothing. */
const near = (a: number, b: number): boolean => Number.isFinite(b) && Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
const show = (value: unknown): string => (typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "missing"));
