/** Words in four languages, and numbers, dates and lengths of time as each writes them. */

import type { MapView } from "./types";

export type Language = MapView["language"];
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;
export type Texts = Readonly<Record<string, string | Forms>>;
export type Values = Readonly<Record<string, string | number>>;

export const LANGUAGES: readonly Language[] = ["en", "zh-Hant", "ru", "hu"];
export const OWN_NAMES: Readonly<Record<Language, string>> = { en: "English", "zh-Hant": "繁體中文", ru: "Русский", hu: "Magyar" };

/** Says things in one language. */
export interface Words {
  readonly language: Language;
  /** The text of a key; a form is chosen by the value `n`. */
  (key: string, values?: Values): string;
  /** Whether there is a text of that key. */
  has(key: string): boolean;
  number(value: number, digits?: number): string;
}

export function wordsOf(language: Language, texts: Texts): Words {
  const plural = new Intl.PluralRules(language);
  const number = (value: number, digits?: number): string =>
    new Intl.NumberFormat(language, digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  const say = (key: string, values: Values = {}): string => {
    const found = texts[key];
    if (found === undefined) throw new Error(`no text '${key}' in ${language}`);
    const text = typeof found === "string" ? found : form(found, plural.select(Number(values["n"] ?? 0)));
    return text.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = values[name];
      return value === undefined ? place : typeof value === "number" ? number(value) : value;
    });
  };
  return Object.assign(say, { language, has: (key: string) => key in texts, number });
}

function form(forms: Forms, rule: Intl.LDMLPluralRule): string {
  return forms[rule] ?? forms.other ?? "";
}

/** The language among ours that a tag such as `zh-TW` or `hu` asks for. */
export function languageOf(tag: string): Language | undefined {
  const lower = tag.toLowerCase();
  if (lower.startsWith("zh")) return "zh-Hant";
  return LANGUAGES.find((language) => lower.split("-")[0] === language);
}

/** The first of the reader's languages that is ours. */
export function preferred(tags: readonly string[]): Language {
  for (const tag of tags) {
    const found = languageOf(tag);
    if (found) return found;
  }
  return "en";
}
