import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const CRUISE = join(import.meta.dirname, "../../examples/cruise");

/** A folder of its own for one test, with the cruise guard and its network, and these files. */
export function cruiseFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "pol-run-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ["cruise.pol", "cruise.onnx"]) copyFileSync(join(CRUISE, name), join(folder, name));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A world of two seconds behind a car that keeps its speed, but for what is given: fields of the world, then of its episodes. */
export function worldText(world = "", episode = ""): string {
  return `export const world = {
  guard: "cruise", policy: "net", seconds: 2, episodes: 3,
  closest: { name: "smallest gap", of: "gap", unit: "m", limit: 2 },
  speed: "speed", effort: "accel", event: "cut-in",
  violated: ({ gap }) => gap <= 2,
  episode: (seed) => ({
    start: { speed: 20, gap: 60 + (seed % 7), lead: 20 }, hasEvent: false,
    event: () => undefined, disturb: () => ({ lead: 0 }),
    ${episode}
  }),
  ${world}
};
`;
}
