/** What became of a proposer in a step. */
export const Status = {
  notAsked: 0, acted: 1, absent: 2, misshapen: 3, notFinite: 4, outOfRange: 5, late: 6, whenNotTrue: 7, infeasible: 8, refused: 9, held: 10,
  notInState: 11,
} as const;
