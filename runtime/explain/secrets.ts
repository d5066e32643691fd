/** What stands where something labelled secret would. */
export const SECRET = "‹secret›";

/** Arguments by name, those that have something secret in them replaced. */
export function withoutSecrets(args: unknown, secret: readonly string[] = []): Readonly<Record<string, unknown>> {
  const values = typeof args === "object" && args !== null ? (args as Readonly<Record<string, unknown>>) : {};
  return secret.length === 0 ? values : Object.fromEntries(Object.entries(values).map(([name, value]) => [name, secret.includes(name) ? SECRET : value]));
}
