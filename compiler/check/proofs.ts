import type * as ast from "../../grammar/ast.ts";
import { isShown } from "../analyze/prove.ts";
import type { PrivilegeIr, ProofIr, SpecIr } from "../ir/ir.ts";
import type { TreeIr } from "../ir/tree.ts";
import { reportUnknown } from "../resolve/symbols.ts";
import { at, CONSTANTS, type Context, type Scope } from "./context.ts";
import { toolOf } from "./events.ts";
import { condition } from "./expressions.ts";
import { Later } from "./later.ts";
import { noteUse } from "./names.ts";
import { treeProof, treeSubject } from "./tree-claims.ts";

/** A claim: of a privilege whether it can be shown, of a tree what `pol prove` is to look for. */
export function checkProof(decl: ast.Prove, privileges: readonly PrivilegeIr[], trees: readonly TreeIr[], specs: readonly SpecIr[], cx: Context): ProofIr | undefined {
  const { subject: { text, span }, claim } = decl, subject = cx.symbols.get(text);
  if (subject?.kind !== "Privilege" && subject?.kind !== "Tree") {
    if (subject === undefined) reportUnknown(cx.bag, cx.symbols, "privilege or tree", text, span, cx.symbols.names("privilege", "tree"));
    else cx.bag.add("wrongKind", span, { name: text, found: subject.kind.toLowerCase(), wanted: "privilege or tree" });
    return undefined;
  }
  noteUse({ cx }, span, subject);
  if ((subject.kind === "Tree") !== (claim.kind === "Holds")) {
    cx.bag.add("claimMisplaced", decl.title.span, { what: subject.kind === "Tree" ? "rules" : "a formula", name: text, kind: subject.kind.toLowerCase(), instead: subject.kind === "Tree" ? "`always` or `never` and a formula" : "`never allows …` and its like" });
    return undefined;
  }
  if (claim.kind !== "Holds") return checkRules(decl, claim, subject as ast.Privilege, privileges, cx);
  const tree = trees.find(({ name }) => name === text), env = cx.envs.get((subject as ast.Tree).over.text);
  if (tree === undefined || env === undefined) return undefined;
  return treeProof(decl, claim, treeSubject(subject as ast.Tree, tree, env, cx, "a claim"), new Later(cx, "test", specs));
}

function checkRules(decl: ast.Prove, claim: Exclude<ast.Prove["claim"], { kind: "Holds" }>, subject: ast.Privilege, privileges: readonly PrivilegeIr[], cx: Context): ProofIr {
  const proof = { kind: "rules", title: decl.title.value, on: decl.subject.text, open: null, later: [], at: at(decl.span) } as const;
  if (claim.kind === "Narrows") {
    if (cx.symbols.get(claim.than.text)?.kind !== "Privilege") reportUnknown(cx.bag, cx.symbols, "privilege", claim.than.text, claim.than.span, cx.symbols.names("privilege"));
    cx.bag.add("notRunning", decl.title.span, { what: "`narrows`" });
    return { ...proof, later: ["`narrows`"] };
  }
  const env = cx.envs.get(subject.over.text) ?? null, scope: Scope = { ...CONSTANTS(cx, "a claim"), env, obs: true };
  const privilege = privileges.find((one) => one.name === decl.subject.text);
  let open: string | null = null;
  for (const target of claim.targets) {
    const info = target.kind === "Anything" ? null : toolOf(target, scope);
    if (info === undefined) continue;
    const when = claim.when === null ? null : condition(claim.when, { ...scope, tool: info });
    const about = (env?.ir.tools ?? []).filter((tool) => info === null || tool.name === info.name);
    const one = about.find((tool) => privilege === undefined || !isShown(privilege, tool, claim.always, claim.verdict, when));
    if (one === undefined) continue;
    open ??= one.name;
    cx.bag.add("notShown", decl.title.span, { tool: one.name });
  }
  return { ...proof, open };
}
