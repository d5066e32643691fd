/** What is mutated together, and the tests that speak of it: each mutant is run against those alone. */
export const GROUPS = {
  rules: {
    mutate: ["tools", "events", "chain", "asked", "sieve", "event-window", "exact", "happened"].map((name) => `runtime/interpreter/${name}.ts`),
    tests: ["test/interpreter/rules.test.ts", "test/tools/events.test.ts", "test/tools/dogwood.test.ts", "test/tools/verdicts.test.ts", "test/property/events.test.ts"],
  },
  provenance: {
    mutate: ["runtime/provenance/*.ts", "runtime/facts/*.ts", "runtime/interpreter/facts.ts"],
    tests: ["test/provenance/**/*.test.ts", "test/facts/**/*.test.ts", "test/interpreter/rules.test.ts", "test/tools/provenance.test.ts"],
  },
  paths: { mutate: ["stdlib/path/*.ts", "stdlib/url/*.ts", "stdlib/email/*.ts"], tests: ["test/stdlib/{path,url,email}*.test.ts"] },
  texts: { mutate: ["stdlib/text/**/*.ts"], tests: ["test/stdlib/text*.test.ts"] },
  commands: { mutate: ["stdlib/shell/**/*.ts", "stdlib/sql/*.ts"], tests: ["test/stdlib/{shell,sql}*.test.ts"] },
} as const satisfies Readonly<Record<string, { readonly mutate: readonly string[]; readonly tests: readonly string[] }>>;

export type Group = keyof typeof GROUPS;
