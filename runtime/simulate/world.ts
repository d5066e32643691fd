/** Values by name: a state, an action or a disturbance, each in the unit its env declares. */
export type Values = Readonly<Record<string, number>>;

/** One closed-loop world for `pol run DIR`: the guard's env gives the dynamics, this gives what the env leaves open. */
export interface World {
  /** The guard in the .pol file. */
  readonly guard: string;
  /** The proposer that drives alone in the unguarded run. */
  readonly policy: string;
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
  /** The action whose change per second is reported as comfort. */
  readonly effort: string;
  /** What an episode's event is called, such as "cut-in". */
  readonly event: string;
}

/**
 * One run through an episode. It may remember that its event has happened, so a second run takes a second one.
 * For each tick k = 0, 1, …, in this order: `event`, observe and act, `disturb`, step.
 */
export interface Episode {
  readonly start: Values;
  /** Whether the event may be tried in this episode. */
  readonly hasEvent: boolean;
  /** State overwritten just before tick k is observed, or undefined. */
  event(k: number, state: Values): Values | undefined;
  /** Disturbance during tick k: one value for each disturbed state, inside its declared range. */
  disturb(k: number, state: Values): Values;
}
