import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Refusal } from "../refusal.ts";
import type { Answer, Job, Opening, Played, Scene } from "./protocol.ts";

/** Beside this file from the sources, beside the bundle's chunks from `dist`. */
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.mjs", import.meta.url);

/** Worker processes, each with the guard and the world open; a process each, because an isolate that crashes takes its process along. */
export class Pool {
  readonly scene: Scene;
  readonly #children: readonly ChildProcess[];

  private constructor(children: readonly ChildProcess[], scene: Scene) {
    this.#children = children;
    this.scene = scene;
  }

  static async open(opening: Opening, workers: number): Promise<Pool> {
    const children = Array.from({ length: workers }, start);
    try {
      const scenes = await Promise.all(children.map((child) => ask<Scene>(child, opening)));
      return new Pool(children, scenes[0]!);
    } catch (error) {
      stop(children);
      throw error;
    }
  }

  /** Plays jobs in any order; the answers are in the order asked. */
  async play(jobs: readonly Job[], onPlayed: (played: Played) => void = () => undefined): Promise<Played[]> {
    const answers: Played[] = [];
    let next = 0;
    const drain = async (child: ChildProcess): Promise<void> => {
      while (next < jobs.length) {
        const at = next++;
        const played = await ask<Played>(child, jobs[at]!);
        answers[at] = played;
        onPlayed(played);
      }
    };
    await Promise.all(this.#children.map(drain));
    return answers;
  }

  close(): void {
    stop(this.#children);
  }
}

function start(): ChildProcess {
  return fork(fileURLToPath(WORKER), [], {
    serialization: "advanced",
    // What a world prints is not a result.
    stdio: ["ignore", 2, 2, "ipc"],
    execArgv: ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"],
  });
}

function stop(children: readonly ChildProcess[]): void {
  for (const child of children) child.kill();
}

function ask<T>(child: ChildProcess, message: Opening | Job): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error(`a worker process ended with ${child.signalCode ?? child.exitCode}`));
    child.once("exit", ended);
    child.once("message", (answer: Answer<T>) => {
      child.off("exit", ended);
      if ("ok" in answer) resolve(answer.ok);
      else reject("refusal" in answer ? new Refusal(answer.refusal) : new Error(answer.bug));
    });
    child.send(message, (error) => error && reject(error));
  });
}
