import { ModuleKind, ModuleResolutionKind, Project, ScriptTarget } from "ts-morph";
import { kernelSources } from "../kernel-text.ts";

/** What TypeScript at its strictest says against an emitted module and the kernel under it. */
export function typecheck(ts: string): string[] {
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: {
      lib: ["lib.es2022.d.ts"], target: ScriptTarget.ES2022, module: ModuleKind.ES2022, moduleResolution: ModuleResolutionKind.Bundler, types: [], noEmit: true,
      strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noImplicitReturns: true, noFallthroughCasesInSwitch: true,
      verbatimModuleSyntax: true, isolatedModules: true, erasableSyntaxOnly: true, allowImportingTsExtensions: true,
    },
  });
  for (const [name, text] of Object.entries(kernelSources())) project.createSourceFile(`kernel/${name}`, text);
  project.createSourceFile("module.ts", ts);
  return project.getPreEmitDiagnostics().map((one) => {
    const message = one.getMessageText();
    const place = one.getSourceFile()?.getBaseName() ?? "";
    return `${place}:${one.getLineNumber() ?? 0} ${typeof message === "string" ? message : message.getMessageText()}`;
  });
}
