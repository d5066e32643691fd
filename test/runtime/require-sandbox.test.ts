import { expect, test } from "vitest";
import { Refusal } from "../../runtime/refusal.ts";
import { checkSandboxVersion, requireSandbox } from "../../runtime/sandbox/require.ts";

test("loads the sandbox that is installed", async () => {
  const { Isolate } = await requireSandbox();
  const isolate = new Isolate({ memoryLimit: 8 });
  expect(isolate.createContextSync().evalSync("1 + 1")).toBe(2);
  isolate.dispose();
});

test.each(["6.2.0", "6.10.1", "7.0.1", "10.0.0"])("%s is new enough", (version) => {
  expect(() => checkSandboxVersion(version)).not.toThrow();
});

test.each(["6.1.9", "5.99.99", "6.2.0-rc.1", "6", "", "x.y.z"])("`%s` is refused", (version) => {
  expect(() => checkSandboxVersion(version)).toThrow(Refusal);
});

test("says so in one sentence", () => {
  expect(() => checkSandboxVersion("6.1.0")).toThrow(
    "isolated-vm 6.1.0 does not contain hostile code, so no guard runs; install 6.2.0 or newer",
  );
  expect(() => checkSandboxVersion(undefined)).toThrow("isolated-vm is not installed, so no guard runs");
});
