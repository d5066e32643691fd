import type ivmTypes from "isolated-vm";

/**
 * Monitors as somebody would write them by hand for one formula each: one pass, deques in typed arrays, two stacks for until.
 * Robustness at every sample, windows cut at the trace's ends.
 */
const SOURCES: Readonly<Record<string, string>> = {
  "once[0,1000]": `(x, y, out, n) => {
    const q = new Int32Array(n); let head = 0, tail = 0;
    for (let k = 0; k < n; k++) {
      const v = x[k] - 0.1;
      while (tail > head && x[q[tail - 1]] - 0.1 <= v) tail--;
      q[tail++] = k;
      if (q[head] < k - 1000) head++;
      out[k] = x[q[head]] - 0.1;
    }
  }`,
  "historically[0,1000]": `(x, y, out, n) => {
    const q = new Int32Array(n); let head = 0, tail = 0;
    for (let k = 0; k < n; k++) {
      const v = x[k] - 0.1;
      while (tail > head && x[q[tail - 1]] - 0.1 >= v) tail--;
      q[tail++] = k;
      if (q[head] < k - 1000) head++;
      out[k] = x[q[head]] - 0.1;
    }
  }`,
  "since[0,1000]": `(x, y, out, n) => {
    const at = new Int32Array(n), value = new Float64Array(n); let head = 0, tail = 0;
    for (let k = 0; k < n; k++) {
      const a = x[k] - 0.1, b = y[k] - 0.5;
      while (tail > head + 1 && value[head + 1] >= a) head++;
      if (tail > head && value[head] > a) value[head] = a;
      while (tail > head && value[tail - 1] <= b) tail--;
      at[tail] = k; value[tail++] = b;
      if (at[head] < k - 1000) head++;
      out[k] = value[head];
    }
  }`,
  "until[0,1000]": `(x, y, out, n) => {
    const at = new Int32Array(n), value = new Float64Array(n); let head = 0, tail = 0;
    for (let k = n - 1; k >= 0; k--) {
      const a = x[k] - 0.1, b = y[k] - 0.5;
      while (tail > head + 1 && value[head + 1] >= a) head++;
      if (tail > head && value[head] > a) value[head] = a;
      while (tail > head && value[tail - 1] <= b) tail--;
      at[tail] = k; value[tail++] = b;
      if (at[head] > k + 1000) head++;
      out[k] = value[head];
    }
  }`,
  "always[0,100](x > .1 -> eventually[0,50] y > .5)": `(x, y, out, n) => {
    const p = new Int32Array(n), q = new Int32Array(n), inner = new Float64Array(n);
    let ph = 0, pt = 0, qh = 0, qt = 0;
    for (let k = n - 1; k >= 0; k--) {
      const v = y[k] - 0.5;
      while (pt > ph && y[p[pt - 1]] - 0.5 <= v) pt--;
      p[pt++] = k;
      if (p[ph] > k + 50) ph++;
      const w = Math.max(0.1 - x[k], y[p[ph]] - 0.5);
      inner[k] = w;
      while (qt > qh && inner[q[qt - 1]] >= w) qt--;
      q[qt++] = k;
      if (q[qh] > k + 100) qh++;
      out[k] = inner[q[qh]];
    }
  }`,
};

/** Compiles one into an isolate: columns in, robustness out. */
export function handWritten(ivm: typeof ivmTypes, isolate: ivmTypes.Isolate, name: string): (columns: readonly SharedArrayBuffer[], out: SharedArrayBuffer, n: number) => void {
  const context = isolate.createContextSync();
  const code = `const monitor = ${SOURCES[name]!}; (x, y, out, n) => monitor(new Float64Array(x), new Float64Array(y), new Float64Array(out), n);`;
  const run = isolate.compileScriptSync(code).runSync(context, { reference: true }) as unknown as ivmTypes.Reference<(...args: unknown[]) => void>;
  const share = (buffer: SharedArrayBuffer) => new ivm.ExternalCopy(buffer).copyInto({ release: true });
  return (columns, out, n) => { run.applySync(undefined, [share(columns[0]!), share(columns[1]!), share(out), n]); };
}
