/** Numbers and dates in drawings, as each language writes them. */

import type { Language } from "../../lib/words";

const DATES: Readonly<Record<Language, string>> = { en: "%-d %b %Y", "zh-Hant": "%Y/%-m/%-d", ru: "%-d %b %Y", hu: "%Y. %b %-d." };
const MONTHS = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2026, month, 15)));
const DAYS = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 1, 1 + day))); // a Sunday first

export interface DrawingLocale {
  readonly number: { readonly decimal: string; readonly thousands: string; readonly grouping: number[]; readonly currency: [string, string] };
  readonly time: Readonly<Record<"dateTime" | "date" | "time", string>> & Readonly<Record<"periods" | "days" | "shortDays" | "months" | "shortMonths", string[]>>;
}

/** What drawings need to know of a language. */
export function drawingLocale(language: Language): DrawingLocale {
  const parts = new Intl.NumberFormat(language).formatToParts(1_234_567.5);
  const sign = (type: string, usual: string): string => parts.find((part) => part.type === type)?.value ?? usual;
  const named = (dates: readonly Date[], options: Intl.DateTimeFormatOptions): string[] =>
    dates.map((date) => new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(date));
  return {
    number: { decimal: sign("decimal", "."), thousands: sign("group", ","), grouping: [3], currency: ["", ""] },
    time: {
      dateTime: `${DATES[language]} %H:%M`,
      date: DATES[language],
      time: "%H:%M",
      periods: ["AM", "PM"],
      days: named(DAYS, { weekday: "long" }),
      shortDays: named(DAYS, { weekday: "short" }),
      months: named(MONTHS, { month: "long" }),
      shortMonths: named(MONTHS, { month: "short" }),
    },
  };
}
