import { expect, test } from "vitest";
import { openGuard } from "../../runtime/guard/guard.ts";
import { compileText } from "../../runtime/files/load.ts";

// A function of a module calls others of its own; those were called by names that the program did not know.
test("a guard, a controller and a spec call what a module has in Pol", async () => {
  const bundle = await compileText("e.pol", `use std.shaping
env e at 10Hz {
  observe x: number in -10..10
  act u: number in -1..1 default 0
}
spec near over e = always gaussian(x, -1, 1, 1, 0.1) > 0.05
controller go over e { u = gaussian(x, -1, 1, 1, 0.1) }
controller rest over e { }
guard g over e { propose go else rest require gaussian(x, -1, 1, 1, 0.1) > 0.5 }
`);
  const guard = await openGuard(bundle);
  try {
    const session = guard.session("s");
    expect(session.step({ x: 0.5 })).toMatchObject({ acting: "go", action: { u: 1 } });
    expect(session.step({ x: 3 }).acting).toBe("rest");
  } finally {
    await guard.dispose();
  }
});
