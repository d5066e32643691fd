import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleOf, compileText } from "../../runtime/files/load.ts";
import { loadGuard } from "../../runtime/guard/guard.ts";
import { Refusal } from "../../runtime/refusal.ts";

const folder = mkdtempSync(join(tmpdir(), "pol-refusals-"));
const onnx = new URL("../../examples/cruise/cruise.onnx", import.meta.url).pathname;
const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const policy = (observations: string, file = "net.onnx"): string => `env road at 10Hz {
  ${observations}
  act accel: [m/s^2] in -8..3 default 0
}
policy net over road = onnx("${file}")
controller brake over road { accel = -8 }
guard g over road { propose net else brake }
`;
const THREE = "observe a: number\n  observe b: number\n  observe c: number";

/** One sentence, and nothing runs. */
async function refused(path: string): Promise<string> {
  const error: unknown = await loadGuard(path).then(() => null, (e: unknown) => e);
  expect(error).toBeInstanceOf(Refusal);
  const { message } = error as Refusal;
  expect(message).not.toContain("\n");
  return message;
}

describe("a model", () => {
  test("that is missing", async () => expect(await refused(write("a.pol", policy(THREE, "gone.onnx")))).toMatch(/no model file `gone.onnx`/));
  test("that is no ONNX", async () => {
    write("junk.onnx", "this is no network");
    expect(await refused(write("b.pol", policy(THREE, "junk.onnx")))).toMatch(/`junk.onnx` cannot be read as ONNX/);
  });
  test("that is cut short", async () => {
    write("half.onnx", readFileSync(onnx).subarray(0, 1000));
    expect(await refused(write("c.pol", policy(THREE, "half.onnx")))).toMatch(/half.onnx/);
  });
  test("of another shape than its env", async () => {
    write("net.onnx", readFileSync(onnx));
    expect(await refused(write("d.pol", policy("observe a: number\n  observe b: number")))).toMatch(/observation shape \[N, 3\], but the env needs \[N, 2\]/);
  });
});

describe("a bundle", () => {
  let text = "";
  beforeAll(async () => {
    text = JSON.stringify(await bundleOf(new URL("../../examples/cruise/cruise.pol", import.meta.url).pathname));
  });
  test("as it was built is taken", async () => {
    const guard = await loadGuard(write("whole.bundle.json", text));
    expect((await guard.step({ speed: 30, gap: 12, lead: 22 })).acting).toBe("brake");
    await guard.dispose();
  });
  test("edited by hand", async () => expect(await refused(write("edited.json", text.replace("-6", "-5")))).toMatch(/hash/));
  test("of another version", async () => expect(await refused(write("old.json", text.replace('"pol":"', '"pol":"9')))).toMatch(/built by Pol/));
  test("that is half there", async () => expect(await refused(write("half.json", text.slice(0, 5000)))).toMatch(/not JSON/));
  test("that is something else", async () => expect(await refused(write("else.json", "[1]"))).toMatch(/not a JSON object/));
});

describe("a file", () => {
  test("that is not there", async () => expect(await refused(join(folder, "none.pol"))).toMatch(/there is no file/));
  test("that is a folder", async () => expect(await refused(folder)).toMatch(/is a folder/));
  test("that is no text", async () => expect(await refused(write("bytes.pol", new Uint8Array([0xff, 0xfe, 0, 1])))).toMatch(/not UTF-8/));
  test("that does not compile", async () => expect(await refused(write("broken.pol", "guard g over nowhere { propose x else y }"))).toMatch(/broken.pol:1: /));
  test("without a guard", async () => expect(await refused(write("none.pol", "const a = 1\n"))).toMatch(/declares no guard/));
  test("with several guards, none named", async () => {
    const two = policy(THREE).replace(/policy net.*\n/, "").replace("propose net else brake", "propose brake else brake");
    expect(await refused(write("two.pol", `${two}guard h over road { propose brake else brake }\n`))).toMatch(/several guards \(`g`, `h`\)/);
  });
  test("whose tools are no schemas", async () => {
    write("tools.json", '{"tools": [{"name": 5}]}');
    expect(await refused(write("tools.pol", 'env e { tools from "tools.json" }\nprivilege p over e { }\nguard g over e { propose agent else tell "No." obey p }\n'))).toMatch(/tools cannot be read from `tools.json`/);
  });
});

test("text that names no file compiles without one", async () => {
  expect((await compileText("x.pol", "const a = 1\n")).path).toBe("x.pol");
});
