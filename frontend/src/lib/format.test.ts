import { describe, expect, it } from "vitest";
import { formatOf } from "./format";

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

describe("formats", () => {
  const en = formatOf("en", "Europe/Budapest");

  it("give shares as many decimals as they need", () => {
    expect([0, 0.5, 0.034, 0.0004, 0.996, 1].map(en.share)).toEqual(["0%", "50%", "3.4%", "0.04%", "99.6%", "100%"]);
    expect(en.interval({ low: 0.2, high: 0.4 })).toBe("20%–40%");
    expect(en.interval({ low: null, high: null })).toBe("");
  });

  it("write money from its smallest units, also where a currency has none", () => {
    expect(en.money(123_456, "EUR")).toBe("€1,234.56");
    expect(en.money(1_500, "JPY")).toBe("¥1,500");
  });

  it("count the decimals of a currency as the server keeps it, not as it is usually written", () => {
    const hu = formatOf("hu", "UTC");
    expect(plain(hu.money(1_000, "HUF"))).toMatch(/^10(,00)? Ft$/); // its hundredths are hardly ever written: by some browsers never
    expect(plain(hu.money(123_456_700, "HUF"))).toMatch(/^1 234 567(,00)? Ft$/);
    for (const currency of ["RSD", "IDR", "COP", "PKR", "ALL", "AFN"]) expect(plain(hu.money(1_000, currency))).toMatch(new RegExp(`^10(,00)? ${currency}$`));
    expect(plain(hu.money(10_000, "IQD"))).toMatch(/^10(,000)? IQD$/);
    expect(plain(hu.money(-1_000, "HUF"))).toMatch(/^-10(,00)? Ft$/);
  });

  it("round no amount", () => {
    const hu = formatOf("hu", "UTC");
    expect(plain(hu.money(1_050, "HUF"))).toBe("10,50 Ft");
    expect(plain(hu.money(1, "IQD"))).toBe("0,001 IQD");
    expect(plain(hu.money(12_345, "CLF"))).toBe("1,2345 CLF");
    expect(plain(hu.money(1_000, "KWD"))).toBe("1,000 KWD");
  });

  it("tell lengths of time in their two largest units", () => {
    expect([5, 90, 3_600, 5_400, 26 * 3_600, 40 * 86_400].map(en.duration)).toEqual(["5 sec", "1 min 30 sec", "1 hr", "1 hr 30 min", "1 day 2 hr", "40 days"]);
  });

  it("round a length of time before it is taken apart", () => {
    const edges = [59.6, 119.7, 3_599, 2 * 3_600 - 20, 23.8 * 3_600, 48 * 3_600 - 20 * 60, 9.8 * 86_400, 9.99 * 86_400];
    expect(edges.map(en.duration)).toEqual(["1 min", "2 min", "1 hr", "2 hr", "1 day", "2 days", "9 days 19 hr", "10 days"]);
  });

  it("never give as many of the smaller unit as make one of the larger", () => {
    const most = new Map([["sec", 60], ["min", 60], ["hr", 24]]);
    for (let seconds = 0; seconds < 12 * 86_400; seconds += seconds < 2.1 * 3_600 ? 9.7 : 701.3) {
      const text = en.duration(seconds);
      for (const [, value, unit] of text.matchAll(/(\d+) (sec|min|hr)/g)) expect(Number(value), `${text} of ${seconds}`).toBeLessThan(most.get(unit ?? "") ?? 0);
    }
  });

  it("show moments in the project's time zone", () => {
    expect(en.moment(Date.UTC(2026, 2, 29, 23, 30) * 1000)).toMatch(/30.*2026|2026.*30/);
  });

  it("say how long ago in one unit", () => {
    const now = Date.UTC(2026, 0, 31);
    expect(en.ago((now - 3 * 86_400_000) * 1000, now)).toBe("3 days ago");
    expect(formatOf("ru", "UTC").ago((now - 2 * 3_600_000) * 1000, now)).toBe("2 часа назад");
  });
});
