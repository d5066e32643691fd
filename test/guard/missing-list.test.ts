import { expect, test } from "vitest";
import { compileText } from "../../runtime/files/load.ts";
import { openGuard } from "../../runtime/guard/guard.ts";

// The length of the list before stood for the one that did not come, and a guard acted on it.
test("a list that is missing is not known, whatever was there before", async () => {
  const guard = await openGuard(await compileText("e.pol", `env e at 1Hz {
  observe xs: list<number, 4>?
  act u: number in 0..1 default 0
}
controller go over e { u = 1 }
controller rest over e { }
guard g over e { propose go else rest require length(xs) <= 2 }
`));
  try {
    const session = guard.session("s");
    expect(session.step({ xs: [1, 2] }).acting).toBe("go");
    expect(session.step({}).acting).toBe("rest");
  } finally {
    await guard.dispose();
  }
});
