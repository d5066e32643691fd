/** Values by name: a state, an action or a disturbance, each in the unit its env declares; a truth value is 0 or 1. */
export type Values = Readonly<Record<string, number>>;

/** One closed-loop world for `pol run DIR`: the guard's env gives the dynamics, if it declares any, this gives what the env leaves open. */
export interface World {
  /** The guard in the .pol file. */
  readonly guard: string;
  /** The network that drives alone in the unguarded run. Several do so together: of two that give the same field the later one wins. */
  readonly policy: string | readonly string[];
  /** Length of an episode in seconds. */
  readonly seconds: number;
  /** How many episodes a run has unless told otherwise. */
  readonly episodes: number;
  /** A fresh episode: the same seed gives the same one, whatever the driven car does first. */
  episode(seed: number): Episode;
  /** True when this state is a violation. */
  violated(state: Values): boolean;
  /** The observation whose smallest value is reported, what to call it, its unit, and the value that is too small. */
  readonly closest: { readonly name: string; readonly of: string; readonly unit: string; readonly limit: number };
  /** The observation whose mean is reported. */
  readonly speed: string;
  /** The action whose change per second is reported as comfort; none where left out. */
  readonly effort?: string;
  /** What each episode counts besides. */
  readonly counts?: readonly string[];
  /** What an episode's event is called, such as "cut-in". */
  readonly event: string;
}

/**
 * One run through an episode. It may remember that its event has happened, so a second run takes a second one.
 * For each tick k = 0, 1, …, in this order: `event`, observe and act, `disturb`, step; or `next`, where the env declares no dynamics.
 */
export interface Episode {
  readonly start: Values;
  /** Whether the event may be tried in this episode. */
  readonly hasEvent: boolean;
  /** State overwritten just before tick k is observed, or undefined. */
  event(k: number, state: Values): Values | undefined;
  /** Disturbance during tick k: one value for each disturbed state, inside its declared range. */
  disturb(k: number, state: Values): Values;
  /** All that is observed after tick k, in an env without dynamics. */
  next?(k: number, state: Values, action: Values): Values;
  /** What was counted until now, in the order of the world's `counts`. */
  counts?(): readonly number[];
}
