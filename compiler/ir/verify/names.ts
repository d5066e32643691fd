import type { ControllerIr, EnvIr, FnIr, PolicyIr, PrivilegeIr, ProgramIr, SpecIr } from "../ir.ts";
import type { MachineIr } from "../machine.ts";
import type { TreeIr } from "../tree.ts";
import type { Say } from "./shape.ts";

/** The program's declarations by name. */
export interface Names {
  readonly envs: ReadonlyMap<string, EnvIr>;
  readonly fns: ReadonlyMap<string, FnIr>;
  readonly specs: ReadonlyMap<string, SpecIr>;
  readonly controllers: ReadonlyMap<string, ControllerIr>;
  readonly policies: ReadonlyMap<string, PolicyIr>;
  readonly privileges: ReadonlyMap<string, PrivilegeIr>;
  readonly trees: ReadonlyMap<string, TreeIr>;
  readonly machines: ReadonlyMap<string, MachineIr>;
}

export function namesOf(program: ProgramIr, say: Say): Names {
  unique(program.guards, "guards", say);
  return {
    envs: unique(program.envs, "envs", say), fns: unique(program.fns, "fns", say), specs: unique(program.specs, "specs", say),
    controllers: unique(program.controllers, "controllers", say), policies: unique(program.policies, "policies", say),
    privileges: unique(program.privileges, "privileges", say), trees: unique(program.trees ?? [], "trees", say),
    machines: unique(program.machines ?? [], "machines", say),
  };
}

export function unique<T extends { readonly name: string }>(list: readonly T[], place: string, say: Say): ReadonlyMap<string, T> {
  const known = new Map<string, T>();
  for (const one of list) {
    if (known.has(one.name)) say(place, `has \`${one.name}\` twice`);
    known.set(one.name, one);
  }
  return known;
}
