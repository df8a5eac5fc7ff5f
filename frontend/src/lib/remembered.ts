/** The language the reader chose, kept in the browser. */

import type { Language } from "./words";
import { LANGUAGES } from "./words";

const KEY = "desireline.language";

export function rememberedLanguage(): Language | null {
  try {
    const kept = window.localStorage.getItem(KEY);
    return LANGUAGES.find((language) => language === kept) ?? null;
  } catch {
    return null; // the browser keeps nothing: the project's language it is
  }
}

export function rememberLanguage(language: Language): void {
  try {
    window.localStorage.setItem(KEY, language);
  } catch {
    return;
  }
}
