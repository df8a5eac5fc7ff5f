import { Languages } from "lucide-react";
import type { ReactElement } from "react";
import type { Language } from "../lib/words";
import { LANGUAGES, OWN_NAMES } from "../lib/words";
import { Button } from "./Button";
import { useWords } from "./context";
import { Menu } from "./Overlay";
import { useTellFailure } from "./Toast";

/** Turns everything into another language; tells where that could not be kept. */
export function LanguageMenu({ onChoose }: { readonly onChoose: (language: Language) => Promise<void> }): ReactElement {
  const [words, failed] = [useWords(), useTellFailure()];
  const choose = (language: Language): void => void onChoose(language).catch(failed);
  return (
    <Menu
      trigger={
        <Button kind="quiet" icon={Languages}>
          <span className="dl-unseen">{words("ui.language")}: </span>
          {OWN_NAMES[words.language]}
        </Button>
      }
      entries={LANGUAGES.map((language) => ({ id: language, label: OWN_NAMES[language], onPress: () => choose(language) }))}
    />
  );
}
