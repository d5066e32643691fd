import { createHash } from "node:crypto";
import type { Source } from "../grammar/spans.ts";
import { canonical } from "./canonical.ts";
import { link } from "./emit/link.ts";
import type { ProgramIr } from "./ir/ir.ts";
import { verify } from "./ir/verify.ts";

const FORMAT = 1;

/** All a guard is loaded from, serialisable as JSON. */
export interface Bundle {
  readonly format: typeof FORMAT;
  /** The version that built it, and alone reads it. */
  readonly pol: string;
  readonly path: string;
  readonly source: string;
  readonly ir: ProgramIr;
  /** The emitted module, for people to read. */
  readonly ts: string;
  /** What the isolate runs. */
  readonly js: string;
  /** Model files by their names in the source, in base64. */
  readonly models: Readonly<Record<string, string>>;
  /** SHA-256 over the canonical text of everything else. */
  readonly hash: string;
}

/** A bundle that cannot be used, in one sentence without a full stop. */
export class BundleError extends Error {
  override readonly name = "BundleError";
}

export async function makeBundle(program: ProgramIr, source: Source, models: Readonly<Record<string, Uint8Array>>, version: string): Promise<Bundle> {
  const ir = JSON.parse(JSON.stringify(program)) as ProgramIr;
  const faults = verify(ir);
  if (faults.length > 0) throw new BundleError(`the program of ${source.path} is not sound: ${faults[0]}`);
  const { emit } = await import("./emit/module.ts");
  const { code } = emit(ir, source);
  const rest: Omit<Bundle, "hash"> = {
    format: FORMAT, pol: version, path: source.path, source: source.text, ir, ts: code, js: await link(code),
    models: Object.fromEntries(Object.entries(models).map(([name, bytes]) => [name, base64(bytes)])),
  };
  return { ...rest, hash: hashOf(rest) };
}

/** The bundle in a text, exactly as a Pol of this version built it. */
export function readBundle(text: string, version: string): Bundle {
  const value = parse(text);
  if (value["format"] !== FORMAT) throw new BundleError(`the bundle has format ${show(value["format"])}, not ${FORMAT}; build it again`);
  if (value["pol"] !== version) throw new BundleError(`the bundle was built by Pol ${show(value["pol"])} and this is ${version}; build it again`);
  const { hash, ...rest } = value;
  if (hash !== hashOf(rest)) throw new BundleError("the bundle is not as it was built: its hash is another; build it again");
  const faults = ["path", "source", "ts", "js"].filter((name) => typeof rest[name] !== "string").map((name) => `it has no ${name}`);
  if (!isTexts(rest["models"])) faults.push("its models are no texts");
  faults.push(...verify(rest["ir"]));
  if (faults.length > 0) throw new BundleError(`the bundle's program is not sound: ${faults[0]}`);
  return value as unknown as Bundle;
}

/** A model's bytes out of a bundle. */
export function modelBytes(bundle: Bundle, name: string): Uint8Array | undefined {
  const text = Object.hasOwn(bundle.models, name) ? bundle.models[name] : undefined;
  return text === undefined ? undefined : Buffer.from(text, "base64");
}

function parse(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BundleError("the bundle is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BundleError("the bundle is not a JSON object");
  return value as Record<string, unknown>;
}

function hashOf(rest: object): string {
  return createHash("sha256").update(canonical(rest)).digest("hex");
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function isTexts(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every((one) => typeof one === "string");
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 40) ?? "none";
}
