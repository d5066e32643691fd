import { afterAll, beforeAll, expect, test } from "vitest";
import { loadGuard } from "../../runtime/guard/guard.ts";
import { contract, corpus } from "../grammar/golden.ts";
import { both, check, told, type Both } from "./both.ts";

/** The game agent of the contract: rules decide, networks aim and move. */
const text = contract("shooter");
let session: Both;
beforeAll(async () => { session = await both(text); });
afterAll(() => session.guard.dispose());

const seen = (visible: boolean, distance: number, more: object = {}) => ({ health: 80, ammo: 10, enemy: { visible, distance, bearing: 5 }, cover: { distance: 8, bearing: 90 }, ...more });
const networks = { aim: { action: { turn: 30, fire: true } }, roam: { action: { move: [0.5, 0], turn: 0 } } };

test("it compiles, and all of it runs", () => {
  const { diagnostics, program } = check(text);
  expect(diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
  expect(program.guards.map(({ later }) => later)).toEqual([[]]);
});

test("it is loaded without its networks", async () => {
  const guard = await loadGuard(corpus("contract/shooter.pol"), { missingModels: true });
  expect([...guard.networks.keys()]).toEqual([]);
  expect(guard.session().step(seen(false, 60)).acting).toBe("stand");
  await guard.dispose();
});

test("aim is not let to act while all is calm: the leaf fails, and the tree goes on to roam", () => {
  const step = session.step(seen(true, 30), networks);
  expect(step).toMatchObject({ acting: "fight", machine: { name: "stance", state: "calm", since: 0 }, action: { move: [0.5, 0], turn: 0, fire: false } });
  expect(step.proposers[0]!.leaves!.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual(["check: failure", "check 2: success", "check 3: success", "do aim: may not act in state `calm`", "do roam: running"]);
});

test("alert, it aims; close by, it fights", () => {
  expect(session.step(seen(true, 30), networks)).toMatchObject({ machine: { state: "alert", since: 1 }, action: { move: [0, 0], turn: 30, fire: true } });
  expect(session.step(seen(true, 30), networks)).toMatchObject({ machine: { state: "fight", since: 2 }, action: { turn: 30, fire: true } });
});

test("hurt in a fight it takes cover; once there it has nothing to propose for a sample", () => {
  const hurt = session.step(seen(true, 30, { health: 20 }), networks);
  expect(hurt.proposers[0]!.leaves![1]).toEqual({ name: "do retreat", outcome: "running" });
  expect((hurt.action as { fire: boolean; move: readonly number[] }).fire).toBe(false);
  expect((hurt.action as { move: readonly number[] }).move).not.toEqual([0, 0]);
  expect(told(session.step(seen(true, 60, { cover: { distance: 0.5, bearing: 90 } }), networks))).toBe("fight since 2; stand acts; fight: nothing proposed");
});

test("five seconds without an enemy it is calm again", () => {
  const states = Array.from({ length: 152 }, () => session.step(seen(false, 60), networks).machine!.state);
  expect(states.lastIndexOf("fight")).toBe(149);
  expect(states.slice(150)).toEqual(["calm", "calm"]);
});

test("out of ammunition it reloads in any state: an inline action needs no leave", () => {
  expect(session.step(seen(false, 60, { ammo: 0 }), networks).machine!.state).toBe("calm");
  expect(session.step(seen(true, 30, { ammo: 0 }), { roam: networks.roam })).toMatchObject({ machine: { state: "alert" }, action: { reload: true, fire: false, move: [0, 0] } });
});
