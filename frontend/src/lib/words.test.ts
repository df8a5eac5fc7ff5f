import { expect, it } from "vitest";
import { languageOf, preferred, wordsOf } from "./words";

it("says counts as the language counts", () => {
  expect(wordsOf("en")("map.customers", { n: 1 })).toBe("1 customer");
  expect(wordsOf("en")("map.customers", { n: 1234 })).toBe("1,234 customers");
  expect([1, 3, 5, 21].map((n) => wordsOf("ru")("map.journeys", { n }))).toEqual(["1 путь", "3 пути", "5 путей", "21 путь"]);
  expect(wordsOf("zh-Hant")("map.customers", { n: 7 })).toBe("7 位顧客");
});

it("tells of a missing text instead of showing nothing", () => {
  expect(() => wordsOf("hu")("no.such.text")).toThrow("no text 'no.such.text' in hu");
  expect(wordsOf("hu").has("no.such.text")).toBe(false);
});

it("finds our language in what browsers say", () => {
  expect(languageOf("zh-TW")).toBe("zh-Hant");
  expect(languageOf("hu-HU")).toBe("hu");
  expect(languageOf("de")).toBeUndefined();
  expect(preferred(["de", "ru-RU", "en"])).toBe("ru");
  expect(preferred([])).toBe("en");
});
