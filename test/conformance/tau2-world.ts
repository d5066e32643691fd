import type { Call, Database, Leg, Reservation, User } from "./tau2-data.ts";

const statusKey = ({ flight_number, date }: Leg): string => `${flight_number} ${date}`;

/** A database with what has been changed in it. */
export class World {
  readonly #base: Database;
  readonly #users = new Map<string, User>();
  readonly #reservations = new Map<string, Reservation>();
  readonly #statuses = new Map<string, string>();

  constructor(base: Database) {
    this.#base = base;
  }

  copy(): World {
    const copy = new World(this.#base);
    for (const [id, user] of this.#users) copy.#users.set(id, user);
    for (const [id, reservation] of this.#reservations) copy.#reservations.set(id, reservation);
    for (const [leg, status] of this.#statuses) copy.#statuses.set(leg, status);
    return copy;
  }

  user(id: string): User | undefined {
    return this.#users.get(id) ?? this.#base.users[id];
  }

  reservation(id: string): Reservation | undefined {
    return this.#reservations.get(id) ?? this.#base.reservations[id];
  }

  status(leg: Leg): string | undefined {
    return this.#statuses.get(statusKey(leg)) ?? this.#base.flights[leg.flight_number]?.dates[leg.date]?.status;
  }

  /** Somebody else. */
  otherThan(user: string): string {
    return Object.keys(this.#base.users).find((id) => id !== user)!;
  }

  /** Flights that have this status, those of `flight` where one is named. */
  legs(status: string, flight?: string): Leg[] {
    const numbers = flight === undefined ? Object.keys(this.#base.flights) : [flight];
    return numbers.flatMap((flight_number) => Object.keys(this.#base.flights[flight_number]?.dates ?? {}).map((date) => ({ flight_number, date }))).filter((leg) => this.status(leg) === status);
  }

  put(what: { readonly user?: User; readonly reservation?: Reservation; readonly status?: readonly [leg: Leg, status: string] }): void {
    if (what.user !== undefined) this.#users.set(what.user.user_id, what.user);
    if (what.reservation !== undefined) this.#reservations.set(what.reservation.reservation_id, what.reservation);
    if (what.status !== undefined) this.#statuses.set(statusKey(what.status[0]), what.status[1]);
  }

  /** What a look-up answers; undefined for what there is none of. */
  read(tool: string, args: Call["args"]): unknown {
    switch (tool) {
      case "get_user_details": return this.user(args["user_id"] as string);
      case "get_reservation_details": return this.reservation(args["reservation_id"] as string);
      case "get_flight_status": return this.status(args as unknown as Leg);
      default: return undefined;
    }
  }

  /** A write that was executed: its answer is the reservation as it is now. */
  apply({ tool, args, result }: Call): void {
    if (tool === "send_certificate") return this.#certificate(args["user_id"] as string, args["amount"], result);
    if (typeof result !== "object" || result === null) return;
    const after = result as Reservation;
    const before = this.reservation(after.reservation_id);
    this.put({ reservation: after });
    // A refund arrives some days after a cancellation.
    if (tool !== "cancel_reservation") this.#pay(after, before);
  }

  /** Certificates are used up, gift cards get emptier or fuller. */
  #pay(after: Reservation, before: Reservation | undefined): void {
    const user = this.user(after.user_id);
    if (user === undefined) return;
    const methods = { ...user.payment_methods };
    for (const { payment_id, amount } of after.payment_history.slice(before?.payment_history.length ?? 0)) {
      const method = methods[payment_id];
      if (method?.["source"] === "certificate") delete methods[payment_id];
      if (method?.["source"] === "gift_card") methods[payment_id] = { ...method, amount: Number(method["amount"]) - amount };
    }
    this.put({ user: { ...user, payment_methods: methods, reservations: before === undefined ? [...user.reservations, after.reservation_id] : user.reservations } });
  }

  #certificate(id: string, amount: unknown, result: unknown): void {
    const user = this.user(id);
    const name = /certificate_\w+/.exec(String(result))?.[0];
    if (user !== undefined && name !== undefined) this.put({ user: { ...user, payment_methods: { ...user.payment_methods, [name]: { source: "certificate", id: name, amount } } } });
  }
}
