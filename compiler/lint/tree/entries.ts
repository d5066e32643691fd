import type * as ast from "../../../grammar/ast.ts";
import { walk } from "../../../grammar/visit.ts";
import { entriesIn, entryUses, type Uses } from "../../analyze/entry-uses.ts";
import type { Subject } from "./subject.ts";

/** Entries and ports that are read or written in vain. */
export function idleEntries(subject: Subject): void {
  const { cx, decl, tree } = subject, uses = entryUses(tree), asked = askedInTests(subject);
  const isIn = (all: ReadonlySet<string>, name: string): boolean => tree.entries.some((entry) => all.has(entry.name) && (entry.name === name || entry.name.startsWith(`${name}.`)));
  for (const { name, start } of decl.blackboard) {
    const isRead = isIn(uses.read, name.text);
    if (!isRead && !isIn(asked, name.text)) cx.bag.add("entryUnread", name.span, { name: name.text });
    else if (isRead && start === null && !isIn(uses.written, name.text)) cx.bag.add("entryUnset", name.span, { name: name.text });
  }
  for (const port of decl.ports) {
    const why = portReason(port, subject, uses, isIn);
    if (why !== null) cx.bag.add("portIdle", port.name.span, { name: port.name.text, why });
  }
}

function portReason({ name, direction }: ast.Port, subject: Subject, { read, written }: Uses, isIn: (all: ReadonlySet<string>, name: string) => boolean): string | null {
  const isWritten = isIn(written, name.text), isRead = isIn(read, name.text);
  if (direction === "in") return isRead ? null : "the tree does not read it";
  if (direction === "inout" && !isWritten && !isRead) return "the tree neither reads nor writes it";
  if (direction === "out" && !isWritten) return "the tree does not write it";
  if (direction === "inout") return null;
  const calls = callsOf(subject);
  return calls.length > 0 && calls.every(({ args }) => args.every((arg) => arg.name?.text !== name.text)) ? "nobody who runs the tree takes it" : null;
}

/** Where other trees run this one. */
function callsOf({ decl, decls }: Subject): readonly ast.TreeRun[] {
  const found: ast.TreeRun[] = [];
  for (const one of decls) if (one.kind === "Tree") walk(one.root, (node) => { if (node.kind === "Run" && node.name.text === decl.name.text) found.push(node); });
  return found;
}

/** What tests and claims about the tree ask for. */
function askedInTests({ program, tree }: Subject): ReadonlySet<string> {
  const formulas = program.tests.flatMap((test) => (test.on !== tree.name ? [] : test.steps.flatMap((step) => (step.kind === "expect" ? [step.formula] : []))));
  const claims = (program.proofs ?? []).flatMap((proof) => (proof.kind === "tree" && proof.on === tree.name ? [proof.formula] : []));
  return new Set([...formulas, ...claims].flatMap(entriesIn));
}
