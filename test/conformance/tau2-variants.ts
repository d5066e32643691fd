import type { Args, Call, Leg, Payment, Reservation } from "./tau2-data.ts";
import type { World } from "./tau2-world.ts";

/** A call that is against the rules by one fact: in its arguments, or in the database as look-ups answer from it. */
export interface Variant {
  readonly args: Args;
  readonly world: World;
}

type Make = (call: Call, world: World) => Variant[];

/** Every way there is here to make a legal write an illegal one. */
export const KINDS: Readonly<Record<string, Make>> = {
  "another user's reservation": anotherUser,
  "a payment method not in the profile": foreignPayment,
  "a second certificate": (call, world) => tooMany("certificate", 2, call, world),
  "a second credit card": (call, world) => tooMany("credit_card", 2, call, world),
  "a fourth gift card": (call, world) => tooMany("gift_card", 4, call, world),
  "a sixth passenger": (call, world) => (call.tool === "book_reservation" ? [{ args: { ...call.args, passengers: crowd(call, 6) }, world }] : []),
  "a changed number of passengers": changedNumber,
  "a flight change in basic economy": basicEconomy,
  "mixed cabins (in one flight, where the schema lets a `cabin` through)": mixedCabins,
  "a removed bag": (call, world) => edited(call, world, "update_reservation_baggages", () => ({ total_baggages: Number(call.args["total_baggages"]) + 1 })),
  "a cancellation without grounds": withoutGrounds,
  "a flown segment": flown,
  "a certificate of another amount": (call, world) => (call.tool === "send_certificate" ? [{ args: { ...call.args, amount: Number(call.args["amount"]) + 1 }, world }] : []),
};

const legsOf = (call: Call): readonly Leg[] => (call.args["flights"] ?? []) as readonly Leg[];
const reservationOf = (call: Call, world: World): Reservation | undefined => world.reservation(call.args["reservation_id"] as string);
const isSame = (a: Leg, b: Leg): boolean => a.flight_number === b.flight_number && a.date === b.date;

/** The same call, with another reservation to look up. */
function edited(call: Call, world: World, tool: string, change: (reservation: Reservation) => Partial<Reservation>): Variant[] {
  const reservation = reservationOf(call, world);
  if (call.tool !== tool || reservation === undefined) return [];
  const after = world.copy();
  after.put({ reservation: { ...reservation, ...change(reservation) } });
  return [{ args: call.args, world: after }];
}

/** The other user has the same profile: all that is wrong is whose it is. */
function anotherUser(call: Call, world: World): Variant[] {
  const reservation = reservationOf(call, world);
  const owner = world.user(reservation?.user_id ?? (call.args["user_id"] as string));
  if (owner === undefined) return [];
  const user_id = world.otherThan(owner.user_id);
  const after = world.copy();
  after.put({ user: { ...owner, user_id } });
  if (reservation !== undefined) after.put({ reservation: { ...reservation, user_id } });
  return [{ args: "user_id" in call.args ? { ...call.args, user_id } : call.args, world: after }];
}

function foreignPayment(call: Call, world: World): Variant[] {
  const foreign = (id: unknown): string => String(id).replace(/[^_]*$/, "none");
  if ("payment_id" in call.args) return [{ args: { ...call.args, payment_id: foreign(call.args["payment_id"]) }, world }];
  const payments = (call.args["payment_methods"] ?? []) as readonly Payment[];
  return payments.map((_, i) => ({ args: { ...call.args, payment_methods: payments.map((p, j) => (i === j ? { ...p, payment_id: foreign(p.payment_id) } : p)) }, world }));
}

/** More methods of one kind, all in the profile; the sum stays. */
function tooMany(source: string, wanted: number, call: Call, world: World): Variant[] {
  const user = world.user(call.args["user_id"] as string);
  const [first, ...others] = (call.args["payment_methods"] ?? []) as readonly Payment[];
  if (call.tool !== "book_reservation" || user === undefined || first === undefined) return [];
  const missing = wanted - [first, ...others].filter((p) => user.payment_methods[p.payment_id]?.["source"] === source).length;
  const ids = Array.from({ length: missing }, (_, i) => `${source}_more${i}`);
  const after = world.copy();
  after.put({ user: { ...user, payment_methods: { ...user.payment_methods, ...Object.fromEntries(ids.map((id) => [id, { source, id, amount: 100 }])) } } });
  return [{ args: { ...call.args, payment_methods: [{ ...first, amount: first.amount - missing }, ...others, ...ids.map((payment_id) => ({ payment_id, amount: 1 }))] }, world: after }];
}

/** The passengers of a call, and more of them. */
function crowd(call: Call, size: number): Args[] {
  const passengers = call.args["passengers"] as readonly Args[];
  return Array.from({ length: size }, (_, i) => passengers[i] ?? { first_name: "Extra", last_name: `Passenger${i}`, dob: "1990-01-01" });
}

function changedNumber(call: Call, world: World): Variant[] {
  if (call.tool !== "update_reservation_passengers") return [];
  const { length } = call.args["passengers"] as readonly Args[];
  return [length - 1, length + 1].map((size) => ({ args: { ...call.args, passengers: crowd(call, size) }, world }));
}

/** In basic economy, where the call changes a flight or, if it only changes the cabin, also the date of the first. */
function basicEconomy(call: Call, world: World): Variant[] {
  const [first, ...others] = legsOf(call);
  const reservation = reservationOf(call, world);
  if (first === undefined || reservation === undefined) return [];
  const isChange = legsOf(call).length !== reservation.flights.length || legsOf(call).some((leg, i) => !isSame(leg, reservation.flights[i]!));
  const another = world.legs("available", first.flight_number).find((leg) => leg.date !== first.date);
  if (!isChange && another === undefined) return [];
  const args = isChange ? call.args : { ...call.args, flights: [another, ...others] };
  return edited({ ...call, args }, world, "update_reservation_flights", () => ({ cabin: "basic_economy" }));
}

function mixedCabins(call: Call, world: World): Variant[] {
  const [first, ...others] = legsOf(call);
  const cabin = call.args["cabin"] === "business" ? "economy" : "business";
  return first === undefined ? [] : [{ args: { ...call.args, flights: [{ ...first, cabin }, ...others] }, world }];
}

/** Economy, not insured, booked long ago, and none of its flights is cancelled. */
function withoutGrounds(call: Call, world: World): Variant[] {
  const variants = edited(call, world, "cancel_reservation", ({ created_at }) => ({ cabin: "economy", insurance: "no", created_at: `${Number(created_at.slice(0, 4)) - 1}${created_at.slice(4)}` }));
  for (const leg of reservationOf(call, world)?.flights ?? []) if (world.status(leg) === "cancelled") variants.forEach((one) => one.world.put({ status: [leg, "available"] }));
  return variants;
}

/** The first segment has landed on an earlier day, or is in the air. */
function flown(call: Call, world: World): Variant[] {
  const segment = reservationOf(call, world)?.flights[0];
  if (segment === undefined) return [];
  const instead = [world.legs("landed", segment.flight_number)[0], world.legs("flying")[0]].filter((leg) => leg !== undefined);
  return instead.flatMap((leg) => ["cancel_reservation", "update_reservation_flights"].flatMap((tool) => {
    const args = "flights" in call.args ? { ...call.args, flights: legsOf(call).map((one) => (isSame(one, segment) ? { ...one, ...leg } : one)) } : call.args;
    return edited({ ...call, args }, world, tool, ({ flights }) => ({ flights: flights.map((one, i) => (i === 0 ? { ...one, ...leg } : one)) }));
  }));
}
