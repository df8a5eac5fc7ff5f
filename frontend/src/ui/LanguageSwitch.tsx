import type { ReactElement } from "react";
import type { Language, Words } from "../lib/words";
import { languageOf, LANGUAGES, OWN_NAMES } from "../lib/words";

interface Props {
  readonly words: Words;
  readonly onChoose: (language: Language) => void;
}

export function LanguageSwitch({ words, onChoose }: Props): ReactElement {
  return (
    <label className="language">
      <span className="unseen">{words("app.language")}</span>
      <select
        value={words.language}
        onChange={(event) => {
          const chosen = languageOf(event.target.value);
          if (chosen) onChoose(chosen);
        }}
      >
        {LANGUAGES.map((language) => (
          <option key={language} value={language} lang={language}>
            {OWN_NAMES[language]}
          </option>
        ))}
      </select>
    </label>
  );
}
