import type { Symbol } from "../graph.ts";

/** Side of the square that an icon is drawn in. */
export const ICON = 14;

/** Drawn, since few fonts have these signs: paths of lines in a square. */
export const ICONS: Readonly<Record<Symbol, string>> = {
  sequence: "M1,7H13M9,3L13,7L9,11",
  fallback: "M4,5A3,3 0 1 1 8.6,7.5Q7,8.5 7,9.6M7,12.3V12.5",
  robin: "M2.1,6.2A5,5 0 0 1 11,4.1M11.3,1.2V4.4H8.1M11.9,7.8A5,5 0 0 1 3,9.9M2.7,12.8V9.6H5.9",
  parallel: "M1,4H12.5M9.8,1.3L12.5,4L9.8,6.7M1,10H12.5M9.8,7.3L12.5,10L9.8,12.7",
  branch: "M1,7H3.5C7,7 5.5,3 9,3H13M3.5,7C7,7 5.5,11 9,11H13",
  try: "M12.5,2.5V5.5A3,3 0 0 1 9.5,8.5H2M5.2,5.3L2,8.5L5.2,11.7",
  loop: "M11.8,7.4A4.8,4.8 0 1 1 10.2,3.5M10.6,0.9V4H7.5",
  decorator: "M7,1.3L12.7,7L7,12.7L1.3,7Z",
  check: "M0.8,7Q7,0.2 13.2,7Q7,13.8 0.8,7ZM7,5.2A1.8,1.8 0 1 1 7,8.8A1.8,1.8 0 1 1 7,5.2Z",
  do: "M3.5,2L12,7L3.5,12Z",
  set: "M2,5V5.2M2,9V9.2M5.5,5H12.5M5.5,9H12.5",
  wait: "M7,1.5A5.5,5.5 0 1 1 7,12.5A5.5,5.5 0 1 1 7,1.5ZM7,4V7L9.3,8.4",
  run: "M1.5,1.5H12.5V12.5H1.5ZM4.7,4.7H9.3V9.3H4.7Z",
  extern: "M7,3H2.5V11.5H11V7M8.7,1.5H12.5V5.3M12.5,1.5L6.5,7.5",
  succeed: "M2,7.5L5.5,11L12,3.5",
  fail: "M3,3L11,11M11,3L3,11",
};

/** What a node gave, told also without colours. */
export const MARKS: Readonly<Record<string, string>> = {
  running: "M7,3.8A3.2,3.2 0 1 1 7,10.2A3.2,3.2 0 1 1 7,3.8Z", success: ICONS.succeed, failure: ICONS.fail, skipped: "M3,7H11", halted: "M3.8,3.8H10.2V10.2H3.8Z",
};
