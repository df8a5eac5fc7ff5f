import { useEffect, useState } from "react";
import { textsOf } from "../lib/languages/load";
import type { Language, Texts } from "../lib/words";

interface Spoken {
  readonly language: Language;
  readonly texts: Texts;
}

interface Fetched {
  /** Those of a language; those of the one before until they are here, and where they cannot be had. */
  readonly spoken: Spoken | null;
  /** The language that is wanted, and whose texts cannot be had. */
  readonly missing: Language | null;
}

/** Fetches the texts of a language; null: it is not known yet which. */
export function useTexts(language: Language | null): Fetched {
  const [spoken, set] = useState<Spoken | null>(null);
  const [missing, miss] = useState<Language | null>(null);
  useEffect(() => {
    let wanted = true;
    miss(null);
    if (language)
      textsOf(language).then(
        (texts) => (wanted ? set({ language, texts }) : undefined),
        () => (wanted ? miss(language) : undefined),
      );
    return () => {
      wanted = false;
    };
  }, [language]);
  return { spoken, missing };
}
