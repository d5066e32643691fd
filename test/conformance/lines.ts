import { readFileSync } from "node:fs";

export function readLines(file: string): unknown[] {
  return readFileSync(file, "utf8").split("\n").filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as unknown);
}
