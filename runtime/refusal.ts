/**
 * Nothing runs, and the message says why in one sentence without a full stop: the fault lies in what we were given
 * (a file, a package, a machine), not in Pol.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
