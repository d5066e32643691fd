import type { Bundle } from "../../compiler/bundle.ts";
import type { TestIr } from "../../compiler/ir/ir.ts";
import type { Report } from "./tests.ts";
import { TreePlay } from "./tree-play.ts";

/** Plays a test on a tree, tick by tick at the env's rate; each `expect` is judged at the newest tick. */
export function runTreeTest(test: TestIr, { ir }: Bundle, report: Report): void {
  const tree = (ir.trees ?? []).find(({ name }) => name === test.on)!, rate = ir.envs.find(({ name }) => name === tree.env)!.rate ?? 1;
  const play = new TreePlay(ir, tree, test.steps.flatMap((step) => (step.kind === "mock" ? step.nodes : [])));
  let from = 0;
  for (const step of test.steps) {
    switch (step.kind) {
      case "at":
        from = Math.round(step.time * rate);
        if (from < play.ticks) return report.fail(step.at, `this time is over: ${(play.ticks - 1) / rate} s have been simulated`);
        play.plan(from, step);
        break;
      case "given": case "mock": case "gives": play.plan(Math.max(from, play.ticks), step); break;
      case "simulate": play.run(Math.max(play.ticks - 1, 0) + Math.round(step.seconds * rate)); break;
      case "expect": {
        const problem = play.judge(step.formula);
        if (problem !== null) report.fail(step.at, play.ticks === 0 ? problem : `\`${step.text}\` is ${problem}`);
      }
    }
  }
}
