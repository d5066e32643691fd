import { expect, test } from "vitest";
import { makeBundle } from "../../compiler/bundle.ts";
import { typecheck } from "../../compiler/emit/typecheck.ts";
import type { ProgramIr, SampledGuardIr } from "../../compiler/ir/ir.ts";
import { layoutOf } from "../../compiler/ir/layout.ts";
import { InterpretedGuard } from "../../runtime/interpreter/guard.ts";
import { judge } from "../../runtime/interpreter/tools.ts";
import { Sandbox } from "../../runtime/sandbox/isolate.ts";
import { teller as tools, actSlot, arg, by, call, controller, e, env, fn, guard, local, memory, mem, obs, privilege, program, rule, slot, text } from "../interpreter/build.ts";

const HOSTILE = [
  "constructor", "__proto__", "class", "*/ evil(); /*", "a\nb", "\u2028", "größe", "größ_", "sampled", "guard_g", "x", "NaN", "Math", "and", "1st", "", "`${0}`", "\u202Eevil", "\"; evil(); \"", "prototype",
  "toString", "safe-gap", "safe_gap", "SAFE_GAP", "out", "\\", "</script>", "𝒳", "await", "undefined",
] as const;

test("people may call things whatever they like", { timeout: 60_000 }, async () => {
  const fns = HOSTILE.map((name, i) => fn(name, { [HOSTILE[(i + 1) % HOSTILE.length]!]: "num" }, e("add", local(HOSTILE[(i + 1) % HOSTILE.length]!), i)));
  const sum = HOSTILE.reduce((all, name) => e("add", all, call(name, "num", obs(name))), e("mul", 0, 0));
  const base = program({
    envs: [env({
      obs: HOSTILE.map((name) => slot(name, { unit: "*/ evil", doc: "*/ evil\n" })), acts: HOSTILE.map((name) => actSlot(name, { low: -1e6, high: 1e6 })),
      memories: HOSTILE.map((name, i) => memory(name, e("add", i, 0), e("add", mem(name), obs(name)))),
    })],
    fns, controllers: HOSTILE.map((name) => controller(name, { [name]: sum })),
  });
  const guards = HOSTILE.map((name): SampledGuardIr => ({ ...guard([by(name), by("constructor")], [{ kind: "require", value: e("gt", e("add", sum, mem(name)), 0), margin: sum }]), name }));
  const hostile: ProgramIr = { ...base, guards };
  const bundle = await makeBundle(hostile, { path: "*/ evil\n.pol", text: "*/ evil(); /* \u2029 \u202E\n" }, {}, "0");
  expect(typecheck(bundle.ts)).toEqual([]);
  expect(bundle.ts).toMatch(/^[\x20-\x7e\nß𝒳öü…]*$/u);
  const sandbox = await Sandbox.open(bundle);
  for (const one of guards) {
    const layout = layoutOf(hostile, one);
    const io = new Float64Array(new SharedArrayBuffer(8 * layout.size));
    const mirror = new Float64Array(layout.size);
    const [isolated, interpreted] = [sandbox.bindSampled(one.name, io), new InterpretedGuard(bundle.ir, one.name)];
    isolated.reset();
    interpreted.reset(mirror);
    for (let k = 0; k < 3; k++) {
      for (const buffer of [io, mirror]) {
        buffer[layout.valid] = 1;
        HOSTILE.forEach((_, i) => (buffer[layout.obs + i] = i * k));
      }
      isolated.step();
      interpreted.step(mirror);
      expect(Array.from(io)).toEqual(Array.from(mirror));
    }
  }
  sandbox.dispose();
});

test("tools, privileges, arguments and texts too", async () => {
  const privileges = HOSTILE.map((name) => privilege(name, rule("allow", "pay", e("eq", arg("to", "text"), text(name)), { saying: name }), rule("forbid", "pay", e("present", { op: "arg", t: "num", path: [name] }))));
  const base = tools(...privileges);
  const bundle = await makeBundle({ ...base, guards: [{ ...base.guards[0]!, name: "__proto__" }] }, { path: "t.pol", text: "" }, {}, "0");
  const sandbox = await Sandbox.open(bundle);
  const [isolated, interpreted] = [sandbox.tools("__proto__").decide, judge(bundle.ir, "__proto__")];
  for (const name of HOSTILE) {
    for (const args of [{ to: name }, JSON.parse(`{"to": ${JSON.stringify(name)}, ${JSON.stringify(name)}: 1}`)])
      expect(JSON.parse(isolated(JSON.stringify({ tool: "pay", args })))).toEqual(interpreted("pay", args));
  }
  sandbox.dispose();
});
