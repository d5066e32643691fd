import { beforeAll, expect, test } from "vitest";
import { BundleError, makeBundle, modelBytes, readBundle } from "../../compiler/bundle.ts";
import type { Bundle } from "../../compiler/bundle.ts";
import { cruise, source } from "./cruise.ts";

const model = new Uint8Array([0, 1, 2, 255]);
let bundle: Bundle;

beforeAll(async () => {
  bundle = await makeBundle(cruise, source, { "cruise.onnx": model }, "0.1.0");
});

const refusal = (text: string, version = "0.1.0"): string => {
  try {
    readBundle(text, version);
  } catch (error) {
    expect(error).toBeInstanceOf(BundleError);
    return (error as Error).message;
  }
  throw new Error("it was read");
};

test("a bundle survives its text, models and all", () => {
  const read = readBundle(JSON.stringify(bundle, null, 2), "0.1.0");
  expect(read).toEqual(bundle);
  expect(new Uint8Array(modelBytes(read, "cruise.onnx")!)).toEqual(model);
  expect(modelBytes(read, "constructor")).toBeUndefined();
});

test("the same program gives the same bundle, to the byte", async () => {
  expect(JSON.stringify(await makeBundle(cruise, source, { "cruise.onnx": model }, "0.1.0"))).toBe(JSON.stringify(bundle));
});

test("what is no bundle of this version, or not as it was built, is refused in one sentence", () => {
  expect(refusal("{")).toBe("the bundle is not JSON");
  expect(refusal("[]")).toBe("the bundle is not a JSON object");
  expect(refusal(JSON.stringify({ ...bundle, format: 2 }))).toBe("the bundle has format 2, not 1; build it again");
  expect(refusal(JSON.stringify(bundle), "0.2.0")).toBe('the bundle was built by Pol "0.1.0" and this is 0.2.0; build it again');
  const edited = "the bundle is not as it was built: its hash is another; build it again";
  expect(refusal(JSON.stringify({ ...bundle, js: bundle.js.replace("-6", "-7") }))).toBe(edited);
  expect(refusal(JSON.stringify({ ...bundle, extra: 1 }))).toBe(edited);
  const { hash: _, ...without } = bundle;
  expect(refusal(JSON.stringify(without))).toBe(edited);
});

test("a program that does not verify is neither built nor read", async () => {
  const spoilt = { ...cruise, controllers: [] };
  await expect(makeBundle(spoilt, source, {}, "0.1.0")).rejects.toThrow("the program of cruise.pol is not sound: guard `cruise` proposes `coast`");
});
