import { expect, test } from "vitest";
import { agree } from "../../stdlib/text/agree.ts";

const legs = (...flights: readonly string[]) => flights.map((flight) => ({ flight, date: "2024-05-20", price: 99 }));

test("record by record, in the fields that are named", () => {
  expect(agree(legs("A1", "B2"), [{ flight: "A1", date: "2024-05-20" }, { flight: "B2", date: "2024-05-20" }], ["flight", "date"])).toBe(true);
  expect(agree(legs("A1", "B2"), legs("A1", "C3"), ["flight", "date"])).toBe(false);
  expect(agree(legs("A1", "B2"), legs("B2", "A1"), ["flight"])).toBe(false);
  expect(agree([{ seat: 1, aisle: true }], [{ seat: 1, aisle: true }], ["seat", "aisle"])).toBe(true);
});

test("more or fewer records differ", () => {
  expect(agree(legs("A1"), legs("A1", "A1"), ["flight"])).toBe(false);
  expect(agree(legs("A1"), [], ["flight"])).toBe(false);
  expect(agree([], [], ["flight"])).toBe(true);
});

test("what cannot be compared is unknown, unless something else differs", () => {
  expect(agree(legs("A1"), [{ flight: "A1" }], ["flight", "date"])).toBeNull();
  expect(agree(legs("A1"), [{ flight: "B2" }], ["date", "flight"])).toBe(false);
  expect(agree([{ flight: ["A1"] }], [{ flight: ["A1"] }], ["flight"])).toBeNull();
  expect(agree([{}], [{}], ["constructor"])).toBeNull();
  for (const odd of [null, "A1", { 0: "A1" }, ["A1"], [null], undefined]) expect(agree(odd, legs("A1"), ["flight"])).toBeNull();
});
