/** The env of a road, with a last resort: what the catalogue's examples about control start from. */
export const ROAD = `env road at 10Hz {
  observe speed: [m/s] in 0..60
  observe gap:   [m]   in 0..300
  act     accel: [m/s^2] in -8..3 default 0

  dynamics {
    speed' = accel
    gap'   = -speed
  }
}

controller brake over road { accel = -8 }
`;

/** The env of a bank: what the examples about tools start from. */
export const BANK = `env bank {
  tool get_balance() -> number
  tool send(to: text, amount: number, note: text?) -> text
}
`;
