import { Languages } from "lucide-react";
import type { ReactElement } from "react";
import type { Language } from "../lib/words";
import { LANGUAGES, OWN_NAMES } from "../lib/words";
import { Button } from "./Button";
import { useWords } from "./context";
import { Menu } from "./Overlay";

/** Turns everything into another language. */
export function LanguageMenu({ onChoose }: { readonly onChoose: (language: Language) => void }): ReactElement {
  const words = useWords();
  return (
    <Menu
      trigger={
        <Button kind="quiet" icon={Languages}>
          <span className="dl-unseen">{words("ui.language")}: </span>
          {OWN_NAMES[words.language]}
        </Button>
      }
      entries={LANGUAGES.map((language) => ({ id: language, label: OWN_NAMES[language], onPress: () => onChoose(language) }))}
    />
  );
}
