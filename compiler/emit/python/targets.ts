import type { Source } from "../../../grammar/spans.ts";
import type { ProgramIr } from "../../ir/ir.ts";
import type { PythonTarget } from "./dialect.ts";
import { emitGymnasium } from "./gymnasium.ts";
import { emitPython, type PythonModule } from "./module.ts";

/** A program's rewards as a Python module of any kind. */
export function pythonOf(program: ProgramIr, source: Source, target: PythonTarget | "gymnasium"): PythonModule {
  return target === "gymnasium" ? emitGymnasium(program, source) : emitPython(program, source, target);
}
