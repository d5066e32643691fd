// The package brings no types.
declare module "asciichart" {
  interface Config {
    readonly offset?: number;
    readonly height?: number;
    readonly min?: number;
    readonly max?: number;
    readonly symbols?: readonly string[];
    format?(value: number): string;
  }
  const asciichart: { plot(series: readonly number[], config?: Config): string };
  export default asciichart;
}
