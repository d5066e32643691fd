/** `m/s^2` as people write it. */
export function prettyUnit(unit: string): string {
  return unit.replaceAll("^2", "²").replaceAll("^3", "³");
}

/** A value as it is, in its unit if it has one. */
export function inUnit(value: number, unit: string): string {
  return unit === "" ? `${value}` : `${value} ${prettyUnit(unit)}`;
}

/** The unit of a change per second. */
export function perSecond(unit: string): string {
  if (unit.endsWith("/s")) return `${unit}^2`;
  return unit.endsWith("/s^2") ? `${unit.slice(0, -1)}3` : `${unit}/s`;
}

/** `12,345` */
export function grouped(value: number): string {
  return value.toLocaleString("en-US");
}

/** A value in its unit; a dash where there is none. */
export function measured(value: number, unit: string, digits = 2): string {
  return Number.isFinite(value) ? `${value.toFixed(digits)} ${prettyUnit(unit)}`.trimEnd() : "–";
}

/** `99.2 %`; only what is all is 100, only what is none is 0. */
export function percent(part: number): string {
  if (!Number.isFinite(part)) return "–";
  const shown = (100 * part).toFixed(1);
  if (shown === "100.0" && part < 1) return "> 99.9 %";
  return shown === "0.0" && part > 0 ? "< 0.1 %" : `${shown} %`;
}
