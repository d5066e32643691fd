// `npm run bench -- NAME` runs bench/NAME.ts, which exports `run`.
import { readdirSync } from "node:fs";

const names = readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+\.bench\.ts$/.test(file)).map((file) => file.replace(".bench.ts", ""));
const [name] = process.argv.slice(2);

if (name === undefined || !names.includes(name)) {
  console.error(`name a benchmark: ${names.join(", ")}`);
  process.exitCode = 2;
} else {
  const { run } = (await import(`./${name}.bench.ts`)) as { run: () => Promise<void> | void };
  await run();
}
