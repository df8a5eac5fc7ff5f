/** The texts of one language: those shared with Python, and the app's own, one file a room. */

import type { Language, Texts } from "../words";

const LOADERS: Readonly<Record<Language, () => Promise<{ readonly default: Texts }>>> = {
  en: () => import("./en"),
  "zh-Hant": () => import("./zh-Hant"),
  ru: () => import("./ru"),
  hu: () => import("./hu"),
};

export async function textsOf(language: Language): Promise<Texts> {
  return (await LOADERS[language]()).default;
}
