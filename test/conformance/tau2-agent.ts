import type { Guard, ToolSession } from "../../runtime/index.ts";
import type { Call, Task } from "./tau2-data.ts";
import type { World } from "./tau2-world.ts";

export interface Done {
  readonly verdict: "allow" | "ask" | "forbid";
  readonly isExecuted: boolean;
  readonly reason: string;
}

/** An agent that follows the policy: it looks everything up before it writes, and again what a write may have changed. */
export class Agent {
  world: World;
  readonly #session: ToolSession;
  readonly #writes: ReadonlySet<string>;
  #known = new Set<string>();
  #user: string | null = null;
  #reservation: string | null = null;

  constructor(guard: Guard, world: World, task: Task, writes: ReadonlySet<string>) {
    let time = 0;
    this.#session = guard.toolSession(task.id, null, { clock: () => time++ });
    this.world = world;
    this.#writes = writes;
    const words = typeof task.prompt === "object" && task.prompt !== null ? Object.values(task.prompt) : [task.prompt];
    this.#session.prompt(words.filter((word) => typeof word === "string").join("\n"));
  }

  /** Whatever it has looked up may have changed. */
  forget(): void {
    this.#known = new Set();
    this.#user = null;
  }

  /** Everybody who is asked says yes. */
  do(call: Call): Done {
    if (this.#writes.has(call.tool)) this.#lookUp(call);
    const done = this.#decide(call);
    if (done.isExecuted && this.#writes.has(call.tool)) {
      this.world.apply(call);
      this.forget();
    }
    return done;
  }

  #decide(call: Call): Done {
    const decision = this.#session.decide({ tool: call.tool, arguments: JSON.stringify(call.args) });
    const answer = decision.verdict === "ask" ? this.#session.answer(decision, "approved") : null;
    const isExecuted = answer?.permitted ?? decision.verdict === "allow";
    if (isExecuted) {
      this.#session.returned(decision, call.result);
      this.#note(call);
    }
    return { verdict: decision.verdict, isExecuted, reason: answer?.permitted === false ? answer.record.reason : decision.reason };
  }

  #note({ tool, args }: Call): void {
    this.#known.add(keyOf(tool, args));
    if (tool === "get_user_details") this.#user = args["user_id"] as string;
    if (tool === "get_reservation_details") this.#reservation = args["reservation_id"] as string;
  }

  #lookUp({ tool, args }: Call): void {
    const compensated = tool === "send_certificate" ? this.#complainedAbout(args["user_id"] as string) : undefined;
    const id = compensated ?? (args["reservation_id"] as string | undefined);
    const reservation = id === undefined ? undefined : this.world.reservation(id);
    const user = reservation?.user_id ?? (args["user_id"] as string | undefined);
    if (user !== undefined) this.#read("get_user_details", { user_id: user }, this.#user !== user);
    if (id === undefined || reservation === undefined) return;
    this.#read("get_reservation_details", { reservation_id: id }, compensated !== undefined && this.#reservation !== id);
    for (const { flight_number, date } of reservation.flights) this.#read("get_flight_status", { flight_number, date });
  }

  /** The reservation it has looked at last, if it is the user's; else their first that a flight of is late or cancelled. */
  #complainedAbout(user: string): string | undefined {
    const own = this.world.user(user)?.reservations ?? [];
    if (this.#reservation !== null && own.includes(this.#reservation)) return this.#reservation;
    return own.find((id) => this.world.reservation(id)?.flights.some((leg) => ["delayed", "cancelled"].includes(this.world.status(leg) ?? "")));
  }

  #read(tool: string, args: Call["args"], again = false): void {
    const result = this.world.read(tool, args);
    if (result !== undefined && (again || !this.#known.has(keyOf(tool, args)))) this.#decide({ tool, args, result });
  }
}

const keyOf = (tool: string, args: Call["args"]): string => `${tool} ${JSON.stringify(args)}`;
