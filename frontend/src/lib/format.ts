/** Numbers as people read them: shares with their interval, money, lengths of time, moments in the project's time zone. */

import type { Share } from "./types";
import { CURRENCIES_NOT_IN_HUNDREDTHS } from "./types";
import type { Language } from "./words";

const DAY_S = 86_400;
const SPANS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 365.25 * DAY_S],
  ["month", 30.44 * DAY_S],
  ["week", 7 * DAY_S],
  ["day", DAY_S],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

export interface Format {
  count(value: number): string;
  /** A count where there is little room: 12.3 K. */
  short(value: number): string;
  /** A part of one, as per cent with as many decimals as it needs. */
  share(value: number): string;
  /** From–to of a share's 95 % interval. */
  interval(share: Pick<Share, "low" | "high">): string;
  money(minor: number, currency: string): string;
  /** A length of time in its two largest units. */
  duration(seconds: number): string;
  day(us: number): string;
  /** A day of the calendar, such as 2026-03-02. */
  date(day: string): string;
  moment(us: number): string;
  /** The time of the day. */
  time(us: number): string;
  /** How long ago, in one unit. */
  ago(us: number, now?: number): string;
}

export function formatOf(language: Language, timeZone: string): Format {
  const number = new Intl.NumberFormat(language);
  const short = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone });
  const date = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
  const time = new Intl.DateTimeFormat(language, { timeStyle: "short", timeZone });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const percent = (value: number): string =>
    new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: decimals(value) }).format(value);
  return {
    count: (value) => number.format(value),
    short: (value) => (Math.abs(value) < 10_000 ? number.format(value) : short.format(value)),
    share: percent,
    interval: ({ low, high }) => (low === null || high === null ? "" : `${percent(low)}–${percent(high)}`),
    money: (minor, currency) => amount(language, minor, currency),
    duration: (seconds) => lasting(language, seconds),
    day: (us) => day.format(us / 1000),
    date: (text) => date.format(new Date(`${text}T00:00:00Z`)),
    moment: (us) => moment.format(us / 1000),
    time: (us) => time.format(us / 1000),
    ago: (us, now = Date.now()) => {
      const seconds = us / 1e6 - now / 1000;
      const [unit, length] = SPANS.find(([, span]) => Math.abs(seconds) >= span) ?? ["second", 1];
      return relative.format(Math.round(seconds / length), unit);
    },
  };
}

/** Shares below one per cent, and very close to all, need a decimal to say anything. */
function decimals(value: number): number {
  const distance = Math.min(Math.abs(value), Math.abs(1 - value));
  return distance === 0 ? 0 : distance < 0.001 ? 2 : distance < 0.1 ? 1 : 0;
}

/** An amount with the decimals its currency is usually written with; with all it is kept with, where these would round it. */
function amount(language: Language, minor: number, currency: string): string {
  const decimals = CURRENCIES_NOT_IN_HUNDREDTHS[currency.toUpperCase()] ?? 2;
  const whole = minor % 10 ** decimals === 0;
  const style = { style: "currency", currency, ...(whole ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) } as const;
  return new Intl.NumberFormat(language, style).format(minor / 10 ** decimals);
}

const LENGTHS: readonly (readonly [string, number])[] = [
  ["day", DAY_S],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** Rounded as a whole first: 1 h 59 min 40 s are 2 h, not 1 h 60 min. From ten of a unit on, the smaller one is noise. */
function lasting(language: Language, seconds: number): string {
  const exact = Math.abs(seconds);
  const [, size] = largest(Math.round(exact));
  const smaller = LENGTHS.find(([, length]) => length < size)?.[1] ?? 1;
  const step = Math.round(exact / smaller) * smaller < 10 * size ? smaller : size;
  const whole = Math.round(exact / step) * step;
  const [name, length] = largest(whole);
  const rest = whole % length;
  const [lesser, part] = largest(rest);
  const head = unit(language, Math.floor(whole / length), name);
  return rest === 0 ? head : `${head} ${unit(language, rest / part, lesser)}`;
}

/** The largest unit that fits into so many seconds. */
function largest(seconds: number): readonly [string, number] {
  return LENGTHS.find(([, length]) => seconds >= length) ?? ["second", 1];
}

function unit(language: Language, value: number, name: string): string {
  return new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
}
