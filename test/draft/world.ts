import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pol, type Ended } from "../cli/io.ts";
import { scripted, type Line, type Server } from "./server.ts";

export const TABLE = `/// A gripper above a table.
env table at 20Hz {
  observe hand: vec3[m] in -1..1
  observe cube: vec3[m] in -1..1
  observe held: bool
  act     grip: number   in 0..1 default 0
}

fn closeness(distance: [m]) -> number = 1 - tanh(distance / 10cm)

controller rest over table { grip = 0 }
controller open over table { grip = 1 }

/// Stays where it is.
guard still over table { propose open else rest }

/// Near is good.
reward reach over table = closeness(norm(hand - cube))
`;

/** An answer as models give it. */
export const block = (text: string): string => `Here it is:\n\n\`\`\`pol\n${text}\n\`\`\`\n`;

export const LIFT = `reward lift over table {
  /// Pays for height.
  term height = cube.z / 1[m]
}`;

/** A drafting that has ended, what the server heard, and the file as it is now. */
export interface Drafted extends Ended {
  readonly server: Server;
  readonly file: string;
}

/** Runs `pol draft reward` against a scripted server, in a folder of its own with `table.pol`. */
export async function draft(lines: readonly Line[], more: readonly string[] = [], { source = TABLE, models = ["small"], model = "#small" } = {}): Promise<Drafted> {
  const folder = mkdtempSync(join(tmpdir(), "pol-draft-"));
  const server = await scripted(lines, models);
  try {
    writeFileSync(join(folder, "table.pol"), source);
    const ended = await pol(["draft", "reward", "lift the cube", "--env", "table.pol", "--model", `${server.url}${model}`, ...more], folder);
    return { ...ended, server, file: readFileSync(join(folder, more.includes("--out") ? more[more.indexOf("--out") + 1]! : "table.pol"), "utf8") };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

/** What the model was told after this answer of its, counted from 0. */
export const toldAfter = ({ server }: Drafted, answer: number): string => server.asked[answer + 1]?.body.messages?.at(-1)?.content ?? "";
