/** The globals an emitted module may see; everything else goes, known or not yet invented. */
const KEPT = ["globalThis", "Object", "Array", "Map", "Float64Array", "Int32Array", "Math", "JSON", "Number", "String", "Boolean", "NaN", "Infinity", "undefined"];

/**
 * A script that makes a fresh context deterministic and unchangeable: no clock, no chance, no code from text, nothing that
 * depends on locale or collection of garbage, every intrinsic frozen.
 */
export const LOCKDOWN = `"use strict";
(() => {
  const kept = new Set(${JSON.stringify(KEPT)});
  const { ownKeys } = Reflect;
  const seen = new Set();
  const found = [];
  const walk = (start) => {
    const open = [start];
    while (open.length > 0) {
      const value = open.pop();
      if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value)) continue;
      seen.add(value);
      found.push(value);
      open.push(Object.getPrototypeOf(value));
      for (const key of ownKeys(value)) {
        const property = Object.getOwnPropertyDescriptor(value, key);
        open.push(property.value, property.get, property.set);
      }
    }
  };
  walk(globalThis);
  // Reached by syntax alone.
  for (const value of [async () => {}, function* () {}, async function* () {}, /x/, (function* () {})(), [][Symbol.iterator](), new Map()[Symbol.iterator](), ""[Symbol.iterator]()]) walk(value);
  const functions = [() => {}, async () => {}, function* () {}, async function* () {}];
  const constructors = functions.map((one) => Object.getPrototypeOf(one));
  for (const name of ownKeys(globalThis)) {
    const value = globalThis[name];
    if (kept.has(name)) continue;
    if (typeof value === "function" && value.prototype !== undefined) constructors.push(value.prototype);
    delete globalThis[name];
  }
  for (const prototype of constructors) delete prototype.constructor;
  // Not deleted: V8 no longer inlines the functions of a \`Math\` that a property was deleted from.
  Math.random = undefined;
  const local = /^(toLocale|localeCompare)/;
  const costly = ["match", "matchAll", "search", "replace", "replaceAll", "split", "repeat", "padStart", "padEnd"];
  for (const value of found) {
    for (const key of ownKeys(value)) {
      if (typeof key === "string" && local.test(key)) delete value[key];
    }
  }
  for (const key of costly) delete String.prototype[key];
  delete Object.getPrototypeOf(/x/).exec;
  for (const value of found) if (value !== globalThis) Object.freeze(value);
})();
`;
