import { describe, expect, it } from "vitest";
import en from "./languages/en";
import hu from "./languages/hu";
import ru from "./languages/ru";
import zhHant from "./languages/zh-Hant";
import type { Forms, Language, Texts } from "./words";
import { LANGUAGES, languageOf, preferred, wordsOf } from "./words";

const TEXTS: Readonly<Record<Language, Texts>> = { en, "zh-Hant": zhHant, ru, hu };
const own: Record<string, Texts> = import.meta.glob("../words/*/*.json", { eager: true, import: "default" });
const sources: Record<string, string> = import.meta.glob(["../**/*.{ts,tsx}", "!../**/*.test.ts", "!./types.ts"], { query: "?raw", import: "default", eager: true });
const said = Object.values(sources).join("\n");

describe("words", () => {
  it("choose the form that the number asks for", () => {
    const words = wordsOf("ru", { x: { one: "{n} ответ", few: "{n} ответа", many: "{n} ответов", other: "{n} ответа" } });
    expect([1, 3, 5, 21].map((n) => words("x", { n }))).toEqual(["1 ответ", "3 ответа", "5 ответов", "21 ответ"]);
  });

  it("write numbers as the language does, and leave unknown places as they are", () => {
    expect(wordsOf("hu", { x: "{count} / {what}" })("x", { count: 12345 })).toMatch(/^12\s345 \/ \{what\}$/u);
  });

  it("know the reader's languages by their tags", () => {
    expect(languageOf("zh-TW")).toBe("zh-Hant");
    expect(languageOf("de")).toBeUndefined();
    expect(preferred(["de", "ru-RU", "hu"])).toBe("ru");
  });
});

describe.each(LANGUAGES)("the app's texts in %s", (language) => {
  const texts = TEXTS[language];
  const keys = Object.entries(own).flatMap(([path, file]) => (path.includes(`/${language}/`) ? Object.keys(file) : []));

  it("are those of English, none twice", () => {
    const english = Object.entries(own).flatMap(([path, file]) => (path.includes("/en/") ? Object.keys(file) : []));
    expect([...keys].sort()).toEqual([...english].sort());
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("have the places that English has, and every plural form of the language", () => {
    const rules = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const key of keys) {
      const [text, english] = [texts[key], en[key]];
      expect(places(text), key).toEqual(places(english));
      if (typeof text === "object") expect(Object.keys(text).sort(), key).toEqual([...rules].sort());
    }
  });

  it("are translated", () => {
    if (language === "en") return;
    const same = keys.filter((key) => texts[key] === en[key] && /[a-z]{4}/.test(String(en[key])) && !LOAN.has(String(en[key])));
    expect(same).toEqual([]);
  });
});

/** Words that are the same in another of our languages. */
const LOAN = new Set(["CSV", "OpenID Connect", "E-mail", "JSON"]);

it("every text is used, and every text used is there", () => {
  const keys = Object.entries(own).flatMap(([path, file]) => (path.includes("/en/") ? Object.keys(file) : []));
  const begun = [...said.matchAll(/`([a-z_]+\.[A-Za-z_.]*)\$\{/g)].map((match) => match[1] ?? "");
  const unused = keys.filter((key) => !said.includes(`"${key}"`) && !begun.some((start) => key.startsWith(start)));
  expect(unused).toEqual([]);
  const asked = [...said.matchAll(/\bwords\(\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((key) => !(key in en))).toEqual([]);
});

function places(text: string | Forms | undefined): readonly string[] {
  const forms = typeof text === "string" ? [text] : Object.values(text ?? {});
  return [...new Set(forms.flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "")))].filter((name) => name !== "n").sort();
}
