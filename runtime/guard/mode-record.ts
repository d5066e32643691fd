import type { MachineIr } from "../../compiler/ir/machine.ts";
import { machineLayout } from "../../compiler/ir/machine.ts";
import type { ModeRecord } from "../record/record.ts";

/** The state a machine is in, read out of its stretch of the buffer, at a sample that has been stepped. */
export function modeOf(machine: MachineIr, io: Float64Array, place: number, sample: number): ModeRecord {
  const { state, since, from, doing } = machineLayout(machine);
  const at = (cell: number): number => io[place + cell]!;
  const compensating = machine.states.flatMap(({ ensures }) => ensures)[at(doing)]?.doing ?? null;
  // Only a rollback enters a state from nowhere behind the first sample.
  const rolledBack = sample > 0 && at(since) === sample && at(from) === -1;
  return { name: machine.name, state: machine.states[at(state)]!.name, since: at(since), ...(rolledBack && { rolledBack }), ...(compensating !== null && { doing: compensating }) };
}

/** Whether what an engine left in a machine's stretch is a mode at all: it is relied on from then on. */
export function isMode(machine: MachineIr, io: Float64Array, place: number): boolean {
  const { state, from, doing } = machineLayout(machine);
  const { states } = machine;
  const within = (cell: number, least: number, end: number): boolean => Number.isInteger(io[place + cell]) && io[place + cell]! >= least && io[place + cell]! < end;
  return within(state, 0, states.length) && within(from, -1, states.length) && within(doing, -1, states.flatMap(({ ensures }) => ensures).length);
}

/** Why one of the proposers may not act. */
export function mayNot({ state, doing }: ModeRecord): string {
  return doing === undefined ? `may not act in state \`${state}\`` : `may not act while \`${doing}\` makes good what was done`;
}
