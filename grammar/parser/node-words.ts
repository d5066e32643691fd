/** The words that begin a node of a tree, where no colon makes them a label. */
export const NODES = [
  "sequence", "fallback", "parallel", "reactive", "memory", "async", "if", "while", "switch", "try", "invert", "force", "run", "repeat", "retry", "timeout",
  "delay", "every", "pipeline", "round", "recovery", "again", "when", "loop", "updated", "check", "do", "set", "wait", "succeed", "fail",
] as const;

/** What other libraries of behavior trees call a node, without capitals and underscores, and what it is called here. */
const NODES_ELSEWHERE: Readonly<Record<string, string>> = {
  selector: "fallback", priority: "fallback", reactiveselector: "reactive fallback", activeselector: "reactive fallback", dynamicselector: "reactive fallback",
  reactivefallback: "reactive fallback", asyncfallback: "async fallback", reactivesequence: "reactive sequence", asyncsequence: "async sequence",
  memorysequence: "memory sequence", sequencewithmemory: "memory sequence", sequencestar: "memory sequence", parallelall: "parallel all",
  ifthenelse: "if", whiledoelse: "while", trycatch: "try", switch2: "switch", switch3: "switch", switch4: "switch", switch5: "switch", switch6: "switch",
  condition: "check", action: "do", task: "do", subtree: "run", script: "set", setblackboard: "set", sleep: "wait",
  inverter: "invert", not: "invert", succeeder: "force success", forcesuccess: "force success", failer: "force failure", forcefailure: "force failure",
  alwayssuccess: "succeed", success: "succeed", alwaysfailure: "fail", failure: "fail",
  retryuntilsuccessful: "retry", repeater: "repeat", keeprunninguntilfailure: "repeat until failure", untilfail: "repeat until failure",
  runonce: "run once", precondition: "when", guard: "when", loopint: "loop", loopdouble: "loop", loopbool: "loop", loopstring: "loop",
  recoverynode: "recovery", pipelinesequence: "pipeline sequence", roundrobin: "round robin", ratecontroller: "every",
  distancecontroller: "again", speedcontroller: "again", goalupdatedcontroller: "again",
  entryupdated: "updated", waitvalueupdate: "updated", skipunlessupdated: "updated",
};

const CLAUSES_ELSEWHERE: Readonly<Record<string, string>> = {
  failureif: "fail if", successif: "succeed if", skipif: "skip if", onsuccess: "on success", onfailure: "on failure", onhalted: "on halt", onhalt: "on halt",
  post: "finally", always: "finally",
};

export const nodeCalled = (word: string): string | null => called(word, NODES_ELSEWHERE);
export const clauseCalled = (word: string): string | null => called(word, CLAUSES_ELSEWHERE);

function called(word: string, elsewhere: Readonly<Record<string, string>>): string | null {
  const key = word.toLowerCase().replaceAll("_", "");
  return Object.hasOwn(elsewhere, key) ? elsewhere[key]! : null;
}
