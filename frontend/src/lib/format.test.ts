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
    expect(plain(formatOf("hu", "UTC").money(123_456_700, "HUF"))).toContain("Ft");
  });

  it("tell lengths of time in their two largest units", () => {
    expect([5, 90, 3_600, 5_400, 26 * 3_600, 40 * 86_400].map(en.duration)).toEqual(["5 sec", "1 min 30 sec", "1 hr", "1 hr 30 min", "1 day 2 hr", "40 days"]);
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
