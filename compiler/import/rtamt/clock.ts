import type { Bound, Place, TimeUnit, Window } from "./ast.ts";
import { compare, type Decimal, decimal, decimalText, plainLiteral, scaled, wholeQuotient } from "./decimal.ts";
import type { Mistake } from "./read.ts";

export interface Period {
  readonly value: number;
  readonly unit: TimeUnit;
}

/** Powers of ten of a second. */
const POWER: Readonly<Record<TimeUnit, number>> = { s: 0, ms: -3, us: -6, ns: -9 };

/** No monitor keeps as many. */
const MOST_SAMPLES = 1_000_000_000n;
const HUNDRED: Decimal = { digits: 100n, power: 0 };

/** The sampling period, exact, and what follows from it. */
export class Clock {
  /** As in `at 2Hz`, or `at 3s` where the frequency is no short number. */
  readonly rate: string;
  readonly #period: Decimal;
  readonly #shown: string;
  readonly #unit: TimeUnit;

  private constructor(value: Decimal, { unit }: Period, bare: TimeUnit) {
    this.#period = scaled(value, POWER[unit]);
    this.#shown = `${decimalText(value)}${unit}`;
    this.#unit = bare;
    const hundredths = wholeQuotient(HUNDRED, this.#period);
    this.rate = hundredths !== null && hundredths >= 10n ? `${decimalText({ digits: hundredths, power: -2 })}Hz` : this.#shown;
  }

  /** Null for a period that is no length of time. */
  static of(period: Period, bare: TimeUnit): Clock | null {
    const value = Number.isFinite(period.value) && period.value > 0 ? decimal(String(period.value)) : null;
    return value === null ? null : new Clock(value, period, bare);
  }

  /** A window in Pol. `note` is told where a unit had to be guessed. */
  window({ low, high }: Window, constants: ReadonlyMap<string, string>, note: (text: string) => void): { readonly text: string } | Mistake {
    if (high.unit === null && low.unit !== null) {
      note(`line ${high.place.line}: \`${high.text}\` is read in the unit of the other bound, \`${low.unit}\`; RTAMT lends a unit only from the second bound to the first, and stops here`);
    }
    const unit = low.unit ?? high.unit ?? this.#unit;
    const from = this.#end(low, low.unit ?? unit, constants), to = this.#end(high, high.unit ?? unit, constants);
    if ("message" in from) return from;
    if ("message" in to) return to;
    if (compare(from.seconds, to.seconds) > 0) return mistake(low.place, `the window ends at ${to.text}, before it begins at ${from.text}`);
    return { text: `[${from.text}, ${to.text}]` };
  }

  #end({ text, isName, place }: Bound, unit: TimeUnit, constants: ReadonlyMap<string, string>): { readonly text: string; readonly seconds: Decimal } | Mistake {
    const literal = isName ? constants.get(text) : plainLiteral(text);
    if (literal === undefined) return mistake(place, `\`${text}\` is no constant: write a number, or declare it with \`const float ${text} = 1.0\``);
    const value = decimal(literal);
    if (value === null) return mistake(place, `\`${text.slice(0, 40)}\` is no length of time that could be sampled`);
    const seconds = scaled(value, POWER[unit]);
    const samples = wholeQuotient(seconds, this.#period);
    const shown = `${decimalText(value)}${unit}`;
    if (samples === null) return mistake(place, `${shown} is no whole number of samples, one of which takes ${this.#shown}: give the sampling period that this was written for`);
    if (samples > MOST_SAMPLES) return mistake(place, `${shown} is more than a billion samples`);
    return { text: unit === "s" ? shown : `${decimalText(scaled(seconds, 3))}ms`, seconds };
  }
}

function mistake({ line, column }: Place, message: string): Mistake {
  return { line, column, message };
}
