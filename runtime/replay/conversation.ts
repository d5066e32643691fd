import { Refusal } from "../refusal.ts";

/**
 * One line of a recorded conversation. What the user and the agent say and what tools answered is there to be read;
 * only the calls are judged.
 */
export type Turn =
  | { readonly role: "user" | "agent"; readonly text: string }
  | { readonly role: "agent"; readonly tool: string; readonly arguments: unknown; /** Whether an attacker had the agent make this call: for the summary, never for the guard. */ readonly injected: boolean }
  | { readonly role: "tool"; readonly tool: string; readonly result: unknown };

/** Reads a conversation from JSON Lines. A Refusal names the first line that is none. */
export function readConversation(path: string, text: string): Turn[] {
  const turns = text.split("\n").flatMap((line, i): Turn[] => {
    if (line.trim() === "") return [];
    const turn = readTurn(line);
    if (typeof turn === "string") throw new Refusal(`${path}:${i + 1}: ${turn}`);
    return [turn];
  });
  if (turns.length === 0) throw new Refusal(`${path} holds no conversation`);
  return turns;
}

function readTurn(line: string): Turn | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return "this line is not JSON";
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "this line is not a JSON object";
  const { role, text, tool, arguments: args, injected = false, result } = value as Record<string, unknown>;
  if (role === "tool") return typeof tool === "string" ? { role, tool, result } : "a tool's answer names its `tool`";
  if (role !== "user" && role !== "agent") return "`role` is `user`, `agent` or `tool`";
  if (typeof text === "string") return { role, text };
  if (role === "user") return "a user's turn has a `text`";
  if (typeof tool !== "string") return "an agent's turn has a `text`, or a `tool` with `arguments`";
  return typeof injected === "boolean" ? { role, tool, arguments: args, injected } : "`injected` is true or false";
}
